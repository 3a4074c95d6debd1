#include "mrec/genre/classifier.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::genre {
namespace {

/// The smallest probability that is told from none, so that its logarithm is finite.
constexpr float kLeast = 1e-30F;

Vector softmax(const Vector& log_probability) {
  const Vector weights = (log_probability.array() - log_probability.maxCoeff()).exp();
  return weights / weights.sum();
}

Vector sigmoid(const Vector& logit) {
  return (1 + (-logit.array()).exp()).inverse();
}

/// Undoes joint_probabilities(), to bring a temperature in.
Vector scores_of(const Vector& probabilities, bool multi_label) {
  const auto p = probabilities.array().max(kLeast);
  if (!multi_label) return p.log();
  return p.log() - (1 - probabilities.array()).max(kLeast).log();
}

/// Sums of numbers that were finite, by weights that are damaged.
TrackVerdict finite(TrackVerdict verdict) {
  if (verdict.probabilities.allFinite() && verdict.embedding.allFinite()) return verdict;
  throw Error(ErrorKind::kData, "the model", "gives numbers that are not finite",
              "train it again, with a lower learning rate");
}

}  // namespace

Vector joint_probabilities(const Matrix& scores, bool multi_label, double temperature) {
  const Vector mean = scores.colwise().mean() / static_cast<float>(temperature);
  return multi_label ? sigmoid(mean) : softmax(mean);
}

std::size_t most_probable(std::span<const float> scores) {
  return static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());
}

Classifier::Classifier(ClassifierDesign design, std::vector<Member> members)
    : design_(std::move(design)), members_(std::move(members)) {
  assert(!members_.empty());
}

std::vector<TrackInput> Classifier::inputs() const {
  std::vector<TrackInput> inputs;
  for (const Member& member : members_) {
    if (std::ranges::find(inputs, member.design().input) == inputs.end())
      inputs.push_back(member.design().input);
  }
  return inputs;
}

bool Classifier::can_judge(const features::TrackFeatures& track) const {
  return std::ranges::all_of(members_,
                             [&](const Member& member) { return has_input(track, member.design().input); });
}

features::Wanted Classifier::wanted() const {
  const bool needs_chunks = std::ranges::any_of(members_, [](const Member& member) {
    return wanted_for(member.design().input) == features::Wanted::kAll;
  });
  return needs_chunks ? features::Wanted::kAll : features::Wanted::kAllButChunks;
}

TrackVerdict Classifier::judge(const InputOf& input_of, const Workers& workers) const {
  TrackVerdict verdict;
  const double temperature = design_.calibration.temperature;
  Vector blend = Vector::Zero(static_cast<Eigen::Index>(design_.genres.size()));
  double weights = 0;
  for (const Member& member : members_) {
    Prediction prediction = member.predict(input_of(member.design().input), design_.multi_label, workers);
    if (&member == &members_.front()) verdict.embedding = prediction.embeddings.colwise().mean();
    if (members_.size() == 1) {
      verdict.probabilities = joint_probabilities(prediction.scores, design_.multi_label, temperature);
      if (!is_vector(member.design().input)) verdict.scores = std::move(prediction.scores);
      return finite(std::move(verdict));
    }
    const auto weight = static_cast<float>(member.design().weight);
    blend += weight * joint_probabilities(prediction.scores, design_.multi_label);
    weights += weight;
  }
  blend /= static_cast<float>(weights);
  const Matrix scores = scores_of(blend, design_.multi_label).transpose();
  verdict.probabilities = joint_probabilities(scores, design_.multi_label, temperature);
  return finite(std::move(verdict));
}

TrackVerdict Classifier::judge(const features::TrackFeatures& track, const Workers& workers) const {
  return judge(
      [&](TrackInput input) {
        if (!has_input(track, input)) {
          throw Error(ErrorKind::kData, to_utf8(track.path.string()),
                      std::string("has no ") + (input == TrackInput::kEmbedding ? "embedding" : "chunks") +
                          ", which the model judges by",
                      "extract it again");
        }
        return InputMaker(input, design_.features).make(track);
      },
      workers);
}

}  // namespace mrec::genre
