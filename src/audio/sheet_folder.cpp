#include "audio/sheet_folder.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <system_error>

#include "audio/input_file.h"
#include "audio/sniff.h"
#include "mrec/core/error.h"

namespace mrec::audio {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostSheetBytes = 1 << 20;

/// In small letters, as far as ASCII goes.
std::string folded(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

std::string read_text(const fs::path& sheet) {
  const InputFile file(sheet);
  if (file.size_bytes() > kMostSheetBytes)
    throw Error(ErrorKind::kFormat, sheet.string(), "is too long for a CUE sheet");
  std::string text(file.size_bytes(), '\0');
  const auto read = file.read_at(0, {reinterpret_cast<unsigned char*>(text.data()), text.size()});
  text.resize(read.size());
  return text;
}

/// The names of a folder's files, in order so that the same one is found each time.
std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored)) names.push_back(entry->path().filename().native());
  }
  std::ranges::sort(names);
  return names;
}

std::optional<fs::path> find_file(const fs::path& folder, const CueFile& wanted) {
  const std::vector<std::string> names = names_in(folder);
  const std::string stem = folded(fs::path(wanted.name).stem().native());
  const std::array<std::function<bool(const std::string&)>, 4> rules = {
      [&](const std::string& name) { return name == wanted.name; },
      [&](const std::string& name) { return name == wanted.name_bytes; },
      [&](const std::string& name) { return folded(name) == folded(wanted.name); },
      [&](const std::string& name) {
        return folded(fs::path(name).stem().native()) == stem && has_audio_name(name);
      }};
  for (const auto& fits : rules) {
    const auto found = std::ranges::find_if(names, fits);
    if (found != names.end()) return folder / *found;
  }
  return std::nullopt;
}

bool lies_elsewhere(const std::string& name) {
  return name.find_first_of("/\\") != std::string::npos || name == "..";
}

}  // namespace

bool has_sheet_name(const fs::path& path) {
  return folded(path.extension().native()) == ".cue";
}

/// The name first, because it costs nothing.
bool may_hold_sound(const fs::path& path) {
  if (has_audio_name(path)) return true;
  try {
    std::array<unsigned char, kSniffBytes> buffer{};
    return looks_like_audio(InputFile(path).head(buffer));
  } catch (const Error&) {
    return false;  // nothing says that this unreadable file is sound
  }
}

SheetFolder read_sheet(const fs::path& sheet) {
  SheetFolder result;
  const auto warn = [&](const CueFile& file, const std::string& problem) {
    result.warnings.push_back(
        Error(ErrorKind::kData, sheet.string(), "names \"" + file.name + "\", which " + problem).what());
  };
  try {
    for (CueFile& file : parse_cue_sheet(read_text(sheet))) {
      if (file.tracks.size() < 2) continue;
      if (lies_elsewhere(file.name)) {
        warn(file, "is not looked for: it is not in the sheet's folder");
        continue;
      }
      const std::optional<fs::path> path = find_file(sheet.parent_path(), file);
      if (!path) {
        warn(file, "is not there");
      } else if (!may_hold_sound(*path)) {
        warn(file, "is no audio file");
      } else {
        result.files.push_back({.path = *path, .tracks = std::move(file.tracks)});
      }
    }
  } catch (const Error& error) {
    result.warnings.emplace_back(error.what());
  }
  return result;
}

}  // namespace mrec::audio
