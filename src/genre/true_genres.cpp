#include "mrec/genre/true_genres.h"

#include <algorithm>

#include "genre/genre_names.h"

namespace mrec::genre {

TrueGenres true_genres(std::string_view label, std::span<const std::string> genres) {
  TrueGenres found;
  for (const std::string& name : genres_of_label(label)) {
    const auto place = std::ranges::find(genres, name);
    if (place == genres.end()) {
      found.unknown.push_back(name);
    } else {
      found.known.push_back(static_cast<std::size_t>(place - genres.begin()));
    }
  }
  std::ranges::sort(found.known);
  return found;
}

}  // namespace mrec::genre
