#include "mrec/eval/calibration.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "eval/relative_logarithms.h"

namespace mrec::eval {
namespace {

/// Bounds of the inverse temperature, 1/20 and 1/0.05.
constexpr double kLeastInverse = 0.05;
constexpr double kGreatestInverse = 20;

/// Derivatives of the summed loss by the inverse temperature; the loss is convex in it.
struct LossShape {
  double slope = 0;
  double curvature = 0;
};

LossShape loss_shape(const LogMatrix& logs, std::span<const int> truths, double inverse) {
  LossShape sum;
  Eigen::ArrayXd weights(logs.cols());
  for (Eigen::Index i = 0; i < logs.rows(); ++i) {
    const auto row = logs.row(i).transpose();
    weights = (inverse * row).exp();
    weights /= weights.sum();
    const double mean = (weights * row).sum();
    sum.slope += mean - row[truths[static_cast<std::size_t>(i)]];
    sum.curvature += (weights * (row - mean).square()).sum();
  }
  return sum;
}

void check_truths([[maybe_unused]] const MatrixRef& log_probabilities,
                  [[maybe_unused]] std::span<const int> truths) {
  assert(static_cast<std::size_t>(log_probabilities.rows()) == truths.size());
  assert(
      std::ranges::all_of(truths, [&](int truth) { return truth >= 0 && truth < log_probabilities.cols(); }));
}

}  // namespace

double best_temperature(const MatrixRef& log_probabilities, std::span<const int> truths) {
  check_truths(log_probabilities, truths);
  const LogMatrix logs = relative_logarithms(log_probabilities);
  double inverse = 1;
  LossShape shape = loss_shape(logs, truths, inverse);
  if (shape.slope == 0) return 1;
  if (loss_shape(logs, truths, kLeastInverse).slope >= 0) return 1 / kLeastInverse;
  if (loss_shape(logs, truths, kGreatestInverse).slope <= 0) return 1 / kGreatestInverse;
  double low = kLeastInverse;
  double high = kGreatestInverse;
  // Newton's steps where they stay within the bounds, halving where they do not.
  constexpr int kMostSteps = 100;
  for (int step = 0; step < kMostSteps && high - low > 1e-12; ++step) {
    (shape.slope > 0 ? high : low) = inverse;
    const double newton = inverse - shape.slope / shape.curvature;
    const double next = newton > low && newton < high ? newton : (low + high) / 2;
    if (std::abs(next - inverse) <= 1e-12 * inverse) break;
    inverse = next;
    shape = loss_shape(logs, truths, inverse);
  }
  return 1 / inverse;
}

Matrix at_temperature(const MatrixRef& log_probabilities, double temperature) {
  assert(temperature > 0);
  LogMatrix logs = relative_logarithms(log_probabilities) / temperature;
  if (logs.size() > 0) logs.colwise() -= logs.exp().rowwise().sum().log().eval();
  return logs.matrix().cast<float>();
}

double negative_log_likelihood(const MatrixRef& log_probabilities, std::span<const int> truths) {
  check_truths(log_probabilities, truths);
  if (truths.empty()) return 0;
  const LogMatrix logs = relative_logarithms(log_probabilities);
  double sum = 0;
  for (Eigen::Index i = 0; i < logs.rows(); ++i) {
    sum += std::log(logs.row(i).exp().sum()) - logs(i, truths[static_cast<std::size_t>(i)]);
  }
  return sum / static_cast<double>(truths.size());
}

double brier_score(const MatrixRef& log_probabilities, std::span<const int> truths) {
  check_truths(log_probabilities, truths);
  if (truths.empty()) return 0;
  LogMatrix probabilities = relative_logarithms(log_probabilities).exp();
  probabilities.colwise() /= probabilities.rowwise().sum().eval();
  for (std::size_t i = 0; i < truths.size(); ++i) probabilities(static_cast<Eigen::Index>(i), truths[i]) -= 1;
  return probabilities.square().sum() / static_cast<double>(truths.size());
}

std::vector<ReliabilityBin> reliability_curve(std::span<const Verdict> verdicts, std::size_t bins) {
  assert(bins > 0);
  std::vector<ReliabilityBin> curve(bins);
  for (const Verdict& verdict : verdicts) {
    assert(verdict.confidence >= 0 && verdict.confidence <= 1);
    const double place = std::ceil(verdict.confidence * static_cast<double>(bins)) - 1;
    ReliabilityBin& bin = curve[static_cast<std::size_t>(std::max(0.0, place))];
    ++bin.count;
    bin.mean_confidence += verdict.confidence;
    bin.accuracy += verdict.right ? 1 : 0;
  }
  for (ReliabilityBin& bin : curve) {
    if (bin.count == 0) continue;
    bin.mean_confidence /= static_cast<double>(bin.count);
    bin.accuracy /= static_cast<double>(bin.count);
  }
  return curve;
}

double expected_calibration_error(std::span<const ReliabilityBin> curve) {
  double sum = 0;
  double items = 0;
  for (const ReliabilityBin& bin : curve) {
    const auto count = static_cast<double>(bin.count);
    sum += count * std::abs(bin.accuracy - bin.mean_confidence);
    items += count;
  }
  return items == 0 ? 0 : sum / items;
}

}  // namespace mrec::eval
