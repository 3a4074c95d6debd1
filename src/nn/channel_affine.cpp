#include "mrec/nn/channel_affine.h"

#include <cassert>
#include <cmath>

namespace mrec::nn {

ChannelAffine ChannelAffine::fold(const NormStatistics& norm) {
  const std::size_t channels = norm.gamma.size();
  assert(norm.beta.size() == channels && norm.mean.size() == channels && norm.variance.size() == channels);
  ChannelAffine folded{.scale = Vector(static_cast<Eigen::Index>(channels)),
                       .shift = Vector(static_cast<Eigen::Index>(channels))};
  for (std::size_t c = 0; c < channels; ++c) {
    const double scale = norm.gamma[c] / std::sqrt(static_cast<double>(norm.variance[c]) + norm.epsilon);
    folded.scale[static_cast<Eigen::Index>(c)] = static_cast<float>(scale);
    folded.shift[static_cast<Eigen::Index>(c)] = static_cast<float>(norm.beta[c] - norm.mean[c] * scale);
  }
  return folded;
}

void ChannelAffine::apply(Eigen::Ref<Matrix> rows) const {
  rows.array().rowwise() *= scale.transpose().array();
  rows.array().rowwise() += shift.transpose().array();
}

}  // namespace mrec::nn
