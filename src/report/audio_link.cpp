#include "report/audio_link.h"

#include <cstdint>

#include "mrec/core/paths.h"
#include "report/number_text.h"

namespace mrec::report {
namespace {

bool stands_for_itself(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

}  // namespace

std::string percent_encoded(std::string_view path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const char c : path) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (stands_for_itself(c)) {
      text += c;
    } else {
      text += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return text;
}

std::string audio_link(const std::filesystem::path& audio, const std::filesystem::path& folder) {
  if (!folder.empty() && lies_under(audio, folder)) {
    return percent_encoded(seen_from(folder, audio).native());
  }
  return "file://" + percent_encoded(audio.native());
}

std::string stretch_of_link(double start_s, double end_s) {
  if (start_s <= 0 && end_s <= 0) return {};
  return "#t=" + coordinate(start_s) + (end_s > 0 ? "," + coordinate(end_s) : "");
}

}  // namespace mrec::report
