#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/library/admission.h"
#include "mrec/library/index.h"
#include "mrec/recommend/ranked_list.h"

namespace mrec::testing {

using Places = std::vector<std::size_t>;

/// An index of these vectors, whose tracks are called by four digits, so that they keep their order.
inline library::Index index_of_vectors(const Matrix& embeddings, const Matrix& probabilities,
                                       std::vector<library::Track> tracks = {}) {
  library::IndexHeader header{.root = "/music", .genres = {}};
  for (Eigen::Index k = 0; k < probabilities.cols(); ++k) header.genres.push_back("g" + std::to_string(k));
  library::IndexRows rows{.tracks = {}, .embeddings = embeddings, .probabilities = probabilities};
  tracks.resize(static_cast<std::size_t>(embeddings.rows()));
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    tracks[i].path = std::to_string(10'000 + i).substr(1);
    rows.tracks.push_back({.track = std::move(tracks[i])});
  }
  return {header, std::move(rows), Workers(1)};
}

/// Tracks of the index itself as favourites.
inline recommend::Favourites favourites_of(const library::Index& index, const Places& places) {
  recommend::Favourites favourites;
  favourites.vectors.resize(static_cast<Eigen::Index>(places.size()),
                            static_cast<Eigen::Index>(index.width()));
  favourites.probabilities.resize(favourites.vectors.rows(),
                                  static_cast<Eigen::Index>(index.genres().size()));
  for (std::size_t f = 0; f < places.size(); ++f) {
    favourites.names.push_back(std::to_string(places[f]));
    favourites.tracks.push_back(index.track(places[f]));
    favourites.vectors.row(static_cast<Eigen::Index>(f)) = index.vector(places[f]);
    favourites.probabilities.row(static_cast<Eigen::Index>(f)) = index.probabilities(places[f]);
  }
  return favourites;
}

/// The list of a rule for such favourites, which are not in it.
inline recommend::RankedList list_for(const library::Index& index, const Places& places,
                                      const recommend::RuleOptions& rule,
                                      const recommend::ListOptions& options, int threads = 1) {
  library::Admission admission(index);
  for (const std::size_t place : places) admission.exclude(place);
  return recommend::rank(index, favourites_of(index, places), Matrix(), rule, options, admission,
                         Workers(threads));
}

inline Places tracks_of(const recommend::RankedList& list) {
  Places tracks;
  for (const recommend::Recommendation& each : list.tracks) tracks.push_back(each.track);
  return tracks;
}

}  // namespace mrec::testing
