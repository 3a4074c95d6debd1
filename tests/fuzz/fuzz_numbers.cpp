#include <array>
#include <cmath>
#include <cstdlib>
#include <string>

#include "features/number_text.h"
#include "fuzzer.h"

namespace {

void check_rounding(float value) {
  std::array<char, mrec::features::kNumberRoom> text{};
  const std::string_view written(text.data(), mrec::features::write_number(text.data(), value) - text.data());
  mrec::fuzz::require(mrec::features::number_length(written) == written.size(),
                      "a number is written as JSON has it");
  const double error = std::abs(static_cast<double>(mrec::features::number_value(written)) - value);
  mrec::fuzz::require(error <= 0.05 + 1e-6 * std::abs(value), "it is the nearest tenth");
  mrec::fuzz::require(mrec::features::number_value(written) == mrec::features::kept_value(value),
                      "what is kept is known beforehand");
}

}  // namespace

/// The quick way to read a number and the library's must agree, to the last bit.
void mrec::fuzz::read_input(Bytes bytes) {
  const std::string text = std::string(text_of(bytes)) + ']';
  const std::size_t length = features::number_length(text);
  const features::ReadNumber number = features::read_number(text.data(), text.data() + text.size());
  require((number.end == nullptr) == (length == 0), "both take it for a number or none does");
  if (length == 0) return;
  require(number.end == text.data() + length, "both see the same end");
  require(number.value == std::strtof(text.substr(0, length).c_str(), nullptr),
          "both give the nearest float");
  check_rounding(number.value);
}
