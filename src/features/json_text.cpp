#include "features/json_text.h"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <nlohmann/json.hpp>

#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::features {
namespace {

/// Room for any float: sign, nine digits, point, exponent.
constexpr std::size_t kLongestNumber = 24;

/// The shortest that reads back as the same float; of a negative zero without ".0" readers make the integer
/// 0.
char* write_number(char* place, float value) {
  if (value == 0) {
    const std::string_view zero = std::signbit(value) ? "-0.0" : "0";
    return place + zero.copy(place, zero.size());
  }
  return std::to_chars(place, place + kLongestNumber, value).ptr;
}

}  // namespace

void append_text(std::string& json, std::string_view text) {
  json += nlohmann::json(to_utf8(text)).dump();
}

void append_chunk(std::string& json, const Matrix& chunk, const std::filesystem::path& track) {
  if (!chunk.allFinite()) {
    throw Error(ErrorKind::kData, track.string(), "a feature is not a finite number", "leave this file out");
  }
  const std::size_t begin = json.size();
  json.resize(begin + static_cast<std::size_t>(chunk.size()) * (kLongestNumber + 1) +
              static_cast<std::size_t>(chunk.rows()) * 3 + 2);
  char* place = json.data() + begin;
  *place++ = '[';
  for (Eigen::Index row = 0; row < chunk.rows(); ++row) {
    if (row > 0) *place++ = ',';
    *place++ = '[';
    for (Eigen::Index column = 0; column < chunk.cols(); ++column) {
      if (column > 0) *place++ = ',';
      place = write_number(place, chunk(row, column));
    }
    *place++ = ']';
  }
  *place++ = ']';
  json.resize(static_cast<std::size_t>(place - json.data()));
}

}  // namespace mrec::features
