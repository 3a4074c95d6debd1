#include "mrec/embedding/musicnn_package.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "mrec/core/error.h"

namespace mrec::embedding {
namespace {

namespace fs = std::filesystem;

constexpr const char* kIndex = ".index";  // the package's checkpoints have no name before it
constexpr std::string_view kData = ".data-";
constexpr const char* kFolder = "MSD_musicnn";
constexpr const char* kAdvice = "give the folder of the unpacked package musicnn 0.1.0";

/// Whether a file is a tar.gz or a zip (which a wheel is), told by its first bytes.
bool is_packed(const fs::path& file) {
  std::string start(4, '\0');
  std::ifstream(file, std::ios::binary).read(start.data(), static_cast<std::streamsize>(start.size()));
  return start.starts_with("\x1F\x8B") || start.starts_with("PK\x03\x04");
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

fs::path with_ending(const fs::path& path, std::string_view ending) {
  return path.string().append(ending);
}

fs::path index_of_file(const fs::path& file) {
  const std::string path = file.string();
  if (path.ends_with(kIndex)) return file;
  if (const auto end = path.rfind(kData); end != std::string::npos)
    return with_ending(path.substr(0, end), kIndex);
  if (is_file(with_ending(file, kIndex))) return with_ending(file, kIndex);
  if (is_packed(file)) {
    throw Error(ErrorKind::kFormat, path, "is a package that is still packed",
                "unpack it (tar xf, or unzip for a wheel) and give the folder");
  }
  throw Error(ErrorKind::kFormat, path, "is no checkpoint", kAdvice);
}

fs::path index_in_folder(const fs::path& folder) {
  if (is_file(folder / kIndex)) return folder / kIndex;
  std::vector<fs::path> found;
  std::error_code error;
  fs::recursive_directory_iterator place(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && place != fs::recursive_directory_iterator(); place.increment(error)) {
    const fs::path index = place->path() / kIndex;
    if (place->path().filename() == kFolder && is_file(index)) found.push_back(index);
  }
  if (error) {
    throw Error(ErrorKind::kIo, folder.string(), "cannot be read (" + error.message() + ")",
                "check the permissions");
  }
  if (!found.empty()) return *std::ranges::min_element(found);
  throw Error(ErrorKind::kIo, folder.string(), "holds no folder MSD_musicnn with a checkpoint", kAdvice);
}

}  // namespace

fs::path find_musicnn(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return index_in_folder(path);
  if (is_file(path)) return index_of_file(path);
  if (is_file(with_ending(path, kIndex))) return with_ending(path, kIndex);
  throw Error(ErrorKind::kIo, path.string(), "does not exist", kAdvice);
}

}  // namespace mrec::embedding
