#include "cli/filter_flags.h"

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "cli/shared_flags.h"
#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

/// A whole text as a number that is not negative.
template <class T>
std::optional<T> number_of(std::string_view text) {
  T number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size() && number >= 0;
  return whole ? std::optional(number) : std::nullopt;
}

/// "1990-1999", "1990-", "-1979" or "1984".
void read_years(const std::string& text, recommend::FilterOptions& options) {
  if (text.empty()) return;
  const std::string_view whole = text;
  const std::size_t dash = whole.find('-');
  const std::string_view first = whole.substr(0, dash);
  const std::string_view last = dash == std::string_view::npos ? first : whole.substr(dash + 1);
  options.first_year = number_of<int>(first);
  options.last_year = number_of<int>(last);
  const bool good = (options.first_year || first.empty()) && (options.last_year || last.empty()) &&
                    (options.first_year || options.last_year);
  if (!good)
    throw Error(ErrorKind::kUsage, "--years", "is no range of years", "write 1990-1999, 1990- or -1979");
}

std::optional<double> duration_of(const std::string& text, const char* option) {
  return text.empty() ? std::nullopt : std::optional(seconds_of(text, option));
}

}  // namespace

double seconds_of(const std::string& text, const char* option) {
  double seconds = 0;
  std::string_view rest = text;
  for (int parts = 1; parts <= 3; ++parts) {
    const std::string_view part = rest.substr(0, rest.find(':'));
    const auto number = number_of<double>(part);
    if (!number || !std::isfinite(*number)) break;
    seconds = 60 * seconds + *number;
    if (part.size() == rest.size()) return seconds;
    rest.remove_prefix(part.size() + 1);
  }
  throw Error(ErrorKind::kUsage, option, "is no duration", "write seconds, or minutes:seconds");
}

void add_filter_flags(CLI::App& command, FilterFlags& flags) {
  constexpr const char* kGroup = "Which tracks";
  const auto add_list = [&](const char* name, std::vector<std::string>& values, const char* help) {
    command.add_option(name, values, help)->allow_extra_args(false)->check(not_empty())->group(kGroup);
  };
  add_list("--include-genre", flags.include_genres,
           "only tracks of this genre, by their tag or as predicted; may be given again");
  add_list("--exclude-genre", flags.exclude_genres, "no tracks of this genre; may be given again");
  add_named(command, "--years", flags.years, "only tracks of these years: 1990-1999, 1990-, -1979")
      ->group(kGroup);
  add_named(command, "--min-duration", flags.min_duration,
            "shortest track, seconds or m:ss [0:30, less in a library of short clips]")
      ->group(kGroup);
  add_named(command, "--max-duration", flags.max_duration,
            "longest track [20:00, more in a library of long tracks]")
      ->group(kGroup);
  add_list("--path", flags.paths,
           "only tracks whose path in the library fits this pattern (* ? []); may be given again");
  add_list("--exclude-path", flags.exclude_paths,
           "no tracks whose path fits; may be given again (a file .mrecignore in a folder does it for good)");
  command.add_flag("--keep-silence", flags.keep_silence, "silent tracks may come too")->group(kGroup);
  command.add_flag("--keep-speech", flags.keep_speech, "speech may come too")->group(kGroup);
}

recommend::FilterOptions filter_options(const FilterFlags& flags) {
  recommend::FilterOptions options{.include_genres = flags.include_genres,
                                   .exclude_genres = flags.exclude_genres,
                                   .first_year = {},
                                   .last_year = {},
                                   .min_duration_s = duration_of(flags.min_duration, "--min-duration"),
                                   .max_duration_s = duration_of(flags.max_duration, "--max-duration"),
                                   .paths = flags.paths,
                                   .exclude_paths = flags.exclude_paths,
                                   .keep_silence = flags.keep_silence,
                                   .keep_speech = flags.keep_speech};
  read_years(flags.years, options);
  return options;
}

}  // namespace mrec::cli
