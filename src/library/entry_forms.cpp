#include "entry_forms.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>
#include <utility>

#include "mrec/core/trimmed.h"

namespace mrec::library {
namespace {

/// The path of file:///a, file://localhost/a or file:/a (RFC 8089); empty when it is none of these.
std::string path_of_uri(std::string_view text) {
  constexpr std::string_view kScheme = "file:";
  constexpr std::string_view kLocalHost = "//localhost/";
  if (!text.starts_with(kScheme)) return {};
  text.remove_prefix(kScheme.size());
  if (text.starts_with(kLocalHost)) {
    text.remove_prefix(kLocalHost.size() - 1);
  } else if (text.starts_with("///")) {
    text.remove_prefix(2);
  }
  const bool names_a_host = text.starts_with("//");
  return text.starts_with('/') && !names_a_host ? percent_decoded(text) : std::string{};
}

std::string with_slashes(std::string text) {
  std::replace(text.begin(), text.end(), '\\', '/');
  return text;
}

void add_form(std::vector<std::string>& forms, std::string form) {
  const bool known = std::find(forms.begin(), forms.end(), form) != forms.end();
  if (!form.empty() && !known) forms.push_back(std::move(form));
}

}  // namespace

Moment split_moment(std::string_view entry) {
  constexpr std::string_view kMark = "#t=";
  const std::size_t mark = entry.rfind(kMark);
  double start_s = 0;
  if (mark != std::string_view::npos) {
    const std::string_view number = entry.substr(mark + kMark.size());
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), start_s);
    if (error == std::errc() && end == number.data() + number.size() && std::isfinite(start_s))
      return {.file = std::string(entry.substr(0, mark)), .start_s = start_s};
  }
  return {.file = std::string(entry), .start_s = std::nullopt};
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = 0;
    const std::string_view digits = text[i] == '%' ? text.substr(i + 1, 2) : std::string_view{};
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    const bool is_code = digits.size() == 2 && parsed.ptr == digits.data() + 2;
    decoded += is_code ? static_cast<char>(byte) : text[i];
    if (is_code) i += 2;
  }
  return decoded;
}

std::vector<std::string> entry_forms(std::string_view entry) {
  std::vector<std::string> forms;
  add_form(forms, std::string(entry));
  add_form(forms, std::string(trimmed(entry)));
  add_form(forms, path_of_uri(trimmed(entry)));
  add_form(forms, with_slashes(std::string(trimmed(entry))));
  return forms;
}

}  // namespace mrec::library
