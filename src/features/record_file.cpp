#include "mrec/features/record_file.h"

#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "features/record_window.h"
#include "mrec/core/compression.h"
#include "mrec/core/error.h"

namespace mrec::features {
namespace {

constexpr std::size_t kMagicBytes = 4;
constexpr std::size_t kLongestHeader = std::size_t{1} << 20;

/// "{...}" with its line feed, and white space as editors leave it.
bool is_object(std::string_view line) {
  constexpr const char* kBlanks = " \t\r\n";
  const std::size_t first = line.find_first_not_of(kBlanks);
  return first != std::string_view::npos && line[first] == '{' && line[line.find_last_not_of(kBlanks)] == '}';
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_one_line(std::string_view content) {
  return content.find('\n') == content.size() - 1;
}

/// The next place where a frame may begin, from the second byte on; the last bytes may be the start of one.
std::size_t next_frame(std::string_view bytes) {
  constexpr std::string_view kMagic("\x28\xB5\x2F\xFD", kMagicBytes);
  const std::size_t found = bytes.find(kMagic, 1);
  if (found != std::string_view::npos) return found;
  return bytes.size() < kMagicBytes ? bytes.size() : bytes.size() - (kMagicBytes - 1);
}

}  // namespace

struct RecordReader::State {
  State(std::filesystem::path path, std::uint64_t offset) : window(std::move(path), offset), end(offset) {
    compressed = is_compressed(window.start_of_file());
  }

  std::optional<Record> next_line();
  std::optional<Record> next_frame_record();
  Record whole(std::size_t bytes, std::string_view line);
  void pass_over_damage(std::size_t bytes);
  void pass_over_nothing(std::size_t bytes);  ///< blank lines and frames without content
  [[noreturn]] void refuse_foreign() const;

  RecordWindow window;
  bool compressed = false;
  std::string content;     ///< of the last frame
  std::size_t used = 0;    ///< bytes of the window that the last record takes
  bool in_damage = false;  ///< what was passed over last was damaged
  std::uint64_t end = 0;   ///< of the last whole record
  std::uint64_t torn = 0;
  std::size_t damaged = 0;
};

Record RecordReader::State::whole(std::size_t bytes, std::string_view line) {
  if (std::exchange(in_damage, false)) ++damaged;
  const std::uint64_t offset = window.offset();
  used = bytes;
  end = offset + bytes;
  return {.offset = offset, .bytes = bytes, .line = line, .stored = window.ahead().substr(0, bytes)};
}

void RecordReader::State::pass_over_damage(std::size_t bytes) {
  in_damage = true;
  window.take(bytes);
}

void RecordReader::State::pass_over_nothing(std::size_t bytes) {
  window.take(bytes);
  if (!in_damage) end = window.offset();
}

std::optional<Record> RecordReader::State::next_line() {
  std::size_t searched = 0;
  for (;;) {
    const std::string_view ahead = window.ahead();
    const std::size_t feed = ahead.find('\n', searched);
    if (feed != std::string_view::npos) {
      const std::string_view line = ahead.substr(0, feed + 1);
      if (is_object(line)) return whole(line.size(), line);
      is_blank(line) ? pass_over_nothing(line.size()) : pass_over_damage(line.size());
      searched = 0;
      continue;
    }
    searched = ahead.size();
    if (ahead.size() > kLongestLine) {
      pass_over_damage(ahead.size());
      searched = 0;
    }
    if (!window.read_more()) return std::nullopt;
  }
}

std::optional<Record> RecordReader::State::next_frame_record() {
  for (;;) {
    const bool is_first = window.offset() == 0;
    const std::string_view ahead = window.ahead();
    const Frame frame = ahead.empty() ? Frame{.state = FrameState::kBreaksOff}
                                      : decompress(ahead, is_first ? kLongestHeader : kLongestLine, content);
    switch (frame.state) {
      case FrameState::kWhole:
        if (!is_one_line(content)) refuse_foreign();
        return whole(frame.bytes, content);
      case FrameState::kEmpty:
        pass_over_nothing(frame.bytes);
        break;
      case FrameState::kUnsized:
        refuse_foreign();
      case FrameState::kBreaksOff:
        if (window.read_more()) break;
        if (window.ahead().empty()) return std::nullopt;
        pass_over_damage(next_frame(window.ahead()));  // reading may have moved the window
        break;
      case FrameState::kTooLong:
        if (is_first) refuse_foreign();
        [[fallthrough]];
      case FrameState::kDamaged:
        pass_over_damage(next_frame(ahead));
        break;
    }
  }
}

void RecordReader::State::refuse_foreign() const {
  throw Error(ErrorKind::kFormat, window.path().string(),
              "was compressed as one piece by another program, so that its records cannot be told apart",
              "decompress it first (zstd -d)");
}

RecordReader::RecordReader(std::filesystem::path path, std::uint64_t offset)
    : state_(std::make_unique<State>(std::move(path), offset)) {}

RecordReader::~RecordReader() = default;

RecordForm RecordReader::form() const {
  return state_->compressed ? RecordForm::kCompressed : RecordForm::kPlain;
}

std::optional<Record> RecordReader::next() {
  state_->window.take(std::exchange(state_->used, 0));
  auto record = state_->compressed ? state_->next_frame_record() : state_->next_line();
  if (!record) state_->torn = state_->window.end_of_file() - state_->end;
  return record;
}

std::uint64_t RecordReader::end() const {
  return state_->end;
}

std::uint64_t RecordReader::torn_bytes() const {
  return state_->torn;
}

std::size_t RecordReader::damaged() const {
  return state_->damaged;
}

std::string read_record(const std::filesystem::path& path, std::uint64_t offset, std::uint64_t bytes) {
  RecordReader reader(path, offset);
  const auto record = reader.next();
  if (record && record->offset == offset && record->bytes == bytes) return std::string(record->line);
  throw Error(ErrorKind::kFormat, path.string(), "has no record at byte " + std::to_string(offset),
              "run the extraction again");
}

}  // namespace mrec::features
