#include "features/chunk_collector.h"

#include <string>

#include "mrec/core/error.h"

namespace mrec::features {
namespace {

constexpr int kChunkDepth = 2;
constexpr int kFrameDepth = 3;

[[noreturn]] void reject(const std::string& problem) {
  throw Error(ErrorKind::kFormat, problem);
}

/// Throws unless there are as many as expected; an expectation of 0 takes over what is found.
void fit(std::size_t found, std::size_t& expected, const char* what) {
  if (expected == 0) expected = found;
  if (found != expected) {
    reject(std::string(what) + std::to_string(found) + ", not " + std::to_string(expected));
  }
  if (found == 0) reject(std::string(what) + "0");
}

}  // namespace

void ChunkCollector::open() {
  if (++depth_ > kFrameDepth) reject("a frame holds a list where a number should be");
  if (depth_ == kChunkDepth) {
    values_.clear();
    frame_begin_ = frames_ = 0;
  }
}

void ChunkCollector::close() {
  if (depth_ == kFrameDepth) end_frame();
  if (depth_ == kChunkDepth) end_chunk();
  --depth_;
}

void ChunkCollector::number(float value) {
  if (depth_ != kFrameDepth) reject("a number stands where a list should be");
  values_.push_back(value);
}

void ChunkCollector::end_frame() {
  fit(values_.size() - frame_begin_, shape_.coefficients, "numbers in a frame: ");
  frame_begin_ = values_.size();
  ++frames_;
}

void ChunkCollector::end_chunk() {
  fit(frames_, shape_.frames, "frames in a chunk: ");
  chunks_.push_back(Eigen::Map<const Matrix>(values_.data(), static_cast<Eigen::Index>(shape_.frames),
                                             static_cast<Eigen::Index>(shape_.coefficients)));
}

}  // namespace mrec::features
