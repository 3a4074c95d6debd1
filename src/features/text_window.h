#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>

namespace mrec::features {

/// A text that is read forwards, of which only a part is in memory: all of a string, or one block of a stream
/// after the other.
class TextWindow {
 public:
  /// The text must outlive the window.
  explicit TextWindow(std::string_view text) : visible_(text) {}
  explicit TextWindow(std::istream& stream) : stream_(&stream) {}
  TextWindow(const TextWindow&) = delete;
  TextWindow& operator=(const TextWindow&) = delete;

  /// What is not yet taken; at least `least` bytes, unless the text ends before. Valid until the next call.
  std::string_view ahead(std::size_t least) {
    if (visible_.size() < least && stream_ != nullptr) read_more(least);
    return visible_;
  }
  void take(std::size_t bytes) {
    visible_.remove_prefix(bytes);
    taken_ += bytes;
  }
  std::size_t taken() const { return taken_; }

 private:
  void read_more(std::size_t least);

  std::string_view visible_;
  std::size_t taken_ = 0;
  std::istream* stream_ = nullptr;  ///< null: there is nothing more to come
  std::string block_;
};

}  // namespace mrec::features
