#pragma once

#include <vector>

#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// The examples themselves.
class KnnModel final : public VectorModel {
 public:
  struct Parts {
    Matrix columns;              ///< the examples' unit vectors, (numbers x examples)
    std::vector<int> labels;     ///< one an example
    std::vector<float> weights;  ///< of a vote, one a class, not negative, 0 for a class without examples
    int neighbours = 1;          ///< that vote, at most the number of examples
  };

  explicit KnnModel(Parts parts);

  Matrix log_probabilities(const MatrixRef& vectors) const override;
  std::vector<NamedTensor> state() const override;

 private:
  Eigen::RowVectorXd shares(const Eigen::Ref<const Eigen::RowVectorXf>& unit_vector) const;

  Parts parts_;
  Eigen::RowVectorXd chance_;  ///< the vote that is spread over the classes
};

std::unique_ptr<VectorModel> load_knn(std::vector<NamedTensor> state, std::size_t dimensions,
                                      std::size_t classes);

}  // namespace mrec::classic
