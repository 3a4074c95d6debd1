#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/ranking_flags.h"
#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/genre/left_out.h"
#include "mrec/library/track.h"

namespace mrec::cli {

/// The labelled tracks of some libraries.
struct RankingTracks {
  std::vector<library::Track> tracks;  ///< by path; of several libraries the library's number is in front
  std::vector<std::filesystem::path> paths;  ///< as in their library
  std::vector<std::size_t> genres;           ///< a number for each track's label
  std::vector<std::size_t> artists;  ///< and its artist, a track without one alone; empty: no artist is known
  std::vector<std::size_t> sources;  ///< and the library it is from
  std::size_t genre_count = 0;
  std::size_t artist_count = 0;
  Matrix embeddings;        ///< a row a track; without columns when another program's numbers are asked for
  Matrix probabilities;     ///< of genres; without columns where the rules have no genre part
  std::string words;        ///< what the embeddings are
  std::string genre_words;  ///< which model told the genres; empty: none
  /// Tracks that this model learnt from; nothing where there is none or it does not say.
  std::optional<std::size_t> learnt;
  genre::LeftOut left_out;
  std::vector<std::string> warnings;  ///< of files that are not complete
};

/// Throws Error{kData} for fewer than 2 genres and for libraries whose vectors cannot be compared, and as
/// choose_vectors() and the readers do.
RankingTracks read_ranking_tracks(const RankingFlags& flags, const Workers& workers);

}  // namespace mrec::cli
