#include "classic/one_against_rest.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <string>

#include "classic/state.h"

namespace mrec::classic {
namespace {

std::string prefix_of(std::size_t judge) {
  return "class" + std::to_string(judge) + ".";
}

/// A judge that knew one side only is certain; nobody should be.
double bounded(double log_probability) {
  constexpr double kLeast = 1e-7;
  return std::clamp(log_probability, std::log(kLeast), std::log1p(-kLeast));
}

std::vector<NamedTensor> take_judge(std::vector<NamedTensor>& state, std::size_t judge) {
  const std::string prefix = prefix_of(judge);
  const auto own = std::stable_partition(state.begin(), state.end(), [&](const NamedTensor& tensor) {
    return !tensor.name.starts_with(prefix);
  });
  std::vector<NamedTensor> taken(std::make_move_iterator(own), std::make_move_iterator(state.end()));
  state.erase(own, state.end());
  for (NamedTensor& tensor : taken) tensor.name.erase(0, prefix.size());
  return taken;
}

}  // namespace

Matrix OneAgainstRest::log_probabilities(const MatrixRef& vectors) const {
  Matrix result(vectors.rows(), std::ssize(judges_));
  for (std::size_t label = 0; label < judges_.size(); ++label) {
    const Matrix both = judges_[label]->log_probabilities(vectors);
    assert(both.cols() == 2);
    for (Eigen::Index i = 0; i < vectors.rows(); ++i) {
      result(i, static_cast<Eigen::Index>(label)) =
          static_cast<float>(bounded(static_cast<double>(both(i, 1))));
    }
  }
  return result;
}

std::vector<NamedTensor> OneAgainstRest::state() const {
  std::vector<NamedTensor> all;
  for (std::size_t label = 0; label < judges_.size(); ++label) {
    for (NamedTensor& tensor : judges_[label]->state()) {
      tensor.name.insert(0, prefix_of(label));
      all.push_back(std::move(tensor));
    }
  }
  return all;
}

std::unique_ptr<VectorModel> load_one_against_rest(
    std::vector<NamedTensor> state, std::size_t classes,
    const std::function<std::unique_ptr<VectorModel>(std::vector<NamedTensor>)>& load) {
  OneAgainstRest::Judges judges;
  for (std::size_t label = 0; label < classes; ++label) judges.push_back(load(take_judge(state, label)));
  StateReader(std::move(state)).finish();
  return std::make_unique<OneAgainstRest>(std::move(judges));
}

}  // namespace mrec::classic
