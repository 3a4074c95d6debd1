#include "genre/track_collector.h"

#include <algorithm>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/utf8.h"
#include "mrec/genre/learnt_from.h"

namespace mrec::genre {
namespace {

Error no_embeddings(const std::filesystem::path& file) {
  return {ErrorKind::kData, file.string(), "has no embeddings",
          "run mrec extract again with a network's weights, or train with another --input"};
}

void require_same_network(const Dataset& dataset, const features::FeatureHeader& header,
                          const std::filesystem::path& file) {
  if (are_comparable(*dataset.embedding, *header.embedding)) return;
  throw Error(ErrorKind::kData, file.string(),
              "has embeddings by another network or other weights than the files before it",
              "extract all with the same weights");
}

void require_same_options(const Dataset& dataset, const features::FeatureHeader& header,
                          const std::filesystem::path& file) {
  if (dataset.options == header.options) return;
  throw Error(ErrorKind::kData, file.string(), "was made with other feature options than the files before it",
              "extract all with the same options");
}

}  // namespace

bool TrackCollector::wants(TrackInput input) const {
  return std::ranges::find(inputs_, input) != inputs_.end();
}

void TrackCollector::add(const std::filesystem::path& file) {
  features::FeatureReader reader(file);
  take_header(reader.header(), file);
  while (const auto track = reader.next()) {
    throw_if_interrupted();
    const std::filesystem::path path = reader.header().root / track->path;
    if (!seen_.insert(path).second) {
      throw Error(ErrorKind::kData, to_utf8(path.string()), "is given twice", "give every track once");
    }
    take_track(*track, reader.header());
  }
  if (reader.torn()) dataset_.warnings.push_back(reader.torn_warning());
}

void TrackCollector::require_inputs() const {
  const bool nothing = dataset_.tracks.empty() && dataset_.left_out.without_input > 0;
  if (nothing && wants(TrackInput::kEmbedding)) throw no_embeddings(first_file_);
}

void TrackCollector::number_recordings(const Workers& workers) {
  for (const std::vector<std::size_t>& copies : duplicates_.groups(workers)) {
    for (const std::size_t row : copies) dataset_.tracks[row].recording = copies.front();
  }
}

void TrackCollector::take_header(const features::FeatureHeader& header, const std::filesystem::path& file) {
  const bool of_embeddings = wants(TrackInput::kEmbedding);
  if (of_embeddings && !header.embedding) throw no_embeddings(file);
  if (first_file_.empty()) {
    first_file_ = file;
    dataset_.options = header.options;
    if (of_embeddings) dataset_.embedding = header.embedding;
    for (const TrackInput input : inputs_) dataset_.tables[input] = make_table(input, header.options);
  }
  if (of_embeddings) require_same_network(dataset_, header, file);
  const bool of_embeddings_only = of_embeddings && inputs_.size() == 1;
  if (!of_embeddings_only) require_same_options(dataset_, header, file);
}

void TrackCollector::take_track(const features::TrackFeatures& track, const features::FeatureHeader& header) {
  const bool suffices =
      std::ranges::all_of(inputs_, [&](TrackInput input) { return has_input(track, input); });
  if (!dataset_.left_out.admits(track, suffices)) return;
  for (const TrackInput input : inputs_) dataset_.tables[input]->add(track);
  duplicates_.add(track, header.options);
  dataset_.tracks.push_back({.path = track.path,
                             .artist = track.tags.artist,
                             .title = track.tags.title,
                             .genres = {},
                             .row = labels_.size(),
                             .recording = labels_.size(),
                             .mark = track_mark(track, header.root / track.path)});
  labels_.push_back(track.label);
}

}  // namespace mrec::genre
