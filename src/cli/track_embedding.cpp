#include "cli/track_embedding.h"

#include <memory>

#include "cli/named_model.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/genre/track_input.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using features::TrackFeatures;

/// The vector of a track; empty when it lacks what that is made of.
Vector vector_of(const TrackFeatures& track, const genre::InputMaker& maker) {
  const nn::Tensor tensor = maker.make(track);
  return Eigen::Map<const Vector>(tensor.values().data(), static_cast<Eigen::Index>(tensor.values().size()));
}

TrackEmbedding mfcc_statistics(const fs::path& library, const features::FeatureHeader& header) {
  if (header.options.kind != features::FeatureKind::kMfcc) {
    throw Error(ErrorKind::kData, library.string(), "holds log-mel bands and no MFCC",
                "extract with --features mfcc or use another --embedding");
  }
  return {.words = "mean, deviation and deviation of the delta of " +
                   std::to_string(header.options.coefficients()) + " MFCC",
          .vector = [maker = genre::InputMaker(genre::TrackInput::kTimbre, header.options)](
                        const TrackFeatures& track) { return vector_of(track, maker); }};
}

TrackEmbedding pretrained(const std::string& network, const fs::path& library,
                          const features::FeatureHeader& header) {
  if (!header.embedding || header.embedding->network != network) {
    throw Error(ErrorKind::kData, library.string(), "has no embeddings by " + network,
                "extract again with its weights or use another --embedding");
  }
  return {.words = network + ", mean of at most " + std::to_string(header.embedding->patches) + " patches",
          .vector = [maker = genre::InputMaker(genre::TrackInput::kEmbedding, header.options)](
                        const TrackFeatures& track) { return vector_of(track, maker); },
          .wanted = wanted_for(genre::TrackInput::kEmbedding)};
}

TrackEmbedding network_units(const std::string& given, const fs::path& library,
                             const features::FeatureHeader& header, const Workers& workers) {
  const auto model = std::make_shared<NamedModel>(load_model(given));
  require_network(*model);
  require_same_features(library, header, *model);
  return {.words = "embedding of the genre model " + to_utf8(model->path.filename().string()) +
                   " (flatters tracks that it learnt from)",
          .vector = [model, &workers](const TrackFeatures& track) -> Vector {
            if (!model->classifier.can_judge(track)) return {};
            return model->classifier.judge(track, workers).embedding;
          }};
}

}  // namespace

std::vector<std::string> embedding_names() {
  return {"mfcc", "musicnn", "cnn"};
}

TrackEmbedding make_embedding(const EmbeddingFlags& flags, const fs::path& library,
                              const features::FeatureHeader& header, const Workers& workers) {
  const std::string own = header.embedding ? header.embedding->network : "mfcc";
  const std::string& name = flags.name.empty() ? own : flags.name;
  if (name == "cnn") return network_units(flags.model, library, header, workers);
  if (!flags.model.empty()) {
    throw Error(ErrorKind::kUsage, "--model " + flags.model, "has no effect without --embedding cnn",
                "add that or leave the model out");
  }
  return name == "mfcc" ? mfcc_statistics(library, header) : pretrained(name, library, header);
}

}  // namespace mrec::cli
