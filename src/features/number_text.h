#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mrec::features {

/// Numbers as feature files hold them.

/// Digits kept behind the point. A tenth of a decibel is less than what lossy coding changes, classifiers
/// learn from it as well as from exact numbers, and another digit makes compressed files larger by a third.
inline constexpr int kDecimals = 1;
/// What is read back of a number that was written.
float kept_value(float value);

/// Room that write_number() may use.
inline constexpr std::size_t kNumberRoom = 24;

/// Writes a finite number, rounded to kDecimals and without the zeros at its end; from a million on in the
/// shortest form that reads back as the same float. Gives the place behind it.
char* write_number(char* place, float value);

/// Length of the number at the start of a text by the grammar of JSON, 0 when there is none.
std::size_t number_length(std::string_view text);

/// The float nearest to a number of a JSON text. Throws Error{kFormat} (without a path) when it is too large
/// for a float.
float number_value(std::string_view literal);

/// A number and the place behind it; null where there is none.
struct ReadNumber {
  float value = 0;
  const char* end = nullptr;
};

inline constexpr std::array<float, 10> kPowersOfTen = {1e0F, 1e1F, 1e2F, 1e3F, 1e4F,
                                                       1e5F, 1e6F, 1e7F, 1e8F, 1e9F};

/// The number of a JSON text that begins at `place`; something that is no part of a number must stand before
/// `end`. Throws as number_value().
ReadNumber read_any_number(const char* place, const char* end);

/// The same, made for numbers of up to nine digits without an exponent.
inline ReadNumber read_number(const char* place, const char* end) {
  constexpr std::size_t kMostDigits = 9;      // what 32 bits hold
  constexpr std::uint32_t kExact = 1U << 24;  // whole numbers up to here are floats
  std::uint32_t digits = 0;
  const auto read_digits = [&digits](const char* from) {
    while (*from >= '0' && *from <= '9') digits = 10 * digits + static_cast<std::uint32_t>(*from++ - '0');
    return from;
  };
  const bool negative = *place == '-';
  const char* const whole = place + (negative ? 1 : 0);
  const char* last = read_digits(whole);
  bool usual = last - whole == 1 || (last > whole && *whole != '0');
  std::size_t decimals = 0;
  if (*last == '.') {
    const char* const fraction = last + 1;
    last = read_digits(fraction);
    decimals = static_cast<std::size_t>(last - fraction);
    usual = usual && decimals > 0;
  }
  usual = usual && static_cast<std::size_t>(last - whole) <= kMostDigits && digits <= kExact;
  if (!usual || *last == 'e' || *last == 'E') return read_any_number(place, end);
  // A quotient of two floats that are exact is the nearest float.
  const float magnitude = static_cast<float>(digits) / kPowersOfTen[decimals];
  return {.value = negative ? -magnitude : magnitude, .end = last};
}

}  // namespace mrec::features
