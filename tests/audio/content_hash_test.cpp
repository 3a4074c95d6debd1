#include "mrec/audio/content_hash.h"

#include <gtest/gtest.h>

#include <string>

#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::audio {
namespace {

using namespace mrec::testing;

constexpr std::size_t kMebibyte = 1 << 20;

std::string noise_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  std::uint32_t state = 1;
  for (char& byte : bytes) byte = static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
  return bytes;
}

class ContentHash : public ::testing::Test {
 protected:
  std::string hash_of(const std::string& bytes) {
    write_bytes(folder_ / "file", bytes);
    return content_hash(folder_ / "file");
  }
  /// Whether another byte at `place` makes another hash.
  bool sees(std::string bytes, std::size_t place) {
    const std::string before = hash_of(bytes);
    bytes[place] = static_cast<char>(bytes[place] ^ 1);
    return hash_of(bytes) != before;
  }

  TempFolder folder_;
};

TEST_F(ContentHash, IsTheSameForTheSameContentWhateverTheName) {
  const std::string bytes = noise_bytes(100000);
  write_bytes(folder_ / "other", bytes);
  EXPECT_EQ(hash_of(bytes), content_hash(folder_ / "other"));
  EXPECT_EQ(hash_of(bytes).size(), 32U);
  EXPECT_EQ(hash_of(bytes).find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST_F(ContentHash, SeesEveryByteOfAShortFile) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{1000}, kMebibyte}) {
    const std::string bytes = noise_bytes(size);
    for (const std::size_t place : {std::size_t{0}, size / 3, size / 2, size - 1}) {
      EXPECT_TRUE(sees(bytes, place)) << place << " of " << size;
    }
  }
}

TEST_F(ContentHash, SeesThePiecesOfALongFileAndNothingElse) {
  for (const std::size_t size : {kMebibyte + 1, 5 * kMebibyte + 12345}) {
    const std::string bytes = noise_bytes(size);
    const std::size_t end = kMebibyte / 4;
    const std::size_t step = (size - 2 * end - kMebibyte / 16) / 5;
    for (const std::size_t place : {std::size_t{0}, end - 1, size - end, size - 1}) {
      EXPECT_TRUE(sees(bytes, place)) << place << " of " << size;
    }
    for (std::size_t i = 1; i <= 4; ++i) {
      EXPECT_TRUE(sees(bytes, end + step * i)) << "begin of piece " << i;
      EXPECT_TRUE(sees(bytes, end + step * i + kMebibyte / 16 - 1)) << "end of piece " << i;
    }
    EXPECT_FALSE(sees(bytes, end + 10)) << "between the pieces";
    EXPECT_FALSE(sees(bytes, size - end - 10)) << "between the pieces";
  }
}

TEST_F(ContentHash, SeesTheSize) {
  EXPECT_NE(hash_of(std::string(10, '\0')), hash_of(std::string(11, '\0')));
  EXPECT_NE(hash_of(""), hash_of(std::string(1, '\0')));
  EXPECT_NE(hash_of(std::string(3 * kMebibyte, '\0')), hash_of(std::string(3 * kMebibyte + 1, '\0')));
}

TEST_F(ContentHash, RefusesWhatIsNoFile) {
  EXPECT_TRUE(
      throws_error(ErrorKind::kIo, "missing: cannot be opened", [&] { content_hash(folder_ / "missing"); }));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "is a folder", [&] { content_hash(folder_.path()); }));
}

}  // namespace
}  // namespace mrec::audio
