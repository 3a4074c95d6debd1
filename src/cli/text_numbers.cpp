#include "cli/text_numbers.h"

#include <map>

namespace mrec::cli {

TextNumbers numbers_of(const std::vector<std::string>& texts) {
  std::map<std::string, std::size_t> number_of;
  TextNumbers result;
  std::size_t next = 0;
  for (const std::string& text : texts) {
    if (text.empty()) {
      result.numbers.push_back(next++);
      continue;
    }
    const auto [place, is_new] = number_of.try_emplace(text, next);
    next += is_new ? 1 : 0;
    result.numbers.push_back(place->second);
  }
  result.different = number_of.size();
  return result;
}

}  // namespace mrec::cli
