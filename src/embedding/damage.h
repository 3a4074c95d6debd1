#pragma once

#include <string>

namespace mrec::embedding {

/// What is wrong with bytes that are being read; who knows the file puts its path before it.
struct Damage {
  std::string problem;
};

}  // namespace mrec::embedding
