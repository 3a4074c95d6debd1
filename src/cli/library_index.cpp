#include "cli/library_index.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "cli/home.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

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
  Matrix to_matrix(const std::vector<Eigen::Index>& order) const {
    if (rows_ == 0) return {};
    const Eigen::Map<const Matrix> rows(values_.data(), rows_,
                                        static_cast<Eigen::Index>(values_.size()) / rows_);
    return rows(order, Eigen::all);
  }

 private:
  std::vector<float> values_;
  Eigen::Index rows_ = 0;
};

/// Places of the tracks in the order of their paths: a library grows at its end, but the index must not
/// depend on that.
std::vector<Eigen::Index> order_of(const std::vector<library::Track>& tracks) {
  std::vector<Eigen::Index> order(tracks.size());
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::sort(order, {}, [&](Eigen::Index i) -> const std::string& {
    return tracks[static_cast<std::size_t>(i)].path.native();
  });
  return order;
}

void require_same_network(const fs::path& file, const features::FeatureHeader& header,
                          const NamedModel& model) {
  if (header.embedding && are_comparable(*header.embedding, *model.classifier.design().embedding)) return;
  throw Error(ErrorKind::kData, file.string(),
              header.embedding ? "has embeddings by other weights than the model " + model.path.string()
                               : "has no embeddings, which the model " + model.path.string() + " judges by",
              "extract again with the model's weights (mrec info shows them) or train on these features");
}

library::Index make_index(const fs::path& library_file, const NamedModel& model, const Workers& workers,
                          Progress& progress) {
  features::FeatureReader reader(library_file, wanted_for(model.classifier.design().track_input));
  require_same_features(library_file, reader.header(), model);
  library::Index index;
  index.root = reader.header().root;
  index.genres = model.classifier.design().genres;
  RowBuffer embeddings;
  RowBuffer probabilities;
  std::size_t without_input = 0;
  while (const auto track = reader.next()) {
    throw_if_interrupted();
    if (!track->error.empty()) continue;
    if (!genre::has_input(*track, model.classifier.design().track_input)) {
      ++without_input;
      continue;
    }
    const genre::TrackVerdict verdict = genre::judge(model.classifier, *track, workers);
    embeddings.add(verdict.embedding);
    probabilities.add(verdict.probabilities);
    const audio::Section section = track->section.value_or(audio::Section{});
    index.tracks.push_back({.path = track->path,
                            .artist = track->tags.artist,
                            .title = track->tags.title,
                            .duration_s = track->duration_s,
                            .file = track->file,
                            .start_s = section.start_s,
                            .end_s = section.end_s});
  }
  if (reader.torn()) progress.warn(reader.torn_warning());
  if (without_input > 0) {
    progress.warn(library_file.string() + ": " + std::to_string(without_input) +
                  " tracks have nothing that the model judges by: left out: extract again");
  }
  if (index.tracks.empty()) {
    throw Error(ErrorKind::kData, library_file.string(), "holds no track",
                "extract a folder with music first");
  }
  progress.warn("indexed " + std::to_string(index.tracks.size()) + " tracks of " + library_file.string());
  const std::vector<Eigen::Index> order = order_of(index.tracks);
  index.embeddings = embeddings.to_matrix(order);
  index.probabilities = probabilities.to_matrix(order);
  std::ranges::sort(index.tracks, {},
                    [](const library::Track& track) -> const std::string& { return track.path.native(); });
  return index;
}

}  // namespace

NamedModel load_model(const fs::path& given) {
  const fs::path path = given.empty() ? find_model() : given;
  return {.path = path, .classifier = genre::Classifier::load(path)};
}

void require_same_features(const fs::path& file, const features::FeatureHeader& header,
                           const NamedModel& model) {
  const genre::ClassifierDesign& design = model.classifier.design();
  if (design.embedding) return require_same_network(file, header, model);
  features::FeatureOptions same = header.options;
  same.excerpt_s = design.features.excerpt_s;  // more or fewer chunks a track do no harm
  if (same == design.features) return;
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
