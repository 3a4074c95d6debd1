#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mrec/genre/dataset.h"

namespace mrec::genre {

/// The genres of a label, which ";" divides, without spaces around them, each once, sorted. At least one,
/// maybe the whole label.
std::vector<std::string> genres_of_label(std::string_view label);

/// Numbers genres in the order of their names and gives every track those of its label; `labels` are in the
/// order of the rows.
void number_genres(Dataset& dataset, const std::vector<std::string>& labels);

}  // namespace mrec::genre
