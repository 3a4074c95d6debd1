#include <gtest/gtest.h>

#include <cmath>

#include "mrec/classic/knn.h"
#include "mrec/classic/lda.h"
#include "mrec/classic/svm.h"
#include "support/expect_error.h"

namespace mrec::classic {
namespace {

template <class Options>
::testing::AssertionResult refused(const char* name, const Options& options) {
  return testing::throws_error(ErrorKind::kUsage, name, [&] { options.validate(); });
}

TEST(ClassicOptions, RefuseWhatIsOutOfRange) {
  for (const double value : {0.0, -1.0, std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    EXPECT_TRUE(refused("--svm-c", SvmOptions{.c = value})) << value;
    EXPECT_TRUE(refused("--svm-gamma", SvmOptions{.gamma = value})) << value;
  }
  EXPECT_TRUE(refused("--svm-gamma", SvmOptions{.gamma = 1e-60}));
  EXPECT_TRUE(refused("--svm-gamma", SvmOptions{.gamma = 1e60}));
  for (const double value : {-0.1, 1.1, std::nan(""), HUGE_VAL}) {
    EXPECT_TRUE(refused("--shrinkage", LdaOptions{.shrinkage = value})) << value;
  }
  for (const int value : {0, -1}) EXPECT_TRUE(refused("--neighbours", KnnOptions{.neighbours = value}));
}

TEST(ClassicOptions, TakeWhatIsInRange) {
  LdaOptions{}.validate();
  LdaOptions{.shrinkage = 0}.validate();
  LdaOptions{.shrinkage = 1}.validate();
  SvmOptions{.c = 1e-3, .gamma = 10}.validate();
  KnnOptions{.neighbours = 1}.validate();
}

}  // namespace
}  // namespace mrec::classic
