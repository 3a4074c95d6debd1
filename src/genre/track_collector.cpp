#include "genre/track_collector.h"

#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::genre {
namespace {

Error no_embeddings(const std::filesystem::path& file) {
  return {ErrorKind::kData, file.string(), "has no embeddings",
          "run mrec extract again with a network's weights, or train with --input chunks"};
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

void TrackCollector::add(const std::filesystem::path& file) {
  features::FeatureReader reader(file, wanted_for(dataset_.input));
  take_header(reader.header(), file);
  while (const auto track = reader.next()) {
    const std::filesystem::path path = reader.header().root / track->path;
    if (!seen_.insert(path).second) {
      throw Error(ErrorKind::kData, to_utf8(path.string()), "is given twice", "give every track once");
    }
    take_track(*track);
  }
  if (reader.torn()) dataset_.warnings.push_back(reader.torn_warning());
}

void TrackCollector::require_input() const {
  const bool nothing = dataset_.tracks.empty() && dataset_.left_out.without_input > 0;
  if (nothing && dataset_.input == TrackInput::kEmbedding) throw no_embeddings(first_file_);
}

void TrackCollector::take_header(const features::FeatureHeader& header, const std::filesystem::path& file) {
  const bool of_embeddings = dataset_.input == TrackInput::kEmbedding;
  if (of_embeddings && !header.embedding) throw no_embeddings(file);
  if (first_file_.empty()) {
    first_file_ = file;
    dataset_.options = header.options;
    if (of_embeddings) dataset_.embedding = header.embedding;
  }
  if (of_embeddings) return require_same_network(dataset_, header, file);
  require_same_options(dataset_, header, file);
}

void TrackCollector::take_track(const features::TrackFeatures& track) {
  const bool suffices = !is_vector(dataset_.input) || has_input(track, dataset_.input);
  if (dataset_.left_out.admits(track, suffices)) take_labelled(track, input_of(track, dataset_.input));
}

void TrackCollector::take_labelled(const features::TrackFeatures& track, const nn::Tensor& samples) {
  if (buffer_.count() > 0 && samples.samples() > 0 && samples.shape() != buffer_.shape()) {
    throw Error(ErrorKind::kData, to_utf8(track.path.string()),
                "has a vector of another length than the tracks before it", "extract it again");
  }
  dataset_.tracks.push_back({.path = track.path,
                             .artist = track.tags.artist,
                             .genre = 0,
                             .first_chunk = buffer_.count(),
                             .chunk_count = samples.samples()});
  labels_.push_back(track.label);
  buffer_.add(samples);
}

}  // namespace mrec::genre
