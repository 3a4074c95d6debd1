#include "mrec/library/external_vectors.h"

#include <gtest/gtest.h>

#include "support/expect_close.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::library {
namespace {

using mrec::testing::expect_close;
using mrec::testing::TempFolder;
using mrec::testing::throws_error;

class ExternalVectorsTest : public ::testing::Test {
 protected:
  ExternalVectors read(std::string_view text) const {
    testing::write_bytes(file(), text);
    return ExternalVectors(file());
  }
  ::testing::AssertionResult refuses(std::string_view text, const std::string& part) const {
    return throws_error(ErrorKind::kFormat, part, [&] { read(text); });
  }
  std::filesystem::path file() const { return folder_ / "numbers.tsv"; }

 private:
  TempFolder folder_;
};

std::vector<float> flat(const Matrix& matrix) {
  return {matrix.data(), matrix.data() + matrix.size()};
}

TEST_F(ExternalVectorsTest, GivesTheRowsThatAreAskedFor) {
  const ExternalVectors vectors = read("a b.wav\t1 2.5\n# a remark\n\nc.wav\t-3e-1\t4\r\nd.wav\t 5  6 ");
  EXPECT_EQ(vectors.dimensions(), 2);
  EXPECT_TRUE(
      expect_close(flat(vectors.vectors_of({"d.wav", "a b.wav"})), std::vector<float>{5, 6, 1, 2.5}, {}));
  EXPECT_TRUE(expect_close(flat(vectors.vectors_of({"c.wav"})), std::vector<float>{-0.3F, 4}, {}));
}

TEST_F(ExternalVectorsTest, GivesDistancesByRowAndColumn) {
  const ExternalVectors vectors = read("a\t0 1 2\nb\t3 0 5\nc\t6 7 0\n");
  EXPECT_TRUE(expect_close(flat(vectors.distances_between({"c", "a"})), std::vector<float>{0, 6, 2, 0}, {}));
}

TEST_F(ExternalVectorsTest, TakesNumbersTooSmallForAFloatForZero) {
  EXPECT_TRUE(expect_close(flat(read("a\t1e-60 1e-40\n").vectors_of({"a"})), std::vector<float>{0, 0},
                           {.absolute = 1e-39}));
}

TEST_F(ExternalVectorsTest, PassesOverAByteOrderMark) {
  EXPECT_TRUE(expect_close(flat(read("\xEF\xBB\xBF"
                                     "a\t1 2\n")
                                    .vectors_of({"a"})),
                           std::vector<float>{1, 2}, {}));
}

TEST_F(ExternalVectorsTest, RefusesWhatIsNoTableNamingTheLine) {
  EXPECT_TRUE(refuses("", "numbers.tsv: holds no track"));
  EXPECT_TRUE(refuses("a\t1\nb 1\n", "line 2: is not a path"));
  EXPECT_TRUE(refuses("\t1\n", "line 1"));
  EXPECT_TRUE(refuses("a\t\n", "line 1"));
  for (const char* number : {"nan", "inf", "1e39", "1e400", "1,5", "0x", "1-", "--1"}) {
    EXPECT_TRUE(refuses("a\t" + std::string(number) + "\n", "line 1: is not a path")) << number;
  }
  EXPECT_TRUE(refuses("a\t1 2\nb\t1\n", "line 2: has 1 numbers and those before it 2"));
  EXPECT_TRUE(refuses("a\t1\na\t2\n", "line 2: names a again"));
}

TEST_F(ExternalVectorsTest, RefusesTracksThatItDoesNotKnow) {
  const ExternalVectors vectors = read("a\t1 2\n");
  EXPECT_TRUE(throws_error(ErrorKind::kData, "has no line for b", [&] { vectors.vectors_of({"a", "b"}); }));
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "has 1 tracks and 2 numbers",
                           [&] { vectors.distances_between({"a"}); }));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "cannot be read", [] { ExternalVectors("/missing/file.tsv"); }));
}

}  // namespace
}  // namespace mrec::library
