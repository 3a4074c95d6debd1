#pragma once

#include <vector>

#include "classic/svm_machine.h"
#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// Probability of the first class of a pair: 1 / (1 + exp(-(slope * decision + offset))).
struct PairSigmoid {
  float slope = 0;
  float offset = 0;
};

class SvmModel final : public VectorModel {
 public:
  /// One sigmoid a pair.
  SvmModel(SvmMachine machine, std::vector<PairSigmoid> sigmoids);

  Matrix log_probabilities(const MatrixRef& vectors) const override;
  std::vector<NamedTensor> state() const override;

 private:
  Eigen::RowVectorXd probabilities(const Eigen::Ref<const Eigen::RowVectorXf>& vector) const;

  SvmMachine machine_;
  std::vector<PairSigmoid> sigmoids_;
  std::vector<std::size_t> known_;
};

std::unique_ptr<VectorModel> load_svm(std::vector<NamedTensor> state, std::size_t dimensions,
                                      std::size_t classes);

}  // namespace mrec::classic
