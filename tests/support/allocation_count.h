#pragma once

#include <cstddef>

namespace mrec::testing {

/// Allocations that this thread has made so far.
std::size_t allocation_count();

/// Those that it makes while `body` runs.
template <class Body>
std::size_t allocations_of(const Body& body) {
  const std::size_t before = allocation_count();
  body();
  return allocation_count() - before;
}

}  // namespace mrec::testing
