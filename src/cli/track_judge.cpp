#include "cli/track_judge.h"

#include <utility>

#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

SimilarityBy similarity_for(const std::string& flag, const features::FeatureHeader& header) {
  if (flag.empty()) return header.embedding ? SimilarityBy::kMusicnn : SimilarityBy::kCnn;
  return flag == name_of(SimilarityBy::kCnn) ? SimilarityBy::kCnn : SimilarityBy::kMusicnn;
}

constexpr const char* kExtractAgain = "run mrec extract on its folders again, which adds them";

[[noreturn]] void fail_for_want_of_vectors(const fs::path& library_file, const NamedModel& model) {
  throw Error(ErrorKind::kData, library_file.string(),
              "has no embeddings to compare tracks by, and the model " + model.path.string() + " makes none",
              std::string(kExtractAgain) + ", or train a model with mrec train --arch course");
}

[[noreturn]] void fail_for_want_of_embeddings(const fs::path& library_file) {
  throw Error(ErrorKind::kData, library_file.string(),
              "has no embeddings, which --embedding musicnn compares", kExtractAgain);
}

}  // namespace

const char* name_of(SimilarityBy embedding) {
  return embedding == SimilarityBy::kMusicnn ? "musicnn" : "cnn";
}

bool TrackJudge::needs_embedding() const {
  return embedding_ == SimilarityBy::kMusicnn || model_.classifier.looks_at_embeddings();
}

features::Wanted TrackJudge::wanted() const {
  return model_.classifier.wanted();
}

bool TrackJudge::can_judge(const features::TrackFeatures& track) const {
  return model_.classifier.can_judge(track) && (!needs_embedding() || !track.embedding.empty());
}

genre::TrackVerdict TrackJudge::judge(const features::TrackFeatures& track, const Workers& workers) const {
  genre::TrackVerdict verdict = model_.classifier.judge(track, workers);
  if (embedding_ == SimilarityBy::kMusicnn) {
    verdict.embedding =
        Eigen::Map<const Vector>(track.embedding.data(), static_cast<Eigen::Index>(track.embedding.size()));
  }
  return verdict;
}

TrackJudge choose_judge(const JudgeFlags& flags, const fs::path& library_file,
                        const features::FeatureHeader& header) {
  NamedModel model = load_model(flags.model);
  const SimilarityBy embedding = similarity_for(flags.embedding, header);
  if (flags.embedding == name_of(SimilarityBy::kCnn)) require_network(model);
  require_same_features(library_file, header, model);
  if (embedding == SimilarityBy::kMusicnn && !header.embedding) fail_for_want_of_embeddings(library_file);
  const bool has_layer = model.classifier.has_embedding_layer();
  if (embedding == SimilarityBy::kCnn && !has_layer) fail_for_want_of_vectors(library_file, model);
  return {std::move(model), embedding};
}

}  // namespace mrec::cli
