#include "picker.h"

#include <cmath>
#include <numeric>

namespace mrec::recommend {
namespace {

/// How soon a favourite has had its share.
constexpr double kExponent = 0.2;

}  // namespace

Picker::Picker(const Candidates& candidates)
    : candidates_(candidates), covered_(static_cast<std::size_t>(candidates.pulls.rows())) {
  for (std::size_t i = 0; i < candidates.places.size(); ++i) put_back(i);
}

std::optional<std::size_t> Picker::next() {
  while (!offers_.empty()) {
    Offer offer = offers_.top();
    offers_.pop();
    if (!serves_all() || offer.at_length == length_) return offer.candidate;
    offer = {.gain = gain(offer.candidate), .candidate = offer.candidate, .at_length = length_};
    offers_.push(offer);
  }
  return std::nullopt;
}

void Picker::put_back(std::size_t candidate) {
  offers_.push({.gain = gain(candidate), .candidate = candidate, .at_length = length_});
}

void Picker::take(std::size_t candidate) {
  ++length_;
  for (std::size_t f = 0; f < covered_.size(); ++f) {
    covered_[f] += static_cast<double>(
        candidates_.pulls(static_cast<Eigen::Index>(f), static_cast<Eigen::Index>(candidate)));
  }
}

double Picker::gain(std::size_t candidate) const {
  if (!serves_all()) return candidates_.standing[candidate];
  const std::vector<double> of_each = gains(candidate);
  return std::accumulate(of_each.begin(), of_each.end(), 0.0);
}

std::vector<double> Picker::gains(std::size_t candidate) const {
  const auto column = static_cast<Eigen::Index>(candidate);
  std::vector<double> gains;
  if (!serves_all()) {
    const auto opinions = candidates_.opinions.col(column);
    const double lowest = static_cast<double>(opinions.minCoeff());
    for (const float opinion : opinions) gains.push_back(static_cast<double>(opinion) - lowest);
    return gains;
  }
  for (std::size_t f = 0; f < covered_.size(); ++f) {
    const auto pull = static_cast<double>(candidates_.pulls(static_cast<Eigen::Index>(f), column));
    gains.push_back(std::pow(covered_[f] + pull, kExponent) - std::pow(covered_[f], kExponent));
  }
  return gains;
}

}  // namespace mrec::recommend
