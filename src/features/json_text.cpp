#include "features/json_text.h"

#include <cstddef>
#include <nlohmann/json.hpp>

#include "features/number_text.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::features {

void append_text(std::string& json, std::string_view text) {
  json += nlohmann::json(to_utf8(text)).dump();
}

void append_chunk(std::string& json, const Matrix& chunk, const std::filesystem::path& track) {
  if (!chunk.allFinite()) {
    throw Error(ErrorKind::kData, track.string(), "a feature is not a finite number", "leave this file out");
  }
  const std::size_t begin = json.size();
  json.resize(begin + static_cast<std::size_t>(chunk.size()) * (kNumberRoom + 1) +
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
