#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/eval/verdict.h"

namespace mrec::eval {

/// Whether a probability means what it says. `log_probabilities` are (items x classes) under the rules of
/// verdicts_of(); a probability below 1e-45 of its row's largest counts as that much, so that no figure is
/// infinite. Truths are numbers of classes. All figures are 0 for no items.

/// The temperature T for which softmax(log p / T) has the least negative log-likelihood (Guo, Pleiss, Sun and
/// Weinberger 2017): above 1 where the model is surer than it is right. Lies from 0.05, which right verdicts
/// throughout lead to, to 20; 1 where the items cannot tell one temperature from another, and for none.
double best_temperature(const MatrixRef& log_probabilities, std::span<const int> truths);

/// log softmax(log p / T), normalised.
Matrix at_temperature(const MatrixRef& log_probabilities, double temperature);

/// Mean of -log(probability of the truth), in nats.
double negative_log_likelihood(const MatrixRef& log_probabilities, std::span<const int> truths);

/// Mean over the items of the squared distance between their probabilities and the truth's 1 among zeros, 0
/// to 2 (Brier 1950).
double brier_score(const MatrixRef& log_probabilities, std::span<const int> truths);

/// The verdicts whose confidence is in one bin.
struct ReliabilityBin {
  double mean_confidence = 0;  ///< 0 for an empty bin, and so is the accuracy
  double accuracy = 0;
  std::size_t count = 0;
};

/// The verdicts by confidence, in bins of equal width: bin i of n holds those above i/n, up to (i + 1)/n.
std::vector<ReliabilityBin> reliability_curve(std::span<const Verdict> verdicts, std::size_t bins = 15);

/// Expected calibration error: mean over the items of their bin's |accuracy - mean confidence| (Guo et al.).
double expected_calibration_error(std::span<const ReliabilityBin> curve);

}  // namespace mrec::eval
