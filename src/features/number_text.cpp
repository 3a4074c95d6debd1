#include "features/number_text.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

#include "mrec/core/error.h"

namespace mrec::features {
namespace {

constexpr float kFixedBelow = 1e6F;
constexpr std::uint32_t kUnits = 10;  // of the last decimal in one
static_assert(kDecimals == 1);
/// Added to a double below 2^51 it moves the nearest whole number into the lowest bits.
constexpr double kToLowestBits = 0x1.8p52;

/// A few characters, written by one store of constant length.
struct Piece {
  std::array<char, 4> text = {};
  std::uint32_t length = 0;
};

/// 0 to 999.
constexpr std::array<Piece, 1000> whole_pieces() {
  std::array<Piece, 1000> pieces;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    Piece& piece = pieces[i];
    if (i >= 100) piece.text[piece.length++] = static_cast<char>('0' + i / 100);
    if (i >= 10) piece.text[piece.length++] = static_cast<char>('0' + i / 10 % 10);
    piece.text[piece.length++] = static_cast<char>('0' + i % 10);
  }
  return pieces;
}

/// "" for 0, ".5" for 5.
constexpr std::array<Piece, kUnits> fraction_pieces() {
  std::array<Piece, kUnits> pieces;
  for (std::uint32_t i = 1; i < kUnits; ++i) {
    pieces[i] = {.text = {'.', static_cast<char>('0' + i)}, .length = 2};
  }
  return pieces;
}

constexpr std::array<Piece, 1000> kWhole = whole_pieces();
constexpr std::array<Piece, kUnits> kFraction = fraction_pieces();

char* put(char* place, const Piece& piece) {
  std::memcpy(place, piece.text.data(), piece.text.size());
  return place + piece.length;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text, std::size_t i) {
  const std::size_t begin = i;
  while (i < text.size() && is_digit(text[i])) ++i;
  return i - begin;
}

}  // namespace

float kept_value(float value) {
  if (!(std::abs(value) < kFixedBelow)) return value;
  const double units = std::nearbyint(static_cast<double>(value) * kUnits);
  return static_cast<float>(units) / static_cast<float>(kUnits) + 0.0F;  // no negative zero
}

char* write_number(char* place, float value) {
  if (!(std::abs(value) < kFixedBelow)) return std::to_chars(place, place + kNumberRoom, value).ptr;
  const double units = static_cast<double>(value) * kUnits;
  const auto rounded = static_cast<std::int32_t>(std::bit_cast<std::uint64_t>(units + kToLowestBits));
  *place = '-';
  place += rounded < 0 ? 1 : 0;
  const auto magnitude = static_cast<std::uint32_t>(rounded < 0 ? -rounded : rounded);
  const std::uint32_t whole = magnitude / kUnits;
  if (whole < kWhole.size()) {
    place = put(place, kWhole[whole]);
  } else {
    place = std::to_chars(place, place + kNumberRoom, whole).ptr;
  }
  return put(place, kFraction[magnitude % kUnits]);
}

std::size_t number_length(std::string_view text) {
  std::size_t i = text.starts_with('-') ? 1 : 0;
  const std::size_t whole = digits_at(text, i);
  if (whole == 0 || (whole > 1 && text[i] == '0')) return 0;
  i += whole;
  if (i < text.size() && text[i] == '.') {
    const std::size_t fraction = digits_at(text, i + 1);
    if (fraction == 0) return 0;
    i += 1 + fraction;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    const std::size_t exponent = digits_at(text, i);
    if (exponent == 0) return 0;
    i += exponent;
  }
  return i;
}

float number_value(std::string_view literal) {
  float nearest = 0;
  const auto result = std::from_chars(literal.data(), literal.data() + literal.size(), nearest);
  if (result.ec == std::errc()) return nearest;
  const bool tiny = std::abs(std::strtod(std::string(literal).c_str(), nullptr)) < 1;
  if (!tiny) throw Error(ErrorKind::kFormat, "the number " + std::string(literal) + " is too large");
  return 0;
}

ReadNumber read_any_number(const char* place, const char* end) {
  const std::string_view text(place, static_cast<std::size_t>(end - place));
  const std::size_t length = number_length(text);
  if (length == 0) return {};
  return {.value = number_value(text.substr(0, length)), .end = place + length};
}

}  // namespace mrec::features
