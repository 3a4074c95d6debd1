#pragma once

#include <cstdint>
#include <istream>
#include <string_view>

namespace mrec::features {

/// Is told of the parts of a JSON text as they come, so that the text never stands in memory as a tree.
class JsonEvents {
 public:
  virtual ~JsonEvents() = default;

  virtual void begin_object() = 0;
  virtual void key(std::string_view name) = 0;
  virtual void end_object() = 0;
  virtual void begin_array() = 0;
  virtual void end_array() = 0;
  virtual void text(std::string_view value) = 0;
  /// A number without fraction and exponent that fits.
  virtual void integer(std::int64_t value) = 0;
  /// Any other number, finite, with its text as it stands in the file.
  virtual void number(double value, std::string_view literal) = 0;
  /// null, true or false.
  virtual void word(std::string_view value) = 0;
};

/// Reads one JSON value and nothing but white space after it. Throws Error{kFormat} (without a path) for what
/// is not JSON or is nested more than 64 deep; what `events` throws passes through.
void parse_json(std::string_view text, JsonEvents& events);
void parse_json(std::istream& text, JsonEvents& events);

}  // namespace mrec::features
