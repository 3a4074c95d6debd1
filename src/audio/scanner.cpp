#include "mrec/audio/scanner.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "audio/sheet_folder.h"
#include "mrec/core/error.h"
#include "mrec/core/paths.h"

namespace mrec::audio {
namespace {

namespace fs = std::filesystem;

std::optional<struct stat> status_of(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return status;
}

bool is_link(const fs::path& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

std::int64_t mtime_us(const struct stat& status) {
  return std::int64_t{status.st_mtim.tv_sec} * 1'000'000 + status.st_mtim.tv_nsec / 1000;
}

ScannedFile scanned(fs::path path, const struct stat& status) {
  return {.path = std::move(path),
          .size_bytes = static_cast<std::uint64_t>(status.st_size),
          .mtime_us = mtime_us(status)};
}

using FileId = std::pair<dev_t, ino_t>;  ///< of a file, whatever path leads to it

FileId id_of(const struct stat& status) {
  return {status.st_dev, status.st_ino};
}

/// Collects files under absolute paths. Real folders come before linked ones, so that what is reachable both
/// ways goes by its real path, whatever the order of walking.
class Walk {
 public:
  void add_file(const fs::path& path, const struct stat& status) {
    (is_link(path) ? linked_files_ : files_).try_emplace(path.native(), status);
  }
  void add_folder(fs::path path) { folders_.push_back(std::move(path)); }
  void add_sheet(const fs::path& path) { sheets_.insert(path.native()); }

  void run() {
    while (!folders_.empty() || !linked_folders_.empty()) {
      if (folders_.empty()) {
        folders_.push_back(*linked_folders_.begin());
        linked_folders_.erase(linked_folders_.begin());
      }
      const fs::path folder = std::move(folders_.front());
      folders_.pop_front();
      enter(folder);
    }
  }

  /// A link to a file that is there under its real path, or under another link, adds nothing.
  std::map<std::string, struct stat> take_files() {
    std::set<FileId> known;
    for (const auto& [path, status] : files_) known.insert(id_of(status));
    for (const auto& [path, status] : linked_files_) {
      if (known.insert(id_of(status)).second) files_.emplace(path, status);
    }
    return std::move(files_);
  }
  std::set<std::string> take_sheets() { return std::move(sheets_); }
  std::vector<std::string> take_warnings() { return std::move(warnings_); }

 private:
  void warn(const fs::path& path, std::string_view problem) {
    warnings_.push_back(Error(ErrorKind::kIo, path.native(), problem, system_error_text()).what());
  }

  void enter(const fs::path& folder) {
    const std::optional<struct stat> status = status_of(folder);
    if (status && !entered_.insert(id_of(*status)).second) return;
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(folder.c_str()), ::closedir);
    if (!stream) return warn(folder, "folder cannot be read");
    for (;;) {
      errno = 0;
      const dirent* entry = ::readdir(stream.get());
      if (entry == nullptr) break;
      if (entry->d_name[0] != '.') look_at(folder / entry->d_name);
    }
    if (errno != 0) warn(folder, "folder cannot be read to its end");
  }

  void look_at(const fs::path& path) {
    const std::optional<struct stat> status = status_of(path);
    if (!status) {
      const int reason = errno;
      const bool link = is_link(path);
      errno = reason;
      if (link) return warn(path, "link leads nowhere");
      if (reason != ENOENT) warn(path, "cannot be looked at");  // ENOENT: removed a moment ago
    } else if (S_ISDIR(status->st_mode)) {
      if (is_link(path)) {
        linked_folders_.insert(path);
      } else {
        add_folder(path);
      }
    } else if (S_ISREG(status->st_mode)) {
      if (has_sheet_name(path)) {
        add_sheet(path);
      } else if (may_hold_sound(path)) {
        add_file(path, *status);
      }
    }
  }

  std::deque<fs::path> folders_;
  std::set<fs::path> linked_folders_;
  std::set<FileId> entered_;
  std::map<std::string, struct stat> files_;
  std::map<std::string, struct stat> linked_files_;
  std::set<std::string> sheets_;
  std::vector<std::string> warnings_;
};

fs::path canonical_folder(const fs::path& folder) {
  std::error_code error;
  fs::path real = fs::canonical(folder, error);
  if (error)
    throw Error(ErrorKind::kIo, folder.string(), "cannot be found (" + error.message() + ")",
                "check the path");
  return real;
}

/// Enters one path of the command line into the walk and returns the folder that holds it.
fs::path add_to(Walk& walk, const fs::path& path) {
  const std::optional<struct stat> status = status_of(path);
  if (!status)
    throw Error(ErrorKind::kIo, path.string(), "cannot be found (" + system_error_text() + ")",
                "check the path");
  if (S_ISDIR(status->st_mode)) {
    fs::path folder = canonical_folder(path);
    walk.add_folder(folder);
    return folder;
  }
  if (!S_ISREG(status->st_mode)) {
    throw Error(ErrorKind::kIo, path.string(), "is neither a file nor a folder",
                "save its content to a file first");
  }
  fs::path folder = canonical_folder(path.has_parent_path() ? path.parent_path() : ".");
  if (has_sheet_name(path)) {
    walk.add_sheet(folder / path.filename());
  } else {
    walk.add_file(folder / path.filename(), *status);
  }
  return folder;
}

/// Puts the tracks of CUE sheets in the place of the files that they lie in.
class SheetTracks {
 public:
  SheetTracks(const fs::path& root, const std::map<std::string, struct stat>& files) : root_(root) {
    for (const auto& [path, status] : files) {
      found_.emplace(path, scanned(seen_from(root, path), status));
      path_of_.emplace(id_of(status), path);
    }
  }

  void apply(const std::string& sheet_path) {
    const std::optional<struct stat> sheet_status = status_of(sheet_path);
    SheetFolder sheet = read_sheet(sheet_path);
    std::ranges::move(sheet.warnings, std::back_inserter(warnings_));
    for (const SheetedFile& file : sheet.files) {
      const std::optional<struct stat> status = status_of(file.path);
      // The first sheet for a file is the one that counts.
      if (!status || !sheet_status || !sheeted_.insert(id_of(*status)).second) continue;
      if (const auto whole = path_of_.find(id_of(*status)); whole != path_of_.end())
        found_.erase(whole->second);
      for (const CueTrack& track : file.tracks) add(file.path, track, *status, mtime_us(*sheet_status));
    }
  }

  /// In the order of their absolute paths, which is that of the relative ones: all have one root before them.
  std::vector<ScannedFile> take_files() {
    std::vector<ScannedFile> files;
    for (auto& [path, file] : found_) files.push_back(std::move(file));
    return files;
  }
  std::vector<std::string> take_warnings() { return std::move(warnings_); }

 private:
  void add(const fs::path& path, const CueTrack& track, const struct stat& status,
           std::int64_t sheet_mtime_us) {
    const std::string number = std::to_string(track.number);
    const std::string name = path.native() + (number.size() < 2 ? "#0" : "#") + number;
    ScannedFile file = scanned(seen_from(root_, name), status);
    file.mtime_us = std::max(file.mtime_us, sheet_mtime_us);
    file.sheet =
        SheetTrack{.file = seen_from(root_, path.native()), .section = track.section, .tags = track.tags};
    found_.try_emplace(name, std::move(file));
  }

  const fs::path& root_;
  std::map<std::string, ScannedFile> found_;
  std::map<FileId, std::string> path_of_;
  std::set<FileId> sheeted_;
  std::vector<std::string> warnings_;
};

}  // namespace

Scan scan(std::span<const fs::path> paths) {
  if (paths.empty()) throw Error(ErrorKind::kUsage, "", "no files to look for", "name a folder or a file");
  Walk walk;
  Scan result;
  for (const fs::path& path : paths) {
    const fs::path folder = add_to(walk, path);
    result.root = result.root.empty() ? folder : common_folder(result.root, folder);
  }
  walk.run();
  SheetTracks tracks(result.root, walk.take_files());
  for (const std::string& sheet : walk.take_sheets()) tracks.apply(sheet);
  result.files = tracks.take_files();
  result.warnings = walk.take_warnings();
  std::ranges::move(tracks.take_warnings(), std::back_inserter(result.warnings));
  std::ranges::sort(result.warnings);
  return result;
}

}  // namespace mrec::audio
