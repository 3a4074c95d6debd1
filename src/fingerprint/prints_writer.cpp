#include "fingerprint/prints_writer.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "fingerprint/prints_format.h"
#include "fingerprint/segment.h"

namespace mrec::fingerprint {
namespace {

/// Segments with fewer frames in use are joined with others.
constexpr std::int64_t kLarge = Segment::kMostFrames / 2;

/// Frames of a segment's tracks that belong to a source.
std::int64_t frames_in_use(const Prints& prints, std::size_t segment) {
  const Segment& each = prints.segments()[segment];
  std::int64_t frames = 0;
  for (std::size_t track = 0; track < each.tracks(); ++track) {
    if (prints.source_of(segment, track) != Prints::kNone) frames += each.frames(track);
  }
  return frames;
}

/// Collects prints and writes them in segments.
class Joiner {
 public:
  explicit Joiner(const std::function<void(std::string_view)>& write) : write_(write) {}

  void add(TrackPrint print) {
    if (frames_ + print.frames > Segment::kMostFrames) flush();
    frames_ += print.frames;
    prints_.push_back(std::move(print));
  }
  void flush() {
    if (!prints_.empty()) write_(Segment::build(prints_));
    prints_.clear();
    frames_ = 0;
  }

 private:
  const std::function<void(std::string_view)>& write_;
  std::vector<TrackPrint> prints_;
  std::int64_t frames_ = 0;
};

}  // namespace

void write_prints(const Prints& old, const std::vector<TrackPrint>& fresh,
                  const std::function<void(std::string_view)>& write) {
  write(file_beginning());
  Joiner joiner(write);
  for (std::size_t i = 0; i < old.segments().size(); ++i) {
    const Segment& segment = old.segments()[i];
    if (frames_in_use(old, i) > kLarge) {
      write(segment.bytes());
      continue;
    }
    for (std::size_t track = 0; track < segment.tracks(); ++track) {
      if (old.source_of(i, track) != Prints::kNone) joiner.add(segment.print(track));
    }
  }
  for (const TrackPrint& print : fresh) joiner.add(print);
  joiner.flush();
}

}  // namespace mrec::fingerprint
