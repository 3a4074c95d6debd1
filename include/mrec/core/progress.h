#pragma once

#include <cstddef>
#include <string_view>

namespace mrec {

/// How the library tells of long work; the library itself never prints.
class Progress {
 public:
  virtual ~Progress() = default;

  /// `done` of `total` items are finished; `item` names the last one.
  virtual void advance(std::size_t done, std::size_t total, std::string_view item) = 0;
  /// Something the user should know that does not stop the work.
  virtual void warn(std::string_view message) = 0;
};

}  // namespace mrec
