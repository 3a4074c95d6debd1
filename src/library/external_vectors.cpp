#include "mrec/library/external_vectors.h"

#include <charconv>
#include <cmath>
#include <fstream>
#include <string_view>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/utf8.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;

constexpr const char* kForm = "write path<TAB>number number ... a line";

[[noreturn]] void refuse(const fs::path& file, std::size_t line, const std::string& problem) {
  throw Error(ErrorKind::kFormat, file.string() + ": line " + std::to_string(line), problem, kForm);
}

/// Appends the finite numbers of a text, separated by blanks or tabs. False when something else is in it.
bool read_numbers(std::string_view text, std::vector<float>& numbers) {
  while (true) {
    const std::size_t start = text.find_first_not_of(" \t");
    if (start == std::string_view::npos) return true;
    text.remove_prefix(start);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || !std::isfinite(static_cast<float>(number))) return false;
    numbers.push_back(static_cast<float>(number));
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.empty() && text.front() != ' ' && text.front() != '\t') return false;
  }
}

}  // namespace

ExternalVectors::ExternalVectors(fs::path file) : file_(std::move(file)) {
  std::ifstream stream(file_, std::ios::binary);
  if (!stream)
    throw Error(ErrorKind::kIo, file_.string(), "cannot be read (" + system_error_text() + ")", kForm);
  std::vector<float> numbers;
  std::string line;
  for (std::size_t line_number = 1; std::getline(stream, line); ++line_number) {
    throw_if_interrupted();
    if (line_number == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty() && line.front() != '#') take(line, line_number, numbers);
  }
  if (stream.bad() || place_of_.empty()) {
    throw Error(ErrorKind::kFormat, file_.string(),
                stream.bad() ? "cannot be read to its end" : "holds no track", kForm);
  }
  const auto tracks = static_cast<Eigen::Index>(place_of_.size());
  rows_ =
      Eigen::Map<const Matrix>(numbers.data(), tracks, static_cast<Eigen::Index>(numbers.size()) / tracks);
}

void ExternalVectors::take(const std::string& line, std::size_t line_number, std::vector<float>& numbers) {
  const std::size_t tab = line.find('\t');
  const std::size_t before = numbers.size();
  const bool has_path = tab != std::string::npos && tab > 0;
  if (!has_path || !read_numbers(std::string_view(line).substr(tab), numbers) || numbers.size() == before) {
    refuse(file_, line_number, "is not a path, a tab and finite numbers");
  }
  const std::size_t of_line = numbers.size() - before;
  const std::size_t of_others = place_of_.empty() ? of_line : before / place_of_.size();
  if (of_line != of_others) {
    refuse(file_, line_number,
           "has " + std::to_string(of_line) + " numbers and those before it " + std::to_string(of_others));
  }
  const std::string path = line.substr(0, tab);
  if (!place_of_.try_emplace(path, static_cast<Eigen::Index>(place_of_.size())).second) {
    refuse(file_, line_number, "names " + to_utf8(path) + " again");
  }
}

std::vector<Eigen::Index> ExternalVectors::places_of(const std::vector<fs::path>& tracks) const {
  std::vector<Eigen::Index> places;
  for (const fs::path& track : tracks) {
    const auto place = place_of_.find(track.native());
    if (place == place_of_.end()) {
      throw Error(ErrorKind::kData, file_.string(), "has no line for " + to_utf8(track.string()),
                  "give every labelled track of the library its line, with the path as there");
    }
    places.push_back(place->second);
  }
  return places;
}

Matrix ExternalVectors::vectors_of(const std::vector<fs::path>& tracks) const {
  return rows_(places_of(tracks), Eigen::all);
}

Matrix ExternalVectors::distances_between(const std::vector<fs::path>& tracks) const {
  if (rows_.rows() != rows_.cols()) {
    throw Error(ErrorKind::kFormat, file_.string(),
                "has " + std::to_string(rows_.rows()) + " tracks and " + std::to_string(rows_.cols()) +
                    " numbers for each",
                "give the distances to all tracks in the order of the lines, or another --metric");
  }
  const std::vector<Eigen::Index> places = places_of(tracks);
  return rows_(places, places);
}

}  // namespace mrec::library
