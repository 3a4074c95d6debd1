#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::library {

/// Numbers that another program gives of tracks: a TSV file "path<TAB>number number ..." (docs/formats.md).
class ExternalVectors {
 public:
  /// Throws Error{kIo, kFormat} with the line that is not path, tab and finite numbers, that has not as many
  /// as the first, or names a path again.
  explicit ExternalVectors(std::filesystem::path file);

  Eigen::Index dimensions() const { return rows_.cols(); }

  /// The rows of these tracks. Throws Error{kData} for a track without a line.
  Matrix vectors_of(const std::vector<std::filesystem::path>& tracks) const;

  /// The same with a line being the distances to the tracks of all lines in their order: (tracks x tracks).
  /// Throws Error{kFormat} when there are not as many numbers as lines.
  Matrix distances_between(const std::vector<std::filesystem::path>& tracks) const;

 private:
  void take(const std::string& line, std::size_t line_number, std::vector<float>& numbers);
  std::vector<Eigen::Index> places_of(const std::vector<std::filesystem::path>& tracks) const;

  std::filesystem::path file_;
  std::map<std::string, Eigen::Index> place_of_;
  Matrix rows_;
};

}  // namespace mrec::library
