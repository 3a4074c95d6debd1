#pragma once

#include <vector>

#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// Classes that have an example, ascending.
std::vector<int> present_classes(const Examples& examples);

/// Row numbers of the examples of one class, ascending.
std::vector<Eigen::Index> rows_of_class(const Examples& examples, int label);

/// What one example of the class counts.
double class_weight(const Examples& examples, int label);

}  // namespace mrec::classic
