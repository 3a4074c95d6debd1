#include "track_finder.h"

#include <sys/stat.h>

#include <algorithm>
#include <string>

#include "index_part.h"

namespace mrec::library {
namespace {

/// Whether reading it as text may lead elsewhere than the system would go: "link/../a" is not always "a".
bool steps_up(const std::filesystem::path& path) {
  return std::find(path.begin(), path.end(), "..") != path.end();
}

}  // namespace

std::optional<FileIdentity> identity_of(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return std::nullopt;
  return FileIdentity{status.st_dev, status.st_ino};
}

const TrackFinder::Albums& TrackFinder::albums() {
  if (!albums_) {
    albums_.emplace();
    for (std::size_t place = 0; place < index_.size(); ++place) {
      if (index_.has(place) && index_.is_section(place)) {
        (*albums_)[std::string(index_.file_text(place))].push_back(place);
      }
    }
  }
  return *albums_;
}

std::optional<std::size_t> TrackFinder::by_path(const std::filesystem::path& full) {
  if (!steps_up(full)) {
    if (const auto track = by_text(full)) return track;
  }
  if (const auto identity = identity_of(full)) return by_identity(*identity);
  return by_text(full);
}

std::vector<std::size_t> TrackFinder::by_album_file(const std::filesystem::path& full) {
  if (!steps_up(full)) {
    const auto name = name_in_library(full);
    const auto found = name ? albums().find(*name) : albums().end();
    if (found != albums().end()) return found->second;
  }
  const auto identity = identity_of(full);
  if (!identity) return {};
  if (!album_identities_) {
    album_identities_.emplace();
    for (const auto& [file, tracks] : albums()) {
      if (const auto known = identity_of(index_.root() / file)) album_identities_->emplace(*known, &tracks);
    }
  }
  const auto found = album_identities_->find(*identity);
  return found == album_identities_->end() ? std::vector<std::size_t>() : *found->second;
}

std::vector<std::size_t> TrackFinder::by_album_name(std::string_view name) {
  std::vector<std::size_t> found;
  for (const auto& [file, tracks] : albums()) {
    if (file_name_of(file) != name) continue;
    if (!found.empty()) return {};
    found = tracks;
  }
  return found;
}

/// How the library would name it; nothing outside of its root.
std::optional<std::string> TrackFinder::name_in_library(const std::filesystem::path& full) const {
  const std::string text = full.lexically_normal().native();
  std::string folder = index_.root().lexically_normal().native();
  if (!folder.ends_with('/')) folder += '/';
  if (!text.starts_with(folder)) return std::nullopt;
  return text.substr(folder.size());
}

std::optional<std::size_t> TrackFinder::by_text(const std::filesystem::path& full) const {
  const auto name = name_in_library(full);
  return name ? index_.find(*name) : std::nullopt;
}

std::optional<std::size_t> TrackFinder::by_identity(const FileIdentity& identity) {
  if (!identities_) {
    identities_.emplace();
    for (std::size_t place = 0; place < index_.size(); ++place) {
      if (!index_.has(place)) continue;
      if (const auto known = identity_of(index_.root() / index_.path_text(place)))
        identities_->emplace(*known, place);
    }
  }
  const auto found = identities_->find(identity);
  return found == identities_->end() ? std::nullopt : std::optional(found->second);
}

}  // namespace mrec::library
