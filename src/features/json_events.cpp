#include "features/json_events.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>

#include "features/number_text.h"
#include "features/text_window.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::features {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kLongestNumber = 1024;

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}
bool is_plain(char c) {
  return c >= 0x20 && c < 0x7F && c != '\\';
}

class Parser {
 public:
  template <class Text>
  Parser(Text& text, JsonEvents& events) : text_(text), events_(events) {}

  void run() {
    if (text_.ahead(kByteOrderMark.size()).starts_with(kByteOrderMark)) text_.take(kByteOrderMark.size());
    value();
    while (depth_ > 0) next_item();
    if (upcoming() != '\0' || !text_.ahead(1).empty()) fail();
  }

 private:
  /// The next byte that is not white space; 0 at the end.
  char upcoming() {
    for (std::string_view ahead = text_.ahead(1); !ahead.empty(); ahead = text_.ahead(1)) {
      if (!is_space(ahead.front())) return ahead.front();
      text_.take(1);
    }
    return '\0';
  }

  /// An item of the list or object that is open, or its end.
  void next_item() {
    const bool in_object = closing_[depth_ - 1] == '}';
    char c = upcoming();
    if (c == closing_[depth_ - 1]) return leave();
    if (!first_) {
      if (c != ',') fail();
      text_.take(1);
      c = upcoming();
    }
    if (in_object) {
      if (c != '"') fail();
      quoted([this](std::string_view name) { events_.key(name); });
      if (upcoming() != ':') fail();
      text_.take(1);
    }
    value();
  }

  void value() {
    first_ = false;
    switch (upcoming()) {
      case '{':
        return enter('}');
      case '[':
        return enter(']');
      case '"':
        return quoted([this](std::string_view text) { events_.text(text); });
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'N':
      case 'I':
        throw Error(ErrorKind::kFormat, "has NaN or Infinity in place of a number");
      case 'n':
        return word("null");
      default:
        return number();
    }
  }

  void enter(char closing) {
    if (depth_ == kDeepest) throw Error(ErrorKind::kFormat, "brackets are nested too deeply");
    text_.take(1);
    closing_[depth_++] = closing;
    first_ = true;
    closing == '}' ? events_.begin_object() : events_.begin_array();
  }

  void leave() {
    text_.take(1);
    first_ = false;
    closing_[--depth_] == '}' ? events_.end_object() : events_.end_array();
  }

  void word(std::string_view expected) {
    if (!text_.ahead(expected.size()).starts_with(expected)) fail();
    events_.word(expected);
    text_.take(expected.size());
  }

  void number() {
    const std::string_view ahead = text_.ahead(kLongestNumber);
    const std::size_t length = number_length(ahead.substr(0, kLongestNumber));
    if (length == 0 || length == kLongestNumber) fail();
    events_.number(ahead.substr(0, length));
    text_.take(length);
  }

  template <class Receive>
  void quoted(Receive receive) {
    const std::size_t end = closing_quote();
    const std::string_view token = text_.ahead(end + 1).substr(0, end + 1);
    const std::string_view inner = token.substr(1, end - 1);
    if (std::all_of(inner.begin(), inner.end(), is_plain)) {
      receive(inner);
    } else {
      const auto decoded = nlohmann::json::parse(token, nullptr, false);
      if (!decoded.is_string()) fail();
      receive(decoded.get_ref<const std::string&>());
    }
    text_.take(token.size());
  }

  /// Where the text that begins here ends, counted from its opening quote.
  std::size_t closing_quote() {
    std::string_view ahead = text_.ahead(2);
    for (std::size_t i = 1;; ++i) {
      if (i + 1 >= ahead.size()) ahead = text_.ahead(2 * ahead.size());
      if (i >= ahead.size()) fail();
      if (ahead[i] == '"') return i;
      if (ahead[i] == '\\') ++i;
    }
  }

  [[noreturn]] void fail() const {
    throw Error(ErrorKind::kFormat, "is not JSON from byte " + std::to_string(text_.taken() + 1) + " on");
  }

  TextWindow text_;
  JsonEvents& events_;
  std::array<char, kDeepest> closing_ = {};  ///< brackets that end what is open
  std::size_t depth_ = 0;
  bool first_ = true;  ///< nothing stands yet in what is open
};

}  // namespace

void parse_json(std::string_view text, JsonEvents& events) {
  Parser(text, events).run();
}

void parse_json(std::istream& text, JsonEvents& events) {
  Parser(text, events).run();
}

}  // namespace mrec::features
