#include "features/chunk_text.h"

#include <algorithm>
#include <string>
#include <utility>

#include "features/number_text.h"
#include "mrec/core/error.h"

namespace mrec::features {
namespace {

[[noreturn]] void reject(const std::string& problem) {
  throw Error(ErrorKind::kFormat, problem);
}

class ChunkParser {
 public:
  ChunkParser(std::string_view text, const ChunkLimits& limits)
      : place_(text.data()), end_(text.data() + text.size()), limits_(limits) {}

  std::vector<Matrix> run() {
    std::vector<Matrix> chunks;
    ++place_;
    if (upcoming() != ']') {
      do {
        if (limits_.in_one_piece && !chunks.empty()) reject("a track in one piece has several chunks");
        chunks.push_back(chunk());
      } while (goes_on());
    }
    if (++place_ != end_) reject("\"chunks\" is not a list");
    return chunks;
  }

 private:
  /// The next byte that is not white space; the text's last bracket is always there to end the search.
  char upcoming() {
    while (*place_ == ' ' || *place_ == '\t' || *place_ == '\r' || *place_ == '\n') ++place_;
    return *place_;
  }

  /// Behind an item of a list: whether a comma, which is passed, or the list's end follows.
  bool goes_on() {
    if (upcoming() == ']') return false;
    if (*place_ != ',') reject("\"chunks\" is not JSON");
    ++place_;
    return true;
  }

  void open(const char* what) {
    if (upcoming() != '[') reject(std::string("a ") + what + " is not a list");
    ++place_;
  }
  /// Leaves a list; not the outermost, so that there is a byte behind it.
  void close() {
    if (++place_ == end_) reject("\"chunks\" ends within a chunk");
  }

  Matrix chunk() {
    // As many as the text has room for, so that damage never makes it ask for more memory than the file has.
    const std::size_t room = static_cast<std::size_t>(end_ - place_) / (2 * limits_.coefficients);
    if (room < limits_.least_frames) reject("a chunk has fewer numbers than frames x coefficients");
    Matrix chunk(static_cast<Eigen::Index>(std::min(room, limits_.most_frames)),
                 static_cast<Eigen::Index>(limits_.coefficients));
    open("chunk");
    std::size_t frames = 0;
    if (upcoming() != ']') {
      do {
        if (frames == limits_.most_frames) reject_count("frames in a chunk: more than ", frames);
        if (std::cmp_equal(frames, chunk.rows())) reject("\"chunks\" ends within a chunk");
        frame(chunk.row(static_cast<Eigen::Index>(frames)).data());
        ++frames;
      } while (goes_on());
    }
    if (frames < limits_.least_frames)
      reject_count("frames in a chunk: " + std::to_string(frames) + ", fewer than ", limits_.least_frames);
    close();
    chunk.conservativeResize(static_cast<Eigen::Index>(frames), Eigen::NoChange);
    return chunk;
  }

  void frame(float* values) {
    open("frame");
    std::size_t count = 0;
    if (upcoming() != ']') {
      do {
        if (count == limits_.coefficients) reject_count("numbers in a frame: more than ", count);
        upcoming();
        const ReadNumber number = read_number(place_, end_);
        if (number.end == nullptr) reject("a frame holds something other than numbers");
        values[count++] = number.value;
        place_ = number.end;
      } while (goes_on());
    }
    if (count != limits_.coefficients) {
      reject_count("numbers in a frame: " + std::to_string(count) + ", not ", limits_.coefficients);
    }
    close();
  }

  [[noreturn]] static void reject_count(const std::string& found, std::size_t due) {
    reject(found + std::to_string(due));
  }

  const char* place_;
  const char* end_;
  ChunkLimits limits_;
};

}  // namespace

std::vector<Matrix> chunks_from_text(std::string_view text, const ChunkLimits& limits) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') reject("\"chunks\" is not a list");
  return ChunkParser(text, limits).run();
}

}  // namespace mrec::features
