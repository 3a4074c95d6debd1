#include "track_finder.h"

#include <sys/stat.h>

#include <algorithm>
#include <string>

namespace mrec::library {
namespace {

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

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

TrackFinder::TrackFinder(const Index& index) : index_(index) {
  paths_.reserve(index.tracks.size());
  names_.reserve(index.tracks.size());
  for (std::size_t i = 0; i < index.tracks.size(); ++i) {
    const std::string_view path = index.tracks[i].path.native();
    if (index.tracks[i].is_section()) albums_[index.tracks[i].file.native()].push_back(i);
    paths_.emplace(path, i);
    const auto [place, is_new] = names_.emplace(file_name(path), Namesakes{i, std::nullopt});
    if (!is_new && !place->second.second) place->second.second = i;
  }
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
    const auto found = name ? albums_.find(*name) : albums_.end();
    if (found != albums_.end()) return found->second;
  }
  const auto identity = identity_of(full);
  if (!identity) return {};
  if (!album_identities_) {
    album_identities_.emplace();
    for (const auto& [file, tracks] : albums_) {
      if (const auto known = identity_of(index_.root / file)) album_identities_->emplace(*known, &tracks);
    }
  }
  const auto found = album_identities_->find(*identity);
  return found == album_identities_->end() ? std::vector<std::size_t>() : *found->second;
}

std::vector<std::size_t> TrackFinder::by_album_name(std::string_view name) const {
  std::vector<std::size_t> found;
  for (const auto& [file, tracks] : albums_) {
    if (file_name(file) != name) continue;
    if (!found.empty()) return {};
    found = tracks;
  }
  return found;
}

std::optional<TrackFinder::Namesakes> TrackFinder::by_file_name(std::string_view name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

/// How the library would name it; nothing outside of its root.
std::optional<std::string> TrackFinder::name_in_library(const std::filesystem::path& full) const {
  const std::string text = full.lexically_normal().native();
  std::string folder = index_.root.lexically_normal().native();
  if (!folder.ends_with('/')) folder += '/';
  if (!text.starts_with(folder)) return std::nullopt;
  return text.substr(folder.size());
}

std::optional<std::size_t> TrackFinder::by_text(const std::filesystem::path& full) const {
  const auto name = name_in_library(full);
  const auto found = name ? paths_.find(*name) : paths_.end();
  return found == paths_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> TrackFinder::by_identity(const FileIdentity& identity) {
  if (!identities_) {
    identities_.emplace();
    for (std::size_t i = 0; i < index_.tracks.size(); ++i) {
      if (const auto known = identity_of(index_.root / index_.tracks[i].path))
        identities_->emplace(*known, i);
    }
  }
  const auto found = identities_->find(identity);
  return found == identities_->end() ? std::nullopt : std::optional(found->second);
}

}  // namespace mrec::library
