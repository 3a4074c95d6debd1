#include "mrec/core/compression.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <thread>
#include <vector>

#include "mrec/core/error.h"

namespace mrec {
namespace {

constexpr std::size_t kMost = std::size_t{1} << 24;

/// Compressible, but not by much.
std::string some_text(std::size_t size) {
  std::string text;
  for (unsigned x = 1; text.size() < size; x = x * 1664525U + 1013904223U)
    text += std::to_string(x >> 20U) + ',';
  text.resize(size);
  return text;
}

/// A frame of `size` bytes 'x' in blocks of a repeated byte, without the length of the content.
std::string frame_without_length(std::size_t size) {
  std::string frame("\x28\xB5\x2F\xFD\x00\x38", 6);  // no checksum, a window of 128 KiB
  while (size > 0) {
    const std::size_t block = std::min<std::size_t>(size, 1U << 17U);
    size -= block;
    const std::size_t header = block << 3U | 1U << 1U | (size == 0 ? 1U : 0U);
    for (const unsigned shift : {0U, 8U, 16U}) frame += static_cast<char>(header >> shift & 0xFFU);
    frame += 'x';
  }
  return frame;
}

struct Piecewise {
  std::string text;
  bool whole = false;
};

/// Decompressed by pieces of these sizes.
Piecewise stepwise(std::string_view bytes, std::size_t in, std::size_t out) {
  Decompressor decompressor;
  Piecewise result;
  std::vector<char> room(out);
  for (;;) {
    const auto step = decompressor.step(bytes.substr(0, in), room);
    bytes.remove_prefix(step.taken);
    result.text.append(room.data(), step.given);
    if (step.given == 0 && bytes.empty()) break;
  }
  result.whole = decompressor.between_frames();
  return result;
}

TEST(Compression, ComesBack) {
  for (const std::size_t size : {1U, 2U, 100U, 255U, 256U, 100000U, 300000U}) {
    const std::string text = some_text(size);
    const std::string frame = compress(text);
    EXPECT_TRUE(is_compressed(frame));
    std::string content = "what was there before";
    const Frame whole = decompress(frame + "what follows", kMost, content);
    EXPECT_EQ(whole.state, FrameState::kWhole) << size;
    EXPECT_EQ(whole.bytes, frame.size());
    EXPECT_EQ(content, text);
    EXPECT_EQ(stepwise(frame + frame, 7, 11).text, text + text);
    EXPECT_EQ(stepwise(frame + frame, 1000000, 1000000).text, text + text);
  }
}

TEST(Compression, SameTextGivesTheSameFrameOnEveryThread) {
  const std::string text = some_text(50000);
  std::array<std::string, 4> frames;
  {
    std::vector<std::jthread> threads;
    for (auto& frame : frames) threads.emplace_back([&] { frame = compress(text); });
  }
  for (const auto& frame : frames) EXPECT_EQ(frame, compress(text));
}

TEST(Compression, IsToldByTheFirstBytes) {
  EXPECT_TRUE(is_compressed(std::string_view("\x28\xB5\x2F\xFD", 4)));
  EXPECT_TRUE(is_compressed(std::string_view("\x5F\x2A\x4D\x18", 4)));
  for (const std::string_view start : {"", "{", "\x28\xB5\x2F", "{\"fo", "\x60\x2A\x4D\x18"}) {
    EXPECT_FALSE(is_compressed(start)) << start;
  }
}

TEST(Compression, BreaksOffAnywhere) {
  const std::string frame = compress(some_text(300));
  std::string content;
  for (std::size_t length = 0; length < frame.size(); ++length) {
    EXPECT_EQ(decompress(frame.substr(0, length), kMost, content).state, FrameState::kBreaksOff) << length;
    EXPECT_EQ(stepwise(frame.substr(0, length), 64, 64).whole, length == 0) << length;
  }
}

TEST(Compression, NoFlippedBitGoesUnnoticed) {
  const std::string text = some_text(300);
  const std::string frame = compress(text);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = frame;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      std::string content;
      const FrameState state = decompress(damaged, kMost, content).state;
      // The only bit without a meaning is one of the frame header's that is reserved for nothing.
      EXPECT_TRUE(state != FrameState::kWhole || content == text) << i << ' ' << bit;
      try {
        const Piecewise read = stepwise(damaged, 64, 64);
        EXPECT_TRUE(!read.whole || read.text == text) << i << ' ' << bit;
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kFormat);
      }
    }
  }
}

TEST(Compression, ClaimsAreLimited) {
  const std::string frame = compress(std::string(100000, 'x'));
  std::string content;
  EXPECT_EQ(decompress(frame, 99999, content).state, FrameState::kTooLong);
  EXPECT_EQ(content.capacity(), std::string().capacity());
  EXPECT_EQ(decompress(frame, 100000, content).state, FrameState::kWhole);
  // One segment of 2^62 bytes, of which there is nothing.
  const std::string boast("\x28\xB5\x2F\xFD\xE4\x00\x00\x00\x00\x00\x00\x00\x40\x01\x00\x00", 16);
  EXPECT_EQ(decompress(boast, kMost, content).state, FrameState::kTooLong);
}

TEST(Compression, FramesOfOtherPrograms) {
  std::string content;
  const std::string unsized = frame_without_length(300000);
  const Frame frame = decompress(unsized + "more", kMost, content);
  EXPECT_EQ(frame.state, FrameState::kUnsized);
  EXPECT_EQ(frame.bytes, unsized.size());
  EXPECT_EQ(stepwise(unsized, 100, 1000).text, std::string(300000, 'x'));
  const std::string empty(
      "\x50\x2A\x4D\x18\x03\x00\x00\x00"
      "abc",
      11);
  EXPECT_EQ(decompress(empty, kMost, content).state, FrameState::kEmpty);
  EXPECT_EQ(decompress(empty, kMost, content).bytes, empty.size());
  EXPECT_EQ(decompress(compress(""), kMost, content).state, FrameState::kEmpty);
  EXPECT_EQ(stepwise(empty + compress("x") + empty, 5, 5).text, "x");
}

/// More bytes than any frame of that much content has: nothing is read on and on in search of its end.
TEST(Compression, EndlessFramesAreGivenUp) {
  const std::string whole = frame_without_length(std::size_t{1} << 29U);
  std::string content;
  EXPECT_EQ(decompress(whole.substr(0, 1000), 500000, content).state, FrameState::kBreaksOff);
  EXPECT_EQ(decompress(whole.substr(0, 16000), 1000, content).state, FrameState::kTooLong);
}

TEST(Compression, GarbageIsDamaged) {
  std::string content;
  for (const std::string_view bytes : {"hello, this is no frame", "{\"format\":\"mrec-features\"}"}) {
    EXPECT_EQ(decompress(bytes, kMost, content).state, FrameState::kDamaged);
    EXPECT_THROW(stepwise(bytes, 100, 100), Error);
  }
}

}  // namespace
}  // namespace mrec
