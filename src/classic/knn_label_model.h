#pragma once

#include <vector>

#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// The examples themselves, each with the classes that it has.
class KnnLabelModel final : public VectorModel {
 public:
  struct Parts {
    Matrix columns;              ///< the examples' unit vectors, (numbers x examples)
    Matrix targets;              ///< (examples x classes), 1 or 0
    std::vector<float> weights;  ///< above 0: of a vote for the class
    std::vector<float> priors;   ///< share of one more vote that is for the class, above 0 and below 1
    int neighbours = 1;          ///< that vote, at most the number of examples
  };

  explicit KnnLabelModel(Parts parts);

  Matrix log_probabilities(const MatrixRef& vectors) const override;
  std::vector<NamedTensor> state() const override;

 private:
  Parts parts_;
};

std::unique_ptr<VectorModel> load_knn_labels(std::vector<NamedTensor> state, std::size_t dimensions,
                                             std::size_t classes);

}  // namespace mrec::classic
