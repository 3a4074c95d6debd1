#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace mrec::cli {

/// Texts as numbers, for those who only ask whether two are the same.
struct TextNumbers {
  std::vector<std::size_t> numbers;  ///< 0, 1, ... by a text's first place; an empty text has one of its own
  std::size_t different = 0;         ///< texts that are not empty, equal ones once
};

TextNumbers numbers_of(const std::vector<std::string>& texts);

}  // namespace mrec::cli
