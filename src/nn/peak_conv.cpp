#include "mrec/nn/peak_conv.h"

#include <cassert>
#include <utility>

namespace mrec::nn {

PeakConv::PeakConv(PictureKernel kernel, ChannelAffine norm)
    : kernel_(std::move(kernel)), norm_(std::move(norm)) {}

void PeakConv::infer(const MatrixRef& picture, Eigen::Ref<Matrix> peaks) const {
  const Eigen::Index places = picture.cols() - kernel_.frequency + 1;
  const Eigen::Index before = (kernel_.time - 1) / 2;
  assert(places >= 1 && peaks.rows() == picture.rows() && peaks.cols() == kernel_.filters);
  Matrix padded = Matrix::Zero(picture.rows() + kernel_.time - 1, picture.cols());
  padded.middleRows(before, picture.rows()) = picture;
  const Eigen::Map<const Matrix> weights(kernel_.weights.data(), kernel_.time * kernel_.frequency,
                                         kernel_.filters);
  const Eigen::Map<const Vector> bias(kernel_.bias.data(), kernel_.filters);
  Matrix windows(places, kernel_.time * kernel_.frequency);
  for (Eigen::Index t = 0; t < picture.rows(); ++t) {
    for (Eigen::Index place = 0; place < places; ++place) {
      for (int i = 0; i < kernel_.time; ++i) {
        windows.row(place).segment(i * kernel_.frequency, kernel_.frequency) =
            padded.row(t + i).segment(place, kernel_.frequency);
      }
    }
    Matrix maps = windows * weights;
    maps.rowwise() += bias.transpose();
    maps = maps.cwiseMax(0.0F);
    norm_.apply(maps);
    peaks.row(t) = maps.colwise().maxCoeff();
  }
}

}  // namespace mrec::nn
