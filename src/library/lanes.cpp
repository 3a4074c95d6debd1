#include "mrec/library/lanes.h"

namespace mrec::library {

std::vector<float> to_lanes(const MatrixRef& rows) {
  const auto tracks = static_cast<std::size_t>(rows.rows());
  const auto width = static_cast<std::size_t>(rows.cols());
  std::vector<float> lanes(blocks_of(tracks) * width * kLanes);
  for (std::size_t track = 0; track < tracks; ++track) {
    const float* row = rows.row(static_cast<Eigen::Index>(track)).data();
    float* lane = lanes.data() + track / kLanes * width * kLanes + track % kLanes;
    for (std::size_t i = 0; i < width; ++i) lane[i * kLanes] = row[i];
  }
  return lanes;
}

}  // namespace mrec::library
