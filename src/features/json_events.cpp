#include "features/json_events.h"

#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "mrec/core/error.h"

namespace mrec::features {
namespace {

constexpr int kDeepest = 64;

/// The library's interface for the same idea, in which every function says whether to go on.
class Adapter : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Adapter(JsonEvents& events) : events_(events) {}

  bool null() override { return events_.word("null"), true; }
  bool boolean(bool value) override { return events_.word(value ? "true" : "false"), true; }
  bool number_integer(std::int64_t value) override { return events_.integer(value), true; }
  bool number_unsigned(std::uint64_t value) override {
    if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      events_.integer(static_cast<std::int64_t>(value));
    } else {
      events_.number(static_cast<double>(value), std::to_string(value));
    }
    return true;
  }
  bool number_float(double value, const std::string& literal) override {
    return events_.number(value, literal), true;
  }
  bool string(std::string& value) override { return events_.text(value), true; }
  bool binary(binary_t&) override { return false; }
  bool key(std::string& name) override { return events_.key(name), true; }
  bool start_object(std::size_t) override { return enter(), events_.begin_object(), true; }
  bool end_object() override { return --depth_, events_.end_object(), true; }
  bool start_array(std::size_t) override { return enter(), events_.begin_array(), true; }
  bool end_array() override { return --depth_, events_.end_array(), true; }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    throw Error(ErrorKind::kFormat, "is not JSON from byte " + std::to_string(position) + " on");
  }

 private:
  void enter() {
    if (++depth_ > kDeepest) throw Error(ErrorKind::kFormat, "brackets are nested too deeply");
  }

  JsonEvents& events_;
  int depth_ = 0;
};

}  // namespace

void parse_json(std::string_view text, JsonEvents& events) {
  Adapter adapter(events);
  nlohmann::json::sax_parse(text.begin(), text.end(), &adapter);
}

void parse_json(std::istream& text, JsonEvents& events) {
  Adapter adapter(events);
  nlohmann::json::sax_parse(std::istreambuf_iterator<char>(text), std::istreambuf_iterator<char>(), &adapter);
}

}  // namespace mrec::features
