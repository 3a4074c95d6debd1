#include "mrec/classic/knn.h"

#include <algorithm>
#include <utility>

#include "classic/class_counts.h"
#include "classic/knn_label_model.h"
#include "classic/knn_model.h"
#include "classic/label_counts.h"
#include "classic/neighbours.h"
#include "mrec/core/error.h"

namespace mrec::classic {

void KnnOptions::validate() const {
  if (neighbours >= 1) return;
  throw Error(ErrorKind::kUsage, "--neighbours", "is out of range",
              "give a whole number from 1 on, such as 5");
}

std::unique_ptr<VectorModel> learn_knn(const Examples& examples, const KnnOptions& options) {
  options.validate();
  std::vector<float> weights(static_cast<std::size_t>(examples.classes));
  for (const int label : present_classes(examples)) {
    weights[static_cast<std::size_t>(label)] = static_cast<float>(class_weight(examples, label));
  }
  const auto most = static_cast<int>(examples.labels.size());
  return std::make_unique<KnnModel>(
      KnnModel::Parts{.columns = unit_rows(examples.vectors).transpose(),
                      .labels = {examples.labels.begin(), examples.labels.end()},
                      .weights = std::move(weights),
                      .neighbours = std::min(options.neighbours, most)});
}

std::unique_ptr<VectorModel> learn_knn(const LabelExamples& examples, const KnnOptions& options) {
  options.validate();
  const LabelCounts counts = count_labels(examples);
  std::vector<float> weights;
  std::vector<float> priors;
  for (Eigen::Index label = 0; label < examples.targets.cols(); ++label) {
    weights.push_back(static_cast<float>(positive_weight(examples, label)));
    priors.push_back(static_cast<float>(prior_share(examples, counts, label)));
  }
  return std::make_unique<KnnLabelModel>(
      KnnLabelModel::Parts{.columns = unit_rows(examples.vectors).transpose(),
                           .targets = examples.targets,
                           .weights = std::move(weights),
                           .priors = std::move(priors),
                           .neighbours = std::min(options.neighbours, static_cast<int>(counts.all))});
}

}  // namespace mrec::classic
