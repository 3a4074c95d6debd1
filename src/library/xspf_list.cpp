#include "xspf_list.h"

#include <algorithm>
#include <pugixml.hpp>

#include "entry_forms.h"
#include "mrec/core/error.h"
#include "mrec/core/trimmed.h"
#include "mrec/core/utf8.h"

namespace mrec::library {
namespace {

constexpr std::size_t kLookedAt = 4096;  // bytes that the first element begins in
constexpr std::string_view kBlanks = " \t\r\n";

std::string text_of(const pugi::xml_node& track, const char* name) {
  std::string text = track.child(name).text().get();
  std::ranges::replace_if(
      text, [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return std::string(trimmed(text));
}

/// RFC 3986: a letter, then letters, digits and +-. up to a colon.
bool has_scheme(std::string_view uri) {
  const std::string_view scheme = uri.substr(0, uri.find(':'));
  if (scheme.size() == uri.size() || scheme.empty()) return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return is_letter(scheme.front()) && std::ranges::all_of(scheme, [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
         });
}

/// "#t=<seconds>" of the option that VLC writes; empty without one.
std::string moment(const pugi::xml_node& track) {
  constexpr std::string_view kStart = "start-time=";
  for (const pugi::xml_node& extension : track.children("extension")) {
    for (const pugi::xml_node& option : extension.children("vlc:option")) {
      const std::string_view text = trimmed(option.text().get());
      if (text.starts_with(kStart)) return "#t=" + std::string(text.substr(kStart.size()));
    }
  }
  return {};
}

std::string path_of(const pugi::xml_node& track) {
  const std::string uri = text_of(track, "location");
  std::string path = has_scheme(uri) ? uri : percent_decoded(uri);
  if (path.empty() || path.find('\0') != std::string::npos) return {};
  const std::string with_moment = path + moment(track);
  return split_moment(with_moment).start_s ? with_moment : path;
}

}  // namespace

bool is_xspf(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(kBlanks)));
  const std::string_view start = text.substr(0, kLookedAt);
  return start.starts_with("<?xml") || start.starts_with("<!--") || start.starts_with("<playlist");
}

std::vector<ListedSong> read_xspf(std::string_view text, const std::string& name) {
  pugi::xml_document document;
  const pugi::xml_parse_result result = document.load_buffer(text.data(), text.size());
  if (!result) {
    throw Error(ErrorKind::kFormat, name,
                "is no whole XSPF (" + std::string(result.description()) + " at byte " +
                    std::to_string(result.offset) + ")",
                "export it again");
  }
  const pugi::xml_node list = document.child("playlist").child("trackList");
  if (!list) throw Error(ErrorKind::kFormat, name, "is XML, but no XSPF", "give an XSPF or an M3U");
  std::vector<ListedSong> songs;
  for (const pugi::xml_node& track : list.children("track")) {
    ListedSong song{
        .path = path_of(track), .artist = text_of(track, "creator"), .title = text_of(track, "title")};
    if (song != ListedSong{}) songs.push_back(std::move(song));
  }
  return songs;
}

}  // namespace mrec::library
