#include "report/number_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace mrec::report {
namespace {

constexpr const char* kDash = "–";
constexpr double kHuge = 1e9;                // has a power of ten from here on
constexpr const char* kPercent = "\u202F%";  // narrow no-break blank

}  // namespace

std::string decimal(double value, int digits) {
  if (!std::isfinite(value)) return kDash;
  std::array<char, 64> buffer;
  const bool is_huge = std::abs(value) >= kHuge;
  const auto format = is_huge ? std::chars_format::scientific : std::chars_format::fixed;
  const char* const begin = buffer.data();
  const char* const end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format, is_huge ? 1 : digits).ptr;
  std::string text(begin, end);
  const bool is_zero = text.find_first_not_of("-0.") == std::string::npos;
  return is_zero && text.front() == '-' ? text.substr(1) : text;
}

std::string coordinate(double value) {
  std::string text = decimal(value, 2);
  if (text.find('.') == std::string::npos || text.find('e') != std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string percent(double share) {
  return std::isfinite(share) ? decimal(100 * share, 1) + kPercent : kDash;
}

std::string percent(const std::optional<double>& share) {
  return share ? percent(*share) : kDash;
}

std::string percent(const eval::Interval& interval) {
  return decimal(100 * interval.low, 1) + "–" + percent(interval.high);
}

}  // namespace mrec::report
