#include "genre_profile.h"

#include <algorithm>

namespace mrec::recommend {

std::size_t most_probable(const Vector& probabilities) {
  return static_cast<std::size_t>(std::max_element(probabilities.begin(), probabilities.end()) -
                                  probabilities.begin());
}

GenreProfile::GenreProfile(const MatrixRef& probabilities)
    : by_genre_(static_cast<std::size_t>(probabilities.cols())) {
  weights_ = probabilities.cast<double>().colwise().mean();
  const double highest = weights_.maxCoeff();
  if (highest > 0) weights_ /= highest;
  for (Eigen::Index i = 0; i < probabilities.rows(); ++i) {
    by_genre_[most_probable(probabilities.row(i))].push_back(static_cast<std::size_t>(i));
    all_.push_back(static_cast<std::size_t>(i));
  }
}

double GenreProfile::match(const Vector& probabilities) const {
  return std::clamp(weights_.dot(probabilities.transpose().cast<double>()), 0.0, 1.0);
}

const std::vector<std::size_t>& GenreProfile::peers(std::size_t genre) const {
  return has(genre) ? by_genre_[genre] : all_;
}

}  // namespace mrec::recommend
