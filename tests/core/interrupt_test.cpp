#include "mrec/core/interrupt.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

namespace mrec {
namespace {

// The flag cannot be taken back, so a request is made in a child process only.

TEST(Interrupt, IsNotRequestedAtFirst) {
  EXPECT_FALSE(interrupt_requested());
  EXPECT_NO_THROW(throw_if_interrupted());
}

void ask_by_signal() {
  std::signal(SIGINT, [](int) { request_interrupt(); });
  std::raise(SIGINT);
  bool thrown = false;
  try {
    throw_if_interrupted();
  } catch (const Interrupted&) {
    thrown = true;
  }
  std::_Exit(interrupt_requested() && thrown ? 42 : 1);
}

TEST(Interrupt, MayBeRequestedByASignalHandler) {
  EXPECT_EXIT(ask_by_signal(), ::testing::ExitedWithCode(42), "");
}

}  // namespace
}  // namespace mrec
