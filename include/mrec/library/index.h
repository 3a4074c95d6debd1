#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/library/index_rows.h"
#include "mrec/library/lanes.h"
#include "mrec/library/standardiser.h"
#include "mrec/library/track.h"

namespace mrec::library {

class IndexPart;

/// What holds for all of an index.
struct IndexHeader {
  std::filesystem::path root;  ///< folder the paths are relative to, absolute
  std::vector<std::string> genres;
  std::size_t left_out = 0;  ///< tracks of the library that lack what is needed for them to be here
};

/// Every track of a library as vectors: all that ranking needs. Tracks are numbered by their places; those
/// that came later have the last ones, and the place of a track that is gone stays empty. Where it is of a
/// file, its arrays are looked at in the file's memory: opening it reads next to nothing.
///
/// A track's vector is its embedding, standardised over the library and of length 1, and behind it the square
/// roots of its genre probabilities, brought to length 1: the product of two of the latter is the agreement
/// of two genre profiles, 0 to 1 (Bhattacharyya's coefficient), that of two of the former the cosine of two
/// sounds.
class Index {
 public:
  /// Of these tracks, sorted by their paths. Takes time for many: see hubness().
  Index(const IndexHeader& header, IndexRows rows, const Workers& workers);
  /// Of tracks that are only to be found by their paths and read: they have no vectors, nothing is ranked by
  /// it. Quick for many, too; there may be none.
  static Index for_look_up(const IndexHeader& header, std::vector<IndexedTrack> tracks);
  /// Of parts as they lie in files: the first, and what was added to it later. Throws Error{kFormat} when an
  /// array is missing or too short.
  Index(std::shared_ptr<const IndexPart> base, std::shared_ptr<const IndexPart> more);
  ~Index();
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  Index(const Index&) = delete;

  const std::filesystem::path& root() const;
  const std::vector<std::string>& genres() const;
  std::size_t left_out() const;

  /// Places, also those that are empty.
  std::size_t size() const;
  bool has(std::size_t place) const;
  /// Tracks that are there.
  std::size_t tracks() const;

  /// Only for a place that is not empty, as all that follow.
  Track track(std::size_t place) const;
  double duration_s(std::size_t place) const;
  int year(std::size_t place) const;
  SoundKind sound(std::size_t place) const;
  std::uint64_t record(std::size_t place) const;
  bool is_section(std::size_t place) const;
  /// The part of its path behind the last slash, and the whole.
  std::string_view path_text(std::size_t place) const;
  /// The audio file of a track of a CUE sheet; empty for others.
  std::string_view file_text(std::size_t place) const;

  /// The genre of the file's own tag.
  std::string_view genre_tag(std::size_t place) const;

  /// By a path as the index has it.
  std::optional<std::size_t> find(std::string_view path) const;
  /// Up to two tracks whose paths end in that file name.
  std::vector<std::size_t> find_name(std::string_view name) const;

  Eigen::Index dimensions() const { return standardiser().dimensions(); }
  const Standardiser& standardiser() const;
  /// Numbers of a vector: dimensions, then genres.
  std::size_t width() const;
  Vector vector(std::size_t place) const;
  /// One a genre.
  Vector probabilities(std::size_t place) const;
  /// How near its ten nearest neighbours are: the mean of their cosines. What is near to everything is a hub;
  /// half of this is taken off what it is likened to (CSLS, Conneau et al. 2018). Of a large library the
  /// neighbours are looked for among 20,000 of its tracks.
  float hubness(std::size_t place) const;
  /// The share of pairs of this library's tracks that are less alike than a pair of that cosine, 0 to 1.
  double share_less_alike(double cosine) const;

  /// For those who go through all vectors.
  struct Run {
    std::size_t first = 0;  ///< place of its first track
    LaneView lanes;
    const float* hubness = nullptr;  ///< one a lane
  };
  std::vector<Run> runs() const;

  /// The vector of a sound that need not be in the library.
  Vector vector_of(const Vector& embedding, const Vector& probabilities) const;

  /// Another index with these tracks too, and without those at `gone`. What was learnt from all tracks
  /// (means, which tracks hubs are told by, what a likely cosine is) stays; a track is not told by what it
  /// was before it changed or moved.
  Index changed(IndexRows added, const std::vector<std::size_t>& gone, std::size_t left_out,
                const Workers& workers) const;
  /// How much came and went since it was made, as a share of what it was made of.
  double share_changed() const;

  const IndexPart& base() const { return *base_; }
  /// Null when nothing changed.
  const IndexPart* more() const { return more_.get(); }

 private:
  struct Facts;
  struct Spot {
    const IndexPart& part;
    std::size_t row;
  };
  Spot spot(std::size_t place) const;

  std::shared_ptr<const IndexPart> base_;
  std::shared_ptr<const IndexPart> more_;
  std::unique_ptr<const Facts> facts_;
};

}  // namespace mrec::library
