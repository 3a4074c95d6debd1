#include "features/time_text.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <system_error>

#include "mrec/core/error.h"

namespace mrec::features {
namespace {

constexpr double kLatest_s = 9.2e12;  // what 64 bits of microseconds hold
constexpr std::size_t kDecimalsOfMicroseconds = 6;

/// Whether the number is all of the literal and fits the type.
template <class Number>
bool parse(std::string_view literal, Number& number) {
  const auto result = std::from_chars(literal.data(), literal.data() + literal.size(), number);
  return result.ec == std::errc() && result.ptr == literal.data() + literal.size();
}

}  // namespace

std::string seconds_text(std::int64_t microseconds) {
  const auto parts = std::lldiv(microseconds, 1000000);
  const std::string fraction = std::to_string(std::llabs(parts.rem));
  return (microseconds < 0 ? "-" : "") + std::to_string(std::llabs(parts.quot)) + "." +
         std::string(kDecimalsOfMicroseconds - fraction.size(), '0') + fraction;
}

/// Exact where there are six decimals, as mrec writes them; a double would lose microseconds of far dates.
std::int64_t microseconds_from(std::string_view literal) {
  const std::size_t point = literal.find('.');
  std::int64_t exact = 0;
  if (point != std::string_view::npos && literal.size() - point == 1 + kDecimalsOfMicroseconds &&
      parse(std::string(literal).erase(point, 1), exact)) {
    return exact;
  }
  double seconds = 0;
  if (!parse(literal, seconds) || !(std::abs(seconds) < kLatest_s)) {
    throw Error(ErrorKind::kFormat, "\"mtime\" is not a time");
  }
  return std::llround(seconds * 1e6);
}

}  // namespace mrec::features
