#include "classic/class_counts.h"

#include <cassert>

namespace mrec::classic {

std::vector<int> present_classes(const Examples& examples) {
  assert(!examples.labels.empty());
  assert(static_cast<std::size_t>(examples.vectors.rows()) == examples.labels.size());
  std::vector<char> seen(static_cast<std::size_t>(examples.classes));
  for (const int label : examples.labels) {
    assert(label >= 0 && label < examples.classes);
    seen[static_cast<std::size_t>(label)] = 1;
  }
  std::vector<int> present;
  for (int label = 0; label < examples.classes; ++label) {
    if (seen[static_cast<std::size_t>(label)] != 0) present.push_back(label);
  }
  return present;
}

std::vector<Eigen::Index> rows_of_class(const Examples& examples, int label) {
  std::vector<Eigen::Index> rows;
  for (std::size_t i = 0; i < examples.labels.size(); ++i) {
    if (examples.labels[i] == label) rows.push_back(static_cast<Eigen::Index>(i));
  }
  return rows;
}

double class_weight(const Examples& examples, int label) {
  if (examples.class_weights.empty()) return 1;
  assert(examples.class_weights.size() == static_cast<std::size_t>(examples.classes));
  return examples.class_weights[static_cast<std::size_t>(label)];
}

}  // namespace mrec::classic
