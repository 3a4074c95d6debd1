#include "cli/extract_scope.h"

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

#include "mrec/core/error.h"
#include "mrec/core/parallel.h"
#include "mrec/features/labels.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

fs::path root_of(const ExtractOptions& options, const audio::Scan& scan) {
  if (options.root.empty()) return scan.root;
  std::error_code error;
  fs::path root = fs::canonical(options.root, error);
  if (error) {
    throw Error(ErrorKind::kIo, options.root, "cannot be found (" + error.message() + ")", "check the path");
  }
  return root;
}

catalogue::Shard shard_of(const ExtractOptions& options) {
  if (options.shard.empty()) return {};
  const std::string_view text = options.shard;
  const std::size_t slash = text.find('/');
  const auto number = whole_number(text.substr(0, slash));
  const auto of = slash == std::string_view::npos ? std::nullopt : whole_number(text.substr(slash + 1));
  if (number && of && *number >= 1 && *number <= *of) return {.number = *number, .of = *of};
  throw Error(ErrorKind::kUsage, "--shard " + options.shard, "is not a part of a whole",
              "write 1/4, 2/4, 3/4 or 4/4");
}

std::vector<std::string> labels_of(const ExtractOptions& options, const audio::Scan& scan) {
  // No threads here: the files are then given to copies of this process, and a lock that another thread holds
  // at that moment would never be opened in the copy.
  return features::label_files(scan, options.labels.empty() ? "none" : options.labels, Workers(1));
}

}  // namespace mrec::cli
