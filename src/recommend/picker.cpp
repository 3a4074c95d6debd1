#include "picker.h"

namespace mrec::recommend {
namespace {

/// How soon a favourite has had its share.
constexpr double kExponent = 0.2;

}  // namespace

Picker::Picker(const Candidates& candidates)
    : candidates_(candidates), covered_(Eigen::ArrayXd::Zero(candidates.pulls.cols())), worth_(covered_) {
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
  if (!serves_all()) return;
  covered_ += pulls_of(candidate);
  worth_ = covered_.pow(kExponent);
}

Eigen::ArrayXd Picker::pulls_of(std::size_t candidate) const {
  return candidates_.pulls.row(static_cast<Eigen::Index>(candidate)).transpose().array().cast<double>();
}

double Picker::gain(std::size_t candidate) const {
  if (!serves_all()) return candidates_.standing[candidate];
  return ((covered_ + pulls_of(candidate)).pow(kExponent) - worth_).sum();
}

std::vector<double> Picker::gains(std::size_t candidate) const {
  std::vector<double> gains;
  if (serves_all()) {
    const Eigen::ArrayXd of_each = (covered_ + pulls_of(candidate)).pow(kExponent) - worth_;
    gains.assign(of_each.begin(), of_each.end());
    return gains;
  }
  const auto opinions = candidates_.opinions.col(static_cast<Eigen::Index>(candidate));
  const double lowest = static_cast<double>(opinions.minCoeff());
  for (const float opinion : opinions) gains.push_back(static_cast<double>(opinion) - lowest);
  return gains;
}

}  // namespace mrec::recommend
