#include "audio/cue_sheet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"

namespace mrec::audio {
namespace {

constexpr std::size_t kMostFiles = 1000;
constexpr int kMostTracks = 999;  // the format has 99; some programs go on

std::string latin1_to_utf8(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0U | byte >> 6U);
      text += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  return text;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\0';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Takes a line off the front of `text`, whatever ends it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// Takes a word off the front of `line`.
std::string_view take_word(std::string_view& line) {
  line = trimmed(line);
  const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(end);
  return word;
}

/// What stands between the first and the last quote; quotes inside are not marked in any way. One that is
/// never closed goes to the end of the line.
std::string_view unquoted(std::string_view text) {
  text.remove_prefix(1);
  return text.substr(0, text.rfind('"'));
}

/// All of a line as one text; only half of the programs that write sheets use quotes where they must.
std::string_view rest_of(std::string_view line) {
  line = trimmed(line);
  return line.starts_with('"') ? unquoted(line) : line;
}

/// The name in a FILE line: what stands before the type that ends the line.
std::string_view file_name_of(std::string_view line) {
  line = trimmed(line);
  if (line.starts_with('"')) return unquoted(line);
  const std::size_t type = line.find_last_of(" \t");
  return type == std::string_view::npos ? line : trimmed(line.substr(0, type));
}

bool is_word(std::string_view text, std::string_view capitals) {
  return std::ranges::equal(text, capitals, [](char a, char b) {
    return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
  });
}

/// A number of at most six digits.
std::optional<int> number_in(std::string_view text) {
  constexpr std::size_t kMostDigits = 6;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0 || text.size() > kMostDigits)
    return std::nullopt;
  return number;
}

/// mm:ss:ff, with 75 frames a second.
std::optional<double> seconds_in(std::string_view text) {
  constexpr int kFramesPerSecond = 75;
  std::array<int, 3> parts{};
  for (int& part : parts) {
    const std::size_t end = std::min(text.find(':'), text.size());
    const std::optional<int> number = number_in(text.substr(0, end));
    if (!number) return std::nullopt;
    part = *number;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (!text.empty() || parts[1] >= 60 || parts[2] >= kFramesPerSecond) return std::nullopt;
  return parts[0] * 60 + parts[1] + static_cast<double>(parts[2]) / kFramesPerSecond;
}

/// The first four digits in a row that may be a year.
int year_in(std::string_view text) {
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const std::optional<int> year = number_in(text.substr(i, 4));
    if (year && *year >= 1000) return *year;
  }
  return 0;
}

class Parser {
 public:
  std::vector<CueFile> parse(std::string_view bytes) {
    if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
    is_utf8_ = is_utf8(bytes);
    while (!bytes.empty()) take(take_line(bytes));
    end_track();
    for (CueFile& file : files_) finish(file);
    return std::move(files_);
  }

 private:
  std::string text_of(std::string_view bytes) const {
    return is_utf8_ ? std::string(bytes) : latin1_to_utf8(bytes);
  }
  std::string tag_of(std::string_view bytes) const { return one_line(text_of(bytes)); }
  Tags& tags() { return track_ ? track_->tags : album_; }

  void take(std::string_view line) {
    const std::string_view word = take_word(line);
    if (is_word(word, "FILE")) {
      take_file(file_name_of(line));
    } else if (is_word(word, "TRACK")) {
      take_track(line);
    } else if (is_word(word, "INDEX")) {
      take_index(line);
    } else if (is_word(word, "TITLE")) {
      (track_ ? track_->tags.title : album_.album) = tag_of(rest_of(line));
    } else if (is_word(word, "PERFORMER")) {
      tags().artist = tag_of(rest_of(line));
    } else if (is_word(word, "REM")) {
      const std::string_view what = take_word(line);
      if (is_word(what, "GENRE")) tags().genre = tag_of(rest_of(line));
      if (is_word(what, "DATE")) tags().year = year_in(line);
    }
  }

  void take_file(std::string_view name) {
    // A track may go on in this file, when only its pause lies in the one before.
    has_file_ = !name.empty() && files_.size() < kMostFiles;
    if (has_file_) files_.push_back({.name = text_of(name), .name_bytes = std::string(name), .tracks = {}});
  }

  void take_track(std::string_view line) {
    end_track();
    const std::optional<int> number = number_in(take_word(line));
    is_sound_ = is_word(take_word(line), "AUDIO");
    track_ = CueTrack{.number = number.value_or(0), .section = {}, .tags = {}};
    if (!number || *number < 1 || *number > kMostTracks) is_sound_ = false;
  }

  void take_index(std::string_view line) {
    const std::optional<int> number = number_in(take_word(line));
    const std::optional<double> seconds = seconds_in(take_word(line));
    if (!track_ || number != 1 || !seconds || !has_file_ || has_begun_) return;
    track_->section.start_s = *seconds;
    has_begun_ = true;
    file_of_track_ = files_.size() - 1;
  }

  void end_track() {
    if (track_ && has_begun_ && is_sound_) files_[file_of_track_].tracks.push_back(std::move(*track_));
    track_.reset();
    has_begun_ = false;
  }

  /// Lets every track end where the next begins. One that does not begin after the one before it is damage.
  void finish(CueFile& file) const {
    std::vector<CueTrack> tracks;
    for (CueTrack& track : file.tracks) {
      if (!tracks.empty()) {
        if (track.section.start_s <= tracks.back().section.start_s) continue;
        if (track.number <= tracks.back().number) continue;
        tracks.back().section.end_s = track.section.start_s;
      }
      track.tags.album = album_.album;
      if (track.tags.artist.empty()) track.tags.artist = album_.artist;
      if (track.tags.genre.empty()) track.tags.genre = album_.genre;
      if (track.tags.year == 0) track.tags.year = album_.year;
      tracks.push_back(std::move(track));
    }
    file.tracks = std::move(tracks);
  }

  bool is_utf8_ = true;
  Tags album_;
  std::vector<CueFile> files_;
  std::optional<CueTrack> track_;  ///< that the lines are about
  bool is_sound_ = false;
  bool has_begun_ = false;
  bool has_file_ = false;
  std::size_t file_of_track_ = 0;
};

}  // namespace

std::vector<CueFile> parse_cue_sheet(std::string_view bytes) {
  return Parser().parse(bytes);
}

}  // namespace mrec::audio
