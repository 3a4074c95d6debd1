#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "mrec/recommend/filter.h"

namespace mrec::cli {

/// What the command line says of the tracks that may come into a list.
struct FilterFlags {
  std::vector<std::string> include_genres;
  std::vector<std::string> exclude_genres;
  std::string years;
  std::string min_duration;
  std::string max_duration;
  std::vector<std::string> paths;
  std::vector<std::string> exclude_paths;
  bool keep_silence = false;
  bool keep_speech = false;
};

/// "--include-genre", "--exclude-genre", "--years", "--min-duration", "--max-duration", "--path",
/// "--exclude-path",
/// "--keep-silence" and "--keep-speech".
void add_filter_flags(CLI::App& command, FilterFlags& flags);

/// Throws Error{kUsage} for years and durations that are none.
recommend::FilterOptions filter_options(const FilterFlags& flags);

/// "90", "1:30" or "1:02:03" as seconds; throws Error{kUsage} that names the option.
double seconds_of(const std::string& text, const char* option);

}  // namespace mrec::cli
