#include "cli/track_describer.h"

#include <algorithm>

#include "cli/embedder_file.h"
#include "cli/home.h"
#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

/// None when tags are all that can be had.
std::optional<NamedModel> load_model_if_any(const fs::path& given, std::size_t tags) {
  const bool tags_will_do = given.empty() && tags > 0 && find_musicnn();
  if (tags_will_do && !known_model()) return std::nullopt;
  return load_model(given);
}

}  // namespace

TrackDescriber::TrackDescriber(const fs::path& model, std::size_t tags)
    : model_(load_model_if_any(model, tags)), tags_(tags) {}

std::vector<std::string> TrackDescriber::genres() const {
  return model_ ? model_->design().genres : std::vector<std::string>();
}

genre::DecisionRule TrackDescriber::rule() const {
  return model_ ? genre::rule_of(model_->design()) : genre::DecisionRule{};
}

features::Wanted TrackDescriber::wanted() const {
  return model_ ? model_->classifier.wanted() : features::Wanted::kAllButChunks;
}

void TrackDescriber::require_fit(const fs::path& file, const features::FeatureHeader& header) const {
  if (model_) return require_same_features(file, header, *model_);
  if (header.embedding) return;
  throw Error(ErrorKind::kData, file.string(), "has no tags, and there is no model to tell genres by",
              "run mrec extract on its folders again, which adds tags, or train a model with mrec train");
}

const features::Extractor& TrackDescriber::extractor() {
  if (extractor_) return *extractor_;
  load_embedder_when_needed();
  const bool has_features = model_ && model_->classifier.looks_at_frames();
  extractor_.emplace(has_features ? model_->design().features : features::FeatureOptions{},
                     embedder_ ? &*embedder_ : nullptr);
  return *extractor_;
}

void TrackDescriber::load_embedder_when_needed() {
  if (model_ && model_->design().embedding) {
    embedder_.emplace(load_embedder(*model_->design().embedding, model_->path));
    return;
  }
  const auto weights = tags_ > 0 ? find_musicnn() : std::nullopt;
  if (weights) embedder_.emplace(embedding::Musicnn::load(*weights));
}

bool TrackDescriber::can_describe(const features::TrackFeatures& track) const {
  return model_ ? model_->classifier.can_judge(track) : !track.embedding.empty();
}

const char* TrackDescriber::missing_part() const {
  return model_ && !model_->classifier.looks_at_embeddings() ? "no chunks" : "no embedding yet";
}

TrackAnswer TrackDescriber::describe(const features::TrackFeatures& track, const Workers& workers) const {
  TrackAnswer answer;
  if (model_) answer.verdict = model_->classifier.judge(track, workers);
  if (tags_ > 0 && !track.embedding.empty()) {
    const auto& tags = track.predicted_tags;
    answer.tags.emplace(tags.begin(),
                        tags.begin() + static_cast<std::ptrdiff_t>(std::min(tags_, tags.size())));
  }
  return answer;
}

}  // namespace mrec::cli
