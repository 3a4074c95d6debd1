#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mrec::testing {

/// What is wrong with the tags of a piece of XML: an element that is not closed or in the wrong order, a "<"
/// or
/// "&" that stands alone. Empty when nothing is.
inline std::string markup_fault(std::string_view text) {
  std::vector<std::string> open;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '&') {
      const std::size_t end = text.substr(i, 10).find(';');
      if (end == std::string_view::npos || end < 3)
        return "a bare & before " + std::string(text.substr(i, 30));
    }
    if (text[i] != '<') continue;
    const std::size_t end = text.find('>', i);
    if (end == std::string_view::npos) return "a tag without an end";
    const std::string_view tag = text.substr(i + 1, end - i - 1);
    if (tag.find('<') != std::string_view::npos) return "a bare < in " + std::string(tag);
    i = end;
    if (tag.starts_with('!')) continue;
    const bool is_end = tag.starts_with('/');
    const std::string name(tag.substr(is_end ? 1 : 0, tag.find_first_of(" /", 1) - (is_end ? 1 : 0)));
    if (is_end) {
      const std::string expected(tag.substr(1));
      if (open.empty() || open.back() != expected) return "</" + expected + "> closes another element";
      open.pop_back();
    } else if (!tag.ends_with('/')) {
      open.push_back(name);
    }
  }
  return open.empty() ? std::string() : "<" + open.back() + "> is not closed";
}

/// How often `part` occurs in `text`.
inline std::size_t count_of(std::string_view part, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = text.find(part); i != std::string_view::npos; i = text.find(part, i + part.size())) {
    ++count;
  }
  return count;
}

/// The values of all attributes of that name.
inline std::vector<std::string> attributes(const std::string& name, std::string_view text) {
  std::vector<std::string> values;
  const std::string begin = " " + name + "=\"";
  for (std::size_t i = text.find(begin); i != std::string_view::npos; i = text.find(begin, i + 1)) {
    const std::size_t start = i + begin.size();
    values.emplace_back(text.substr(start, text.find('"', start) - start));
  }
  return values;
}

/// Whether `word` stands somewhere between characters that are no letters.
inline bool has_word(std::string_view word, std::string_view text) {
  const auto is_letter = [&](std::size_t i) {
    return i < text.size() && ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z'));
  };
  for (std::size_t i = text.find(word); i != std::string_view::npos; i = text.find(word, i + 1)) {
    if (!(i > 0 && is_letter(i - 1)) && !is_letter(i + word.size())) return true;
  }
  return false;
}

}  // namespace mrec::testing
