#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>

#include "mrec/core/one_line.h"
#include "mrec/recommend/playlist.h"

namespace mrec::recommend {
namespace {

/// The code points that UTF-8 has and XML has not; control characters are blanks by then.
constexpr std::array<std::string_view, 2> kNotInXml{"\xEF\xBF\xBE", "\xEF\xBF\xBF"};

std::string xml_text(std::string_view text) {
  std::string escaped;
  for (const char c : one_line(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      default:
        escaped += c;
    }
  }
  for (const std::string_view refused : kNotInXml) {
    for (std::size_t at = 0; (at = escaped.find(refused, at)) != std::string::npos;) {
      escaped.replace(at, refused.size(), "\xEF\xBF\xBD");
    }
  }
  return escaped;
}

bool is_unreserved(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || (c >= '0' && c <= '9') || std::string_view("-._~/").find(c) != std::string_view::npos;
}

/// RFC 3986: a file URI, or a relative reference.
std::string location(const std::filesystem::path& path) {
  std::string uri = path.is_absolute() ? "file://" : "";
  for (const char c : path.native()) {
    if (is_unreserved(c)) {
      uri += c;
      continue;
    }
    char code[4];
    std::snprintf(code, sizeof code, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    uri += code;
  }
  return uri;
}

std::string element(const char* name, const std::string& content) {
  if (content.empty()) return {};
  return std::string("      <") + name + ">" + content + "</" + name + ">\n";
}

bool is_part(const PlaylistEntry& entry) {
  return entry.start_s > 0 || entry.end_s > 0;
}

std::string option(const char* name, double seconds) {
  char line[96];
  std::snprintf(line, sizeof line, "        <vlc:option>%s=%.3f</vlc:option>\n", name, seconds);
  return line;
}

std::string place_in_file(const PlaylistEntry& entry) {
  if (!is_part(entry)) return {};
  return "      <extension application=\"http://www.videolan.org/vlc/playlist/0\">\n" +
         option("start-time", entry.start_s) + (entry.end_s > 0 ? option("stop-time", entry.end_s) : "") +
         "      </extension>\n";
}

std::string track(const PlaylistEntry& entry) {
  const std::string milliseconds =
      entry.duration_s > 0 ? std::to_string(std::llround(entry.duration_s * 1000)) : std::string();
  return "    <track>\n" + element("location", location(entry.path)) +
         element("title", xml_text(entry.title)) + element("creator", xml_text(entry.artist)) +
         element("album", xml_text(entry.album)) + element("duration", milliseconds) + place_in_file(entry) +
         "    </track>\n";
}

}  // namespace

std::string to_xspf(const std::vector<PlaylistEntry>& entries) {
  const bool has_parts = std::ranges::any_of(entries, is_part);
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text += "<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\"";
  text += has_parts ? " xmlns:vlc=\"http://www.videolan.org/vlc/playlist/ns/0/\">\n" : ">\n";
  text += "  <trackList>\n";
  for (const PlaylistEntry& entry : entries) text += track(entry);
  return text + "  </trackList>\n</playlist>\n";
}

}  // namespace mrec::recommend
