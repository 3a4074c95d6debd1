#include "cli/track_embedding.h"

#include <memory>

#include "cli/library_index.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using features::TrackFeatures;

/// Mean, then standard deviation of each coefficient over all frames of a track.
Vector statistics(const TrackFeatures& track) {
  const Eigen::Index coefficients = track.chunks.front().cols();
  Eigen::VectorXd sums = Eigen::VectorXd::Zero(coefficients);
  Eigen::VectorXd squares = Eigen::VectorXd::Zero(coefficients);
  Eigen::Index frames = 0;
  for (const Matrix& chunk : track.chunks) {
    frames += chunk.rows();
    sums += chunk.cast<double>().colwise().sum().transpose();
  }
  const Eigen::VectorXd mean = sums / static_cast<double>(frames);
  for (const Matrix& chunk : track.chunks) {
    const Eigen::MatrixXd deviations = chunk.cast<double>().rowwise() - mean.transpose();
    squares += deviations.colwise().squaredNorm().transpose();
  }
  Vector both(2 * coefficients);
  both << mean.cast<float>(), (squares / static_cast<double>(frames)).cwiseSqrt().cast<float>();
  return both;
}

TrackEmbedding mfcc_statistics(const fs::path& library, const features::FeatureHeader& header) {
  if (header.options.kind != features::FeatureKind::kMfcc) {
    throw Error(ErrorKind::kData, library.string(), "holds log-mel bands and no MFCC",
                "extract with --features mfcc or use another --embedding");
  }
  return {
      .words = "mean and standard deviation of " + std::to_string(header.options.coefficients()) + " MFCC",
      .vector = &statistics};
}

TrackEmbedding network_units(const std::string& given, const fs::path& library,
                             const features::FeatureHeader& header, const Workers& workers) {
  const auto model = std::make_shared<NamedModel>(load_model(given));
  require_same_features(library, header.options, *model);
  return {.words = "embedding of the genre model " + to_utf8(model->path.filename().string()) +
                   " (flatters tracks that it learnt from)",
          .vector = [model, &workers](const TrackFeatures& track) {
            return judge_chunks(model->classifier, track.chunks, workers).embedding;
          }};
}

}  // namespace

std::vector<std::string> embedding_names() {
  return {"mfcc", "cnn"};
}

TrackEmbedding make_embedding(const EmbeddingFlags& flags, const fs::path& library,
                              const features::FeatureHeader& header, const Workers& workers) {
  if (flags.name == "cnn") return network_units(flags.model, library, header, workers);
  if (!flags.model.empty()) {
    throw Error(ErrorKind::kUsage, "--model " + flags.model, "has no effect without --embedding cnn",
                "add that or leave the model out");
  }
  return mfcc_statistics(library, header);
}

}  // namespace mrec::cli
