#include "mrec/eval/metrics.h"

#include <cassert>
#include <numeric>

namespace mrec::eval {
namespace {

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::size_t ConfusionMatrix::truths(std::size_t truth) const {
  const auto row = counts_.begin() + static_cast<std::ptrdiff_t>(truth * classes_);
  return std::accumulate(row, row + static_cast<std::ptrdiff_t>(classes_), std::size_t{0});
}

std::size_t ConfusionMatrix::verdicts(std::size_t verdict) const {
  std::size_t sum = 0;
  for (std::size_t truth = 0; truth < classes_; ++truth) sum += count(truth, verdict);
  return sum;
}

std::size_t ConfusionMatrix::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::size_t{0});
}

std::size_t ConfusionMatrix::hits() const {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < classes_; ++i) sum += count(i, i);
  return sum;
}

double ConfusionMatrix::accuracy() const {
  return share(hits(), total());
}

double ConfusionMatrix::precision(std::size_t of) const {
  return share(count(of, of), verdicts(of));
}

double ConfusionMatrix::recall(std::size_t of) const {
  return share(count(of, of), truths(of));
}

double ConfusionMatrix::f1(std::size_t of) const {
  return share(2 * count(of, of), truths(of) + verdicts(of));
}

double ConfusionMatrix::macro_recall() const {
  double sum = 0;
  std::size_t seen = 0;
  for (std::size_t of = 0; of < classes_; ++of) {
    sum += recall(of);
    seen += truths(of) > 0 ? 1 : 0;
  }
  return seen == 0 ? 0 : sum / static_cast<double>(seen);
}

double ConfusionMatrix::macro_f1() const {
  double sum = 0;
  std::size_t seen = 0;
  for (std::size_t of = 0; of < classes_; ++of) {
    sum += f1(of);
    seen += truths(of) + verdicts(of) > 0 ? 1 : 0;
  }
  return seen == 0 ? 0 : sum / static_cast<double>(seen);
}

ConfusionMatrix confusion(std::span<const int> truth, std::span<const int> verdict, std::size_t classes) {
  assert(truth.size() == verdict.size());
  ConfusionMatrix matrix(classes);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    matrix.add(static_cast<std::size_t>(truth[i]), static_cast<std::size_t>(verdict[i]));
  }
  return matrix;
}

}  // namespace mrec::eval
