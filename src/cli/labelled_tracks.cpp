#include "cli/labelled_tracks.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "cli/text_numbers.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

namespace mrec::cli {
namespace {

using features::TrackFeatures;

struct Item {
  std::filesystem::path path;
  std::string genre;
  std::string artist;
  Vector vector;
};

std::vector<std::string> texts_of(const std::vector<Item>& items, std::string Item::*text) {
  std::vector<std::string> texts;
  for (const Item& item : items) texts.push_back(item.*text);
  return texts;
}

void fill(LabelledTracks& tracks, const std::vector<Item>& items) {
  TextNumbers genres = numbers_of(texts_of(items, &Item::genre));
  TextNumbers artists = numbers_of(texts_of(items, &Item::artist));
  tracks.genres = std::move(genres.numbers);
  tracks.genre_count = genres.different;
  tracks.artist_count = artists.different;
  if (artists.different > 0) tracks.artists = std::move(artists.numbers);
  const Eigen::Index columns = items.empty() ? 0 : items.front().vector.size();
  tracks.vectors.resize(static_cast<Eigen::Index>(items.size()), columns);
  for (std::size_t i = 0; i < items.size(); ++i) {
    tracks.paths.push_back(items[i].path);
    assert(items[i].vector.size() == columns);  // the reader sees to it
    tracks.vectors.row(static_cast<Eigen::Index>(i)) = items[i].vector.transpose();
  }
}

}  // namespace

LabelledTracks read_labelled_tracks(const std::filesystem::path& library, features::FeatureReader& reader,
                                    const std::function<Vector(const TrackFeatures&)>& vector) {
  LabelledTracks tracks;
  std::vector<Item> items;
  while (const auto track = reader.next()) {
    throw_if_interrupted();
    Vector numbers = vector && !track->label.empty() ? vector(*track) : Vector();
    if (!tracks.left_out.admits(*track, !vector || numbers.size() > 0)) continue;
    items.push_back({.path = track->path,
                     .genre = track->label,
                     .artist = track->tags.artist,
                     .vector = std::move(numbers)});
  }
  // A library grows at its end, and the order decides between equally near tracks.
  std::ranges::sort(items, {}, [](const Item& item) -> const std::string& { return item.path.native(); });
  fill(tracks, items);
  if (tracks.genre_count < 2) {
    throw Error(ErrorKind::kData, library.string(),
                "has labelled tracks of " + std::to_string(tracks.genre_count) + " genres, and 2 are needed",
                "extract again with --labels");
  }
  return tracks;
}

}  // namespace mrec::cli
