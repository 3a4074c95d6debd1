#include "features/json_value.h"

#include <limits>

namespace mrec::features {
namespace {

constexpr int kDeepest = 64;

[[noreturn]] void reject(const std::string& problem) {
  throw Error(ErrorKind::kFormat, problem);
}

void require_type(ondemand::value& value, ondemand::json_type type, std::string_view key) {
  if (json_value_of(value.type()) == type) return;
  reject('"' + std::string(key) + "\" has a value of the wrong type");
}

/// The number, or an error that names the key when it does not fit the type.
template <class Number>
Number fitting(simdjson::simdjson_result<Number>&& result, std::string_view key) {
  Number number{};
  if (std::move(result).get(number) == simdjson::SUCCESS) return number;
  reject('"' + std::string(key) + "\" is not a number of the right kind and size");
}

}  // namespace

JsonField json_field(simdjson::simdjson_result<ondemand::field>& field) {
  JsonField found;
  found.key = json_value_of(field.unescaped_key());
  found.content = json_value_of(field.value());
  return found;
}

ondemand::object json_object(ondemand::value& value, std::string_view key) {
  require_type(value, ondemand::json_type::object, key);
  return json_value_of(value.get_object());
}

ondemand::array json_array(ondemand::value& value, std::string_view key) {
  require_type(value, ondemand::json_type::array, key);
  return json_value_of(value.get_array());
}

std::string_view json_list(ondemand::value& value, std::string_view key) {
  ondemand::array list = json_array(value, key);
  return json_value_of(list.raw_json());
}

std::string_view json_text(ondemand::value& value, std::string_view key) {
  require_type(value, ondemand::json_type::string, key);
  return json_value_of(value.get_string());
}

double json_number(ondemand::value& value, std::string_view key) {
  require_type(value, ondemand::json_type::number, key);
  return fitting(value.get_double(), key);
}

std::string_view json_literal(ondemand::value& value, std::string_view key) {
  std::string_view token = value.raw_json_token();
  token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
  json_number(value, key);
  return token;
}

bool is_json_null(ondemand::value& value) {
  return json_value_of(value.is_null());
}

bool json_bool(ondemand::value& value, std::string_view key) {
  require_type(value, ondemand::json_type::boolean, key);
  return json_value_of(value.get_bool());
}

std::uint64_t json_unsigned(ondemand::value& value, std::string_view key) {
  require_type(value, ondemand::json_type::number, key);
  return fitting(value.get_uint64(), key);
}

int json_int(ondemand::value& value, std::string_view key) {
  require_type(value, ondemand::json_type::number, key);
  const std::int64_t number = fitting(value.get_int64(), key);
  using Limits = std::numeric_limits<int>;
  if (number < Limits::min() || number > Limits::max()) {
    reject('"' + std::string(key) + "\" is not a number of the right kind and size");
  }
  return static_cast<int>(number);
}

void check_json(ondemand::value& value, int depth) {
  if (depth == kDeepest) reject("brackets are nested too deeply");
  switch (json_value_of(value.type())) {
    case ondemand::json_type::array:
      for (auto item : json_value_of(value.get_array())) {
        ondemand::value inner = json_value_of(std::move(item));
        check_json(inner, depth + 1);
      }
      break;
    case ondemand::json_type::object:
      for (auto field : json_value_of(value.get_object())) {
        JsonField inner = json_field(field);
        check_json(inner.content, depth + 1);
      }
      break;
    case ondemand::json_type::number:
      json_value_of(value.get_double());
      break;
    case ondemand::json_type::string:
      json_value_of(value.get_string());
      break;
    case ondemand::json_type::boolean:
      json_value_of(value.get_bool());
      break;
    case ondemand::json_type::null:
      if (!is_json_null(value)) reject("is not JSON");
      break;
  }
}

}  // namespace mrec::features
