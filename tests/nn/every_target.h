#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "core/simd_targets.h"

namespace mrec::testing {

/// A test that is run once with each instruction set that the kernels are built for and this machine has.
class EveryTarget : public ::testing::TestWithParam<std::int64_t> {
 protected:
  void SetUp() override { choose(GetParam()); }
  void TearDown() override { choose(0); }

 private:
  static void choose(std::int64_t target) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }
};

inline auto all_targets() {
  return ::testing::ValuesIn(hwy::SupportedAndGeneratedTargets());
}

inline std::string target_name(const ::testing::TestParamInfo<std::int64_t>& info) {
  return hwy::TargetName(info.param);
}

}  // namespace mrec::testing
