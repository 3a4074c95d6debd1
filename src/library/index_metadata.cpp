#include "index_metadata.h"

#include <charconv>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>

#include "mrec/core/error.h"
#include "mrec/core/hex.h"
#include "mrec/core/utf8.h"

namespace mrec::library {
namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse() {
  throw Error(ErrorKind::kFormat, "", "does not say what it is an index of");
}

std::size_t count_from(const std::string& text) {
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size()) refuse();
  return count;
}

}  // namespace

std::map<std::string, std::string> to_metadata(const IndexHeader& header) {
  Json genres = Json::array();
  for (const std::string& genre : header.genres) genres.push_back(to_utf8(genre));
  return {{"root", to_hex(header.root.native())},
          {"genres", genres.dump()},
          {"left_out", std::to_string(header.left_out)}};
}

IndexHeader header_from(const std::map<std::string, std::string>& metadata) {
  try {
    const auto root = from_hex(metadata.at("root"));
    if (!root) refuse();
    return {.root = *root,
            .genres = Json::parse(metadata.at("genres")).get<std::vector<std::string>>(),
            .left_out = count_from(metadata.at("left_out"))};
  } catch (const Json::exception&) {
    refuse();
  } catch (const std::out_of_range&) {
    refuse();
  }
}

}  // namespace mrec::library
