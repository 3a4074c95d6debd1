#include "cli/playlist_flags.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <system_error>
#include <utility>

#include "cli/output_file.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "mrec/core/atomic_file.h"
#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using recommend::PlaylistEntry;

struct NamedFormat {
  std::string_view ending;
  std::string_view format;
};
constexpr std::array<NamedFormat, 6> kEndings{{{".m3u8", "m3u8"},
                                               {".m3u", "m3u8"},
                                               {".xspf", "xspf"},
                                               {".json", "json"},
                                               {".tsv", "tsv"},
                                               {".txt", "paths"}}};

std::string format_of(const PlaylistFlags& flags) {
  if (flags.json) return "json";
  if (!flags.format.empty()) return flags.format;
  const std::string ending = fs::path(flags.output).extension();
  const auto* named = std::ranges::find(kEndings, ending, &NamedFormat::ending);
  return named == kEndings.end() ? "table" : std::string(named->format);
}

std::string text_of(const std::vector<PlaylistEntry>& entries, std::string_view format) {
  if (format == "m3u8") return recommend::to_m3u8(entries);
  if (format == "xspf") return recommend::to_xspf(entries);
  if (format == "paths0") return recommend::to_path_records(entries);
  return recommend::to_path_lines(entries);
}

std::string tracks(std::ptrdiff_t count) {
  return std::to_string(count) + (count == 1 ? " track" : " tracks");
}

void warn_of_line_breaks(const std::vector<PlaylistEntry>& entries, Progress& progress) {
  const auto broken = std::ranges::count_if(entries, [](const PlaylistEntry& entry) {
    return entry.path.native().find_first_of("\r\n") != std::string::npos;
  });
  if (broken == 0) return;
  progress.warn(tracks(broken) +
                " with a line break in the path left out: --format xspf or paths0 can hold it");
}

void warn_of_the_outside(const std::vector<PlaylistEntry>& entries, const fs::path& folder,
                         Progress& progress) {
  const auto outside =
      std::ranges::count_if(entries, [](const PlaylistEntry& entry) { return *entry.path.begin() == ".."; });
  if (outside == 0) return;
  progress.warn(folder.string() + ": " + tracks(outside) + " of " + std::to_string(entries.size()) +
                " not in this folder: their paths begin with ..");
}

}  // namespace

void add_playlist_flags(CLI::App& command, PlaylistFlags& flags) {
  CLI::Option* format = command.add_option(
      "--format", flags.format,
      "table, json, tsv, m3u8, xspf, paths (one a line) or paths0 (a zero byte behind each) [by the end of "
      "the output's name, else table]");
  format->check(CLI::IsMember({"table", "json", "tsv", "m3u8", "xspf", "paths", "paths0"}));
  command.add_flag("--json", flags.json, "the same as --format json")->excludes(format);
  add_named(command, "-o,--output", flags.output,
            "file to write; the paths in an m3u8 or xspf are relative to its folder [standard output]");
  add_named(
      command, "--relative-to", flags.relative_to,
      "folder that the paths of m3u8, xspf, paths and paths0 are relative to, such as MPD's music directory");
}

PlaylistOutput::PlaylistOutput(const PlaylistFlags& flags, const std::vector<fs::path>& lists)
    : format_(format_of(flags)),
      output_(flags.output == "-" ? fs::path() : fs::path(flags.output)),
      relative_to_(flags.relative_to) {
  if (!relative_to_.empty() && !is_playlist()) {
    throw Error(ErrorKind::kUsage, "--relative-to", "says nothing for --format " + format_,
                "give --format m3u8, xspf, paths or paths0");
  }
  if (!is_file()) return;
  std::error_code error;
  for (const fs::path& file : lists) {
    if (!fs::is_regular_file(output_, error) || !fs::equivalent(output_, file, error)) continue;
    throw Error(ErrorKind::kUsage, output_.string(), "is a list that is read or kept and would be replaced",
                "name another file with -o");
  }
  require_replaceable_list(output_, format_);
}

bool PlaylistOutput::is_playlist() const {
  return format_ != "table" && format_ != "json" && format_ != "tsv";
}

fs::path PlaylistOutput::folder_of_paths() const {
  if (!relative_to_.empty()) return relative_to_;
  std::error_code error;
  const bool is_device = fs::exists(output_, error) && !fs::is_regular_file(output_, error);
  if (!is_file() || is_device || (format_ != "m3u8" && format_ != "xspf")) return {};
  return fs::absolute(output_, error).parent_path();
}

void PlaylistOutput::write(std::vector<PlaylistEntry> entries, Progress& progress) const {
  if (const fs::path folder = folder_of_paths(); !folder.empty()) {
    for (PlaylistEntry& entry : entries) entry.path = recommend::path_from(folder, entry.path);
    if (!relative_to_.empty()) warn_of_the_outside(entries, relative_to_, progress);
  }
  if (format_ == "m3u8" || format_ == "paths") warn_of_line_breaks(entries, progress);
  write(text_of(entries, format_));
}

void PlaylistOutput::write(std::string_view text) const {
  if (!is_file()) return print(text);
  AtomicFile file(output_);
  file.write(text);
  file.commit();
}

}  // namespace mrec::cli
