#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "mrec/eval/confidence.h"

namespace mrec::cli {

/// [low, high]; null where there is no interval.
inline nlohmann::ordered_json interval_json(const std::optional<eval::Interval>& interval) {
  using Json = nlohmann::ordered_json;
  return interval ? Json{interval->low, interval->high} : Json();
}

}  // namespace mrec::cli
