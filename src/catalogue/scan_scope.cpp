#include "mrec/catalogue/scan_scope.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

#include "mrec/core/checksum.h"
#include "mrec/core/paths.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;

std::uint64_t number_of(const fs::path& path) {
  constexpr std::size_t kDigits = 16;
  const std::string digits = checksum(path.native());
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + kDigits, number, 16);
  return number;
}

}  // namespace

audio::Scan under_root(audio::Scan scan, const fs::path& root) {
  if (root == scan.root) return scan;
  for (audio::ScannedFile& file : scan.files) {
    file.path = seen_from(root, scan.root / file.path);
    if (file.sheet) file.sheet->file = seen_from(root, scan.root / file.sheet->file);
  }
  std::ranges::sort(scan.files, {}, [](const audio::ScannedFile& file) -> const std::string& { return file.path.native(); });
  scan.root = root;
  return scan;
}

std::vector<std::size_t> files_of_shard(const audio::Scan& scan, const Shard& shard) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < scan.files.size(); ++i) {
    if (shard.of <= 1 || number_of(scan.files[i].audio_file()) % shard.of == shard.number - 1) places.push_back(i);
  }
  return places;
}

}  // namespace mrec::catalogue
