#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mrec/eval/metrics.h"

namespace mrec::cli {

/// Characters of the widest name, at least `least`.
std::size_t widest(const std::vector<std::string>& names, std::size_t least);

/// A genre's name as tables have it: names are of foreign tags, which may be long and hold escape codes.
std::string name_for_table(const std::string& genre);
std::vector<std::string> names_for_tables(const std::vector<std::string>& genres);

/// Counts with the genres' names around them; rows are the truth.
std::string confusion_text(const std::vector<std::string>& genres, const eval::ConfusionMatrix& matrix);

}  // namespace mrec::cli
