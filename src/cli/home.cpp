#include "cli/home.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

/// Shipped models, relative to the program: as installed, and as built in the source tree.
constexpr const char* kModelFolders[] = {"../share/mrec/models", "../../../models"};

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

/// The first shipped model by name whose name begins so.
std::optional<fs::path> shipped_model(std::string_view beginning) {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  std::vector<fs::path> models;
  for (const char* folder : kModelFolders) {
    const fs::path place = (program.parent_path() / folder).lexically_normal();
    for (const auto& entry : fs::directory_iterator(place, error)) {
      const bool is_asked_for = entry.path().filename().string().starts_with(beginning);
      if (is_asked_for && entry.path().extension() == ".safetensors") models.push_back(entry.path());
    }
  }
  if (models.empty()) return std::nullopt;
  return *std::ranges::min_element(models);
}

/// As home_folder(), nothing where that throws.
std::optional<fs::path> known_home() {
  if (const auto home = variable("MREC_HOME"); !home.empty()) return home;
  if (const auto data = variable("XDG_DATA_HOME"); !data.empty()) return fs::path(data) / "mrec";
  if (const auto user = variable("HOME"); !user.empty()) return fs::path(user) / ".local/share/mrec";
  return std::nullopt;
}

}  // namespace

fs::path home_folder() {
  if (auto home = known_home()) return *std::move(home);
  throw Error(ErrorKind::kUsage, "MREC_HOME", "is not set, and neither is HOME",
              "set it to a folder for mrec's files");
}

fs::path default_library() {
  // A library that an earlier version made is gone on with.
  const fs::path plain = home_folder() / "library.jsonl";
  const fs::path compressed = home_folder() / "library.jsonl.zst";
  std::error_code error;
  return fs::exists(plain, error) && !fs::exists(compressed, error) ? plain : compressed;
}

fs::path default_model() {
  return home_folder() / "genre.safetensors";
}

fs::path default_musicnn() {
  return home_folder() / "musicnn.safetensors";
}

fs::path default_favourites() {
  return home_folder() / "favorites.txt";
}

fs::path find_favourites(const fs::path& given) {
  std::error_code error;
  if (!given.empty()) return given;
  if (fs::path kept = default_favourites(); fs::exists(kept, error)) return kept;
  throw Error(ErrorKind::kUsage, "--favorites", "no list is named, and none is kept yet",
              "name one, or make it with mrec favorites add PATH...");
}

fs::path find_library(const fs::path& given) {
  const fs::path library = given.empty() ? default_library() : given;
  std::error_code error;
  if (!given.empty() || fs::exists(library, error)) return library;
  throw Error(ErrorKind::kIo, library.string(), "there is no library yet",
              "make one with mrec extract FOLDER");
}

fs::path find_model() {
  if (auto model = known_model()) return *std::move(model);
  throw Error(ErrorKind::kUsage, default_model().string(), "there is no model yet",
              "train one with mrec train, or name one with --model");
}

std::optional<fs::path> known_model() {
  std::error_code error;
  if (known_home() && fs::exists(default_model(), error)) return default_model();
  return shipped_model("genre");
}

std::optional<fs::path> find_musicnn() {
  std::error_code error;
  if (known_home() && fs::exists(default_musicnn(), error)) return default_musicnn();
  return shipped_model("musicnn");
}

}  // namespace mrec::cli
