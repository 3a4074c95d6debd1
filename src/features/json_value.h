#pragma once

#include <simdjson.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "mrec/core/error.h"

namespace mrec::features {

/// Values of simdjson checked: what is not JSON, or of another type than is due, throws Error{kFormat}
/// (without a path) that names the key. A value can be read once.

namespace ondemand = simdjson::ondemand;

/// What was found, or Error{kFormat}.
template <class Value>
Value json_value_of(simdjson::simdjson_result<Value>&& result) {
  Value value;
  const simdjson::error_code error = std::move(result).get(value);
  if (error != simdjson::SUCCESS) {
    throw Error(ErrorKind::kFormat, std::string("is not JSON (") + simdjson::error_message(error) + ")");
  }
  return value;
}

struct JsonField {
  std::string_view key;
  ondemand::value content;
};
JsonField json_field(simdjson::simdjson_result<ondemand::field>& field);

ondemand::object json_object(ondemand::value& value, std::string_view key);
ondemand::array json_array(ondemand::value& value, std::string_view key);
/// The text of a list from bracket to bracket, of which only the brackets were looked at.
std::string_view json_list(ondemand::value& value, std::string_view key);
std::string_view json_text(ondemand::value& value, std::string_view key);
double json_number(ondemand::value& value, std::string_view key);
/// A number as it stands in the text.
std::string_view json_literal(ondemand::value& value, std::string_view key);
bool is_json_null(ondemand::value& value);
bool json_bool(ondemand::value& value, std::string_view key);
std::uint64_t json_unsigned(ondemand::value& value, std::string_view key);
int json_int(ondemand::value& value, std::string_view key);

/// Passes over a value of any type that is nested less than 64 deep.
void check_json(ondemand::value& value, int depth = 0);

}  // namespace mrec::features
