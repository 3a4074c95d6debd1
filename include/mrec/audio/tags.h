#pragma once

#include <filesystem>
#include <string>

namespace mrec::audio {

/// What a file says of itself; empty or 0 where it says nothing. Text is UTF-8.
struct Tags {
  std::string artist;
  std::string title;
  std::string album;
  std::string genre;
  int year = 0;

  bool operator==(const Tags&) const = default;
};

/// Never throws for a bad file: without readable tags all fields are empty.
Tags read_tags(const std::filesystem::path& path);

}  // namespace mrec::audio
