#include "cli/library_index.h"

#include <algorithm>
#include <vector>

#include "cli/home.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/features/feature_store.h"
#include "mrec/genre/dataset.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

/// Rows of equal length, as many as come.
class RowBuffer {
 public:
  void add(const Vector& row) {
    values_.insert(values_.end(), row.begin(), row.end());
    ++rows_;
  }
  Matrix to_matrix() const {
    if (rows_ == 0) return {};
    return Eigen::Map<const Matrix>(values_.data(), rows_, static_cast<Eigen::Index>(values_.size()) / rows_);
  }

 private:
  std::vector<float> values_;
  Eigen::Index rows_ = 0;
};

library::Index make_index(const fs::path& library_file, const NamedModel& model, const Workers& workers,
                          Progress& progress) {
  features::FeatureReader reader(library_file);
  require_same_features(library_file, reader.header().options, model);
  library::Index index;
  index.root = reader.header().root;
  index.genres = model.classifier.design().genres;
  RowBuffer embeddings;
  RowBuffer probabilities;
  while (const auto track = reader.next()) {
    throw_if_interrupted();
    if (track->chunks.empty()) continue;
    const genre::TrackVerdict verdict = judge_chunks(model.classifier, track->chunks, workers);
    embeddings.add(verdict.embedding);
    probabilities.add(verdict.probabilities);
    index.tracks.push_back({.path = track->path,
                            .artist = track->tags.artist,
                            .title = track->tags.title,
                            .duration_s = track->duration_s});
  }
  if (reader.torn()) progress.warn(reader.torn_warning());
  if (index.tracks.empty()) {
    throw Error(ErrorKind::kData, library_file.string(), "holds no track",
                "extract a folder with music first");
  }
  progress.warn("indexed " + std::to_string(index.tracks.size()) + " tracks of " + library_file.string());
  index.embeddings = embeddings.to_matrix();
  index.probabilities = probabilities.to_matrix();
  return index;
}

}  // namespace

NamedModel load_model(const fs::path& given) {
  const fs::path path = given.empty() ? find_model() : given;
  return {.path = path, .classifier = genre::Classifier::load(path)};
}

genre::TrackVerdict judge_chunks(const genre::Classifier& classifier, const std::vector<Matrix>& chunks,
                                 const Workers& workers) {
  return genre::judge_track(classifier.predict(genre::to_batch(chunks), workers));
}

void require_same_features(const fs::path& file, const features::FeatureOptions& options,
                           const NamedModel& model) {
  features::FeatureOptions same = options;
  same.excerpt_s = model.classifier.design().features.excerpt_s;  // more or fewer chunks a track do no harm
  if (same == model.classifier.design().features) return;
  throw Error(ErrorKind::kData, file.string(),
              "was extracted with other options than the model " + model.path.string(),
              "extract again with the model's (mrec info shows them) or train on these features");
}

library::Index open_index(const fs::path& library_file, const NamedModel& model, const Workers& workers,
                          Progress& progress) {
  const library::IndexSources sources{.library = library::stamp_of(library_file),
                                      .model = library::stamp_of(model.path)};
  const fs::path index_file = library::index_path_of(library_file);
  if (auto kept = library::read_index(index_file, sources)) return std::move(*kept);
  library::Index index = make_index(library_file, model, workers, progress);
  try {
    library::write_index(index_file, index, sources);
  } catch (const Error& error) {
    progress.warn(std::string(error.what()) + " (the index is made again next time)");
  }
  return index;
}

}  // namespace mrec::cli
