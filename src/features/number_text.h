#pragma once

#include <cstddef>
#include <string_view>

namespace mrec::features {

/// Numbers as feature files hold them.

/// Digits kept behind the point: a hundredth of a decibel is far below what hearing and lossy coding tell
/// apart, and every digit more makes files larger by a third.
inline constexpr int kDecimals = 2;
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

/// The number of a JSON text that begins at `place`. Something that is no part of a number must stand before
/// `end`. Throws as number_value().
ReadNumber read_number(const char* place, const char* end);

}  // namespace mrec::features
