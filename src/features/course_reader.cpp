#include <array>
#include <charconv>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "features/chunk_collector.h"
#include "features/json_events.h"
#include "features/number_text.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/features/course_format.h"

namespace mrec::features {
namespace {

constexpr std::array<std::string_view, 3> kKeys = {"mapping", "labels", "mfcc"};
constexpr std::size_t kLongestStart = 4096;

[[noreturn]] void reject(const std::string& problem) {
  throw Error(ErrorKind::kFormat, problem);
}

/// Fills the data from the parts of the file.
class CourseEvents : public JsonEvents {
 public:
  void begin_object() override {
    if (depth_ > 0) pass_over("an object");
    ++depth_;
  }
  void end_object() override { --depth_; }
  void begin_array() override {
    if (depth_ == 0) reject("is not a JSON object");
    if (list_ == List::kMfcc) chunks_.open();
    if (depth_ > 1 && (list_ == List::kMapping || list_ == List::kLabels)) pass_over("a list");
    ++depth_;
  }
  void end_array() override {
    if (list_ == List::kMfcc) chunks_.close();
    --depth_;
  }

  void key(std::string_view name) override {
    if (depth_ != 1) return;
    list_ = List::kOther;
    for (std::size_t i = 0; i < kKeys.size(); ++i) {
      if (name != kKeys[i]) continue;
      list_ = static_cast<List>(i);
      if (std::exchange(seen_[i], true)) reject('"' + std::string(name) + "\" stands twice");
    }
  }

  void text(std::string_view value) override {
    if (list_ != List::kMapping || depth_ != 2) return pass_over("a text");
    data_.genres.emplace_back(value);
  }
  void number(std::string_view literal) override {
    if (list_ == List::kMfcc) return chunks_.number(number_value(literal));
    if (list_ != List::kLabels || depth_ != 2) return pass_over("a number");
    int label = -1;
    const auto result = std::from_chars(literal.data(), literal.data() + literal.size(), label);
    if (result.ptr != literal.data() + literal.size()) label = -1;
    data_.labels.push_back(label);
  }
  void word(std::string_view value) override { pass_over(value); }

  CourseData take() {
    for (std::size_t i = 0; i < kKeys.size(); ++i) {
      if (!seen_[i]) reject("has no \"" + std::string(kKeys[i]) + '"');
    }
    data_.chunks = chunks_.take();
    if (data_.labels.size() != data_.chunks.size()) {
      reject("has " + std::to_string(data_.labels.size()) + " labels for " +
             std::to_string(data_.chunks.size()) + " chunks");
    }
    for (const int label : data_.labels) {
      if (label < 0 || static_cast<std::size_t>(label) >= data_.genres.size()) {
        reject("\"labels\" holds a number that is not a place in \"mapping\"");
      }
    }
    return std::move(data_);
  }

 private:
  enum class List { kMapping, kLabels, kMfcc, kOther };

  /// Throws where something else is due.
  void pass_over(std::string_view what) const {
    if (depth_ == 0) reject("is not a JSON object");
    if (list_ != List::kOther) {
      reject('"' + std::string(kKeys[static_cast<std::size_t>(list_)]) + "\" holds " + std::string(what));
    }
  }

  CourseData data_;
  ChunkCollector chunks_{{}};
  List list_ = List::kOther;
  std::array<bool, kKeys.size()> seen_ = {};
  int depth_ = 0;
};

/// Opened for reading; failures while reading throw std::ios_base::failure.
std::ifstream open_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorKind::kIo, path.string(), "cannot be opened (" + system_error_text() + ")");
  file.exceptions(std::ios::badbit);
  return file;
}

[[noreturn]] void fail_reading(const std::filesystem::path& path) {
  throw Error(ErrorKind::kIo, path.string(), "cannot be read (" + system_error_text() + ")");
}

}  // namespace

bool is_course_file(const std::filesystem::path& path) {
  std::ifstream file = open_file(path);
  std::string start(kLongestStart, '\0');
  try {
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
  } catch (const std::ios_base::failure&) {
    fail_reading(path);
  }
  start.resize(static_cast<std::size_t>(file.gcount()));
  std::erase_if(start, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  if (start.starts_with(kByteOrderMark)) start.erase(0, kByteOrderMark.size());
  for (const std::string_view key : kKeys) {
    if (start.starts_with("{\"" + std::string(key) + "\":")) return true;
  }
  return false;
}

CourseData read_course_file(const std::filesystem::path& path) {
  std::ifstream file = open_file(path);
  CourseEvents events;
  try {
    parse_json(file, events);
    return events.take();
  } catch (const Error& error) {
    throw Error(ErrorKind::kFormat, path.string(), error.what(), "give a complete course file");
  } catch (const std::ios_base::failure&) {
    fail_reading(path);
  }
}

}  // namespace mrec::features
