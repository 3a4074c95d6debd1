#include "mrec/nn/adam.h"

#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "mrec/core/error.h"
#include "nn/adam_kernels.h"

namespace mrec::nn {
namespace {

constexpr const char* kStepsName = "steps";
/// From here on float32 knows no next number.
constexpr float kMostSteps = 0x1p24F;

std::string first_name(std::size_t parameter) {
  return "first." + std::to_string(parameter);
}

std::string second_name(std::size_t parameter) {
  return "second." + std::to_string(parameter);
}

NamedTensor as_tensor(std::string name, const std::vector<float>& values) {
  return {.name = std::move(name), .shape = {static_cast<std::int64_t>(values.size())}, .values = values};
}

/// Takes tensors out of a state by their names.
class StateReader {
 public:
  explicit StateReader(const std::vector<NamedTensor>& state) {
    for (const NamedTensor& tensor : state) left_.emplace(tensor.name, &tensor);
  }

  const std::vector<float>& take(const std::string& name, std::size_t size) {
    const auto found = left_.find(name);
    if (found == left_.end()) fail(name, "is missing");
    const std::vector<float>& values = found->second->values;
    if (values.size() != size) fail(name, "has another size than the network's array");
    left_.erase(found);
    return values;
  }

  int take_steps() {
    const float steps = take(kStepsName, 1)[0];
    if (!(steps >= 0 && steps <= kMostSteps && std::trunc(steps) == steps)) {
      fail(kStepsName, "is no number of steps");
    }
    return static_cast<int>(steps);
  }

  void expect_empty() const {
    if (!left_.empty()) fail(left_.begin()->first, "belongs to no array of the network");
  }

 private:
  [[noreturn]] static void fail(std::string_view name, const char* what) {
    throw Error(ErrorKind::kFormat, "Adam's " + std::string(name), what, "start the training anew");
  }

  std::map<std::string_view, const NamedTensor*> left_;
};

}  // namespace

void Adam::step(const std::vector<Parameter*>& parameters) {
  ++steps_;
  const double first_left = 1.0 - std::pow(static_cast<double>(options_.beta1), steps_);
  const double second_left = 1.0 - std::pow(static_cast<double>(options_.beta2), steps_);
  AdamStep step{.rate = static_cast<float>(options_.learning_rate * std::sqrt(second_left) / first_left),
                .beta1 = options_.beta1,
                .beta2 = options_.beta2,
                .epsilon = options_.epsilon};
  moments_.resize(parameters.size());
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    Parameter& parameter = *parameters[p];
    auto& [first, second] = moments_[p];
    first.resize(parameter.gradient.size());
    second.resize(parameter.gradient.size());
    if (parameter.gradient.empty()) continue;
    step.decay = parameter.shape.size() >= 2 ? options_.learning_rate * options_.weight_decay : 0.0F;
    adam_step(step, parameter.gradient, first, second, parameter.values);
  }
}

std::vector<NamedTensor> Adam::state() const {
  std::vector<NamedTensor> state{as_tensor(kStepsName, {static_cast<float>(steps_)})};
  for (std::size_t p = 0; p < moments_.size(); ++p) {
    if (moments_[p].first.empty()) continue;
    state.push_back(as_tensor(first_name(p), moments_[p].first));
    state.push_back(as_tensor(second_name(p), moments_[p].second));
  }
  return state;
}

void Adam::load_state(const std::vector<NamedTensor>& state, const std::vector<Parameter*>& parameters) {
  StateReader reader(state);
  const int steps = reader.take_steps();
  std::vector<Moments> moments(steps > 0 ? parameters.size() : 0);
  for (std::size_t p = 0; p < moments.size(); ++p) {
    const std::size_t size = parameters[p]->gradient.size();
    if (size == 0) continue;
    moments[p] = {.first = reader.take(first_name(p), size), .second = reader.take(second_name(p), size)};
  }
  reader.expect_empty();
  steps_ = steps;
  moments_ = std::move(moments);
}

}  // namespace mrec::nn
