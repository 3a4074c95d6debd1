#include "genre/genre_names.h"

#include <algorithm>
#include <set>

#include "mrec/core/trimmed.h"

namespace mrec::genre {

std::vector<std::string> genres_of_label(std::string_view label) {
  std::set<std::string> names;
  for (std::size_t begin = 0; begin <= label.size();) {
    const std::size_t end = std::min(label.find(';', begin), label.size());
    const std::string_view name = trimmed(label.substr(begin, end - begin));
    if (!name.empty()) names.emplace(name);
    begin = end + 1;
  }
  if (names.empty()) names.emplace(label);
  return {names.begin(), names.end()};
}

void number_genres(Dataset& dataset, const std::vector<std::string>& labels) {
  std::vector<std::vector<std::string>> of_row;
  std::set<std::string> names;
  for (const std::string& label : labels) {
    of_row.push_back(genres_of_label(label));
    names.insert(of_row.back().begin(), of_row.back().end());
    dataset.multi_label = dataset.multi_label || of_row.back().size() > 1;
  }
  dataset.genres.assign(names.begin(), names.end());
  for (LabelledTrack& track : dataset.tracks) {
    track.genres.clear();
    for (const std::string& name : of_row[track.row]) {
      const auto place = std::ranges::lower_bound(dataset.genres, name);
      track.genres.push_back(static_cast<std::size_t>(place - dataset.genres.begin()));
    }
  }
}

}  // namespace mrec::genre
