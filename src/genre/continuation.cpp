#include "mrec/genre/continuation.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/genre/learnt_from.h"

namespace mrec::genre {
namespace {

void require_same_kind_of_labels(const Classifier& classifier, const Dataset& dataset) {
  if (!dataset.multi_label || classifier.design().multi_label) return;
  throw Error(ErrorKind::kData, "labels name several genres, divided by \";\"",
              "and the model knows one a track", "give every track one genre, or train anew from all tracks");
}

/// Names are few and the data set's are sorted, so that new ones come sorted.
void number_anew(const std::vector<std::string>& first, Dataset& dataset) {
  std::vector<std::string> genres = first;
  std::vector<std::size_t> number_of;
  for (const std::string& name : dataset.genres) {
    const auto place = std::ranges::find(genres, name);
    number_of.push_back(static_cast<std::size_t>(place - genres.begin()));
    if (place == genres.end()) genres.push_back(name);
  }
  for (LabelledTrack& track : dataset.tracks) {
    for (std::size_t& genre : track.genres) genre = number_of[genre];
    std::ranges::sort(track.genres);
  }
  dataset.genres = std::move(genres);
}

void mark_learnt(const LearntFrom& learnt, Dataset& dataset) {
  std::set<std::size_t> recordings;
  for (const LabelledTrack& track : dataset.tracks) {
    if (learnt.has_track(track.mark)) recordings.insert(track.recording);
  }
  for (LabelledTrack& track : dataset.tracks) {
    if (recordings.contains(track.recording)) {
      track.past = Past::kLearnt;
    } else if (learnt.has_artist(artist_mark(track.artist))) {
      track.past = Past::kArtistLearnt;
    }
  }
}

/// Rows of `learnt` over the beginnings of those of `wider`.
void put_columns(const NamedTensor& learnt, NamedTensor& wider) {
  const auto columns = static_cast<std::size_t>(learnt.shape.back());
  const auto all = static_cast<std::size_t>(wider.shape.back());
  assert(columns <= all && learnt.values.size() / columns == wider.values.size() / all);
  for (std::size_t row = 0; row * columns < learnt.values.size(); ++row) {
    std::ranges::copy(std::span(learnt.values).subspan(row * columns, columns),
                      wider.values.begin() + static_cast<std::ptrdiff_t>(row * all));
  }
}

}  // namespace

std::string objection_to_going_on(const Classifier& classifier) {
  if (classifier.members().size() > 1) return "is of several members, and only a single network can go on";
  const Architecture architecture = classifier.members().front().design().architecture;
  if (is_network(architecture)) return {};
  return std::string("is of --arch ") + name_of(architecture) + ", which learns from all tracks in a moment";
}

void go_on_from(const Classifier& classifier, Dataset& dataset) {
  require_same_kind_of_labels(classifier, dataset);
  dataset.multi_label = classifier.design().multi_label;
  number_anew(classifier.design().genres, dataset);
  if (const auto learnt = LearntFrom::of(classifier.provenance())) mark_learnt(*learnt, dataset);
}

std::vector<std::string> genres_without_tracks(const Classifier& classifier, const Dataset& dataset) {
  std::set<std::size_t> present;
  for (const LabelledTrack& track : dataset.tracks) present.insert(track.genres.begin(), track.genres.end());
  std::vector<std::string> names;
  for (std::size_t genre = 0; genre < classifier.design().genres.size(); ++genre) {
    if (!present.contains(genre)) names.push_back(classifier.design().genres[genre]);
  }
  return names;
}

std::vector<NamedTensor> widened_state(const nn::Network& learnt, const nn::Network& wider) {
  const std::string last = std::string(kLogitsLayer) + ".";
  std::vector<NamedTensor> state = wider.state();
  const std::vector<NamedTensor> known = learnt.state();
  assert(known.size() == state.size());
  for (std::size_t i = 0; i < state.size(); ++i) {
    assert(known[i].name == state[i].name);
    if (state[i].name.starts_with(last)) {
      put_columns(known[i], state[i]);
    } else {
      state[i] = known[i];
    }
  }
  return state;
}

}  // namespace mrec::genre
