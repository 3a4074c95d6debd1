#include "mrec/features/labels.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

#include "mrec/audio/tags.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::features {
namespace {

namespace fs = std::filesystem;

using LabelOfPath = std::map<fs::path, std::string>;

/// Some programs write it before UTF-8 text.

[[noreturn]] void fail_reading(const fs::path& file) {
  throw Error(ErrorKind::kIo, file.string(), "cannot be read (" + system_error_text() + ")",
              "give --labels folder, tag, none or a TSV file");
}

LabelOfPath read_label_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) fail_reading(file);
  LabelOfPath labels;
  std::string line;
  for (std::size_t number = 1; std::getline(stream, line); ++number) {
    if (number == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos || tab == 0 || tab + 1 == line.size() || line[tab + 1] == '\t') {
      throw Error(ErrorKind::kFormat, file.string() + ": line " + std::to_string(number),
                  "is not path<TAB>genre", "write one file a line");
    }
    const std::size_t end = line.find('\t', tab + 1);  // further columns are the user's own
    labels[fs::path(line.substr(0, tab)).lexically_normal()] = to_utf8(line.substr(tab + 1, end - tab - 1));
  }
  if (stream.bad()) fail_reading(file);
  return labels;
}

/// The label of a file named absolutely, as the scan names it, or relative to the TSV's own folder.
std::string find_label(const LabelOfPath& labels, const fs::path& path, const fs::path& root,
                       const fs::path& folder) {
  const fs::path absolute = root / path;
  for (const fs::path& name : {path, absolute, absolute.lexically_relative(folder)}) {
    const auto place = labels.find(name.lexically_normal());
    if (place != labels.end()) return place->second;
  }
  return {};
}

std::vector<std::string> labels_from_file(const audio::Scan& scan, const fs::path& file) {
  const LabelOfPath labels = read_label_file(file);
  std::error_code ignored;
  const fs::path folder = fs::weakly_canonical(file, ignored).parent_path();
  std::vector<std::string> found;
  for (const auto& each : scan.files) found.push_back(find_label(labels, each.path, scan.root, folder));
  const bool none = std::ranges::all_of(found, [](const std::string& label) { return label.empty(); });
  if (none && !found.empty()) {
    throw Error(ErrorKind::kUsage, file.string(), "labels none of the files",
                "its paths must be absolute or relative to " + to_utf8(scan.root.string()));
  }
  return found;
}

std::string folder_name(const audio::Scan& scan, const fs::path& path) {
  return to_utf8((scan.root / path).parent_path().filename().string());
}

}  // namespace

std::vector<std::string> label_files(const audio::Scan& scan, std::string_view rule, const Workers& workers) {
  std::vector<std::string> labels(scan.files.size());
  if (rule == "none") return labels;
  if (rule != "folder" && rule != "tag") return labels_from_file(scan, fs::path(rule));
  workers.for_each(labels.size(), [&](std::size_t i) {
    const audio::ScannedFile& file = scan.files[i];
    if (rule == "folder") {
      labels[i] = folder_name(scan, file.path);
    } else {
      labels[i] = file.sheet ? file.sheet->tags.genre : audio::read_tags(scan.root / file.path).genre;
    }
  });
  return labels;
}

std::vector<std::string> distinct_labels(const std::vector<std::string>& labels) {
  std::vector<std::string> distinct = labels;
  std::ranges::sort(distinct);
  distinct.erase(std::ranges::unique(distinct).begin(), distinct.end());
  std::erase(distinct, std::string());
  return distinct;
}

}  // namespace mrec::features
