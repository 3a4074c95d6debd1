#pragma once

#include <gtest/gtest.h>

#include <string>

#include "mrec/core/error.h"

namespace mrec::testing {

/// Runs `action`, which has to throw mrec::Error of that kind with `part` in its message.
template <class Action>
::testing::AssertionResult throws_error(ErrorKind kind, const std::string& part, Action action) {
  try {
    action();
  } catch (const Error& error) {
    if (error.kind() != kind)
      return ::testing::AssertionFailure() << "another kind of error: " << error.what();
    if (std::string(error.what()).find(part) == std::string::npos) {
      return ::testing::AssertionFailure() << "no \"" << part << "\" in: " << error.what();
    }
    return ::testing::AssertionSuccess();
  }
  return ::testing::AssertionFailure() << "nothing was thrown";
}

}  // namespace mrec::testing
