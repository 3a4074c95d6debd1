#include "mrec/core/one_line.h"

#include <algorithm>

#include "mrec/core/utf8.h"

namespace mrec {

std::string one_line(std::string_view bytes) {
  std::string line = to_utf8(bytes);
  std::ranges::replace_if(
      line, [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return line;
}

}  // namespace mrec
