#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "mrec/features/track_features.h"
#include "mrec/genre/dataset.h"

namespace mrec::genre {

/// Eight hexadecimal digits that know a track again, wherever it lies: by the content of its file and its
/// section of that. Where the content is not known they are of `path`, the absolute one.
std::string track_mark(const features::TrackFeatures& track, const std::filesystem::path& path);

/// The same of an artist's name; empty for no name.
std::string artist_mark(std::string_view artist);

/// What a classifier learnt from or was chosen by, kept in its provenance, so that it is not tested on it.
/// Two tracks in four thousand million have one mark by chance: none of 10,000 tests among 10,000 tracks,
/// most likely.
class LearntFrom {
 public:
  /// Of a partition's tracks that are not tested. A data set that knows no tracks has no marks.
  LearntFrom(const Dataset& dataset, std::span<const std::size_t> tracks);
  /// Nothing where a classifier does not say, as those of older versions and of course files. Throws
  /// Error{kFormat} (without a path) for marks that are none.
  static std::optional<LearntFrom> of(const std::map<std::string, std::string>& provenance);
  /// What another has learnt from, too.
  void add(const LearntFrom& other);
  /// Writes nothing where no track has a mark.
  void keep_in(std::map<std::string, std::string>& provenance) const;

  std::size_t tracks() const { return tracks_.size(); }
  std::size_t artists() const { return artists_.size(); }
  bool has_track(const std::string& mark) const { return tracks_.contains(mark); }
  bool has_artist(const std::string& mark) const { return artists_.contains(mark); }

 private:
  LearntFrom() = default;

  std::set<std::string> tracks_;
  std::set<std::string> artists_;
};

}  // namespace mrec::genre
