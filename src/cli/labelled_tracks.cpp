#include "cli/labelled_tracks.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <tuple>
#include <utility>

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

/// Equal texts get equal numbers, 0, 1, ... by their first place; empty ones each a number of its own.
std::pair<std::vector<std::size_t>, std::size_t> numbered(const std::vector<Item>& items,
                                                          std::string Item::*text) {
  std::map<std::string, std::size_t> number_of;
  std::vector<std::size_t> numbers;
  std::size_t next = 0;
  for (const Item& item : items) {
    if ((item.*text).empty()) {
      numbers.push_back(next++);
      continue;
    }
    const auto [place, is_new] = number_of.try_emplace(item.*text, next);
    next += is_new ? 1 : 0;
    numbers.push_back(place->second);
  }
  return {std::move(numbers), number_of.size()};
}

void fill(LabelledTracks& tracks, const std::vector<Item>& items) {
  std::tie(tracks.genres, tracks.genre_count) = numbered(items, &Item::genre);
  std::tie(tracks.artists, tracks.artist_count) = numbered(items, &Item::artist);
  if (tracks.artist_count == 0) tracks.artists.clear();
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
