#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mrec/library/ignore_files.h"
#include "mrec/library/index.h"

namespace mrec::recommend {

/// Which tracks a listener wants to hear at all.
struct FilterOptions {
  std::vector<std::string> include_genres = {};  ///< by tag or prediction; any of them will do; none: all
  std::vector<std::string> exclude_genres = {};
  std::optional<int> first_year = {};  ///< tracks whose year is not known are left out when any is given
  std::optional<int> last_year = {};
  std::optional<double> min_duration_s = {};  ///< nothing: see usual_durations()
  std::optional<double> max_duration_s = {};
  std::vector<std::string> paths =
      {};  ///< patterns (fnmatch) of whole paths in the library, any of them; none: all
  std::vector<std::string> exclude_paths = {};
  bool keep_silence = false;
  bool keep_speech = false;
};

/// Shortest and longest tracks of a usual list.
struct DurationRange {
  double min_s = 0;
  double max_s = 0;
};

/// 30 s to 20 minutes; a quarter of the library's median where that is shorter, four times it where that is
/// longer: in a collection of clips, or of symphonies, nothing is too short or too long.
DurationRange usual_durations(const library::Index& index);

/// Why a track is left out.
enum class Refusal { kGenre, kYear, kDuration, kPath, kIgnoreFile, kSilence, kSpeech };
inline constexpr std::size_t kRefusals = 7;
/// "of another genre", "too short or too long", ...
const char* words_for(Refusal refusal);

/// Asks tracks whether they fit. Thread-safe.
class Filter {
 public:
  /// `index` must outlive it. Throws Error{kUsage} for a range whose end is before its beginning.
  Filter(const library::Index& index, FilterOptions options);

  /// Nothing: it fits.
  std::optional<Refusal> refusal(std::size_t place);
  /// The same, counted.
  bool admits(std::size_t place);
  /// How many tracks were refused for each reason, of those that were asked.
  std::array<std::size_t, kRefusals> refused() const;

 private:
  bool has_wanted_genre(std::size_t place, const std::vector<std::string>& tagged) const;
  bool has_wanted_path(std::size_t place) const;

  const library::Index& index_;
  FilterOptions options_;
  DurationRange durations_;
  library::IgnoreFiles ignore_files_;
  std::array<std::atomic<std::size_t>, kRefusals> refused_{};
};

}  // namespace mrec::recommend
