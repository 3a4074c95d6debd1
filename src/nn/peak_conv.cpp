#include "mrec/nn/peak_conv.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <span>

#include "nn/filter_spectra.h"
#include "nn/spectral_kernels.h"

namespace mrec::nn {
namespace {

std::size_t size_of(int count) {
  return static_cast<std::size_t>(count);
}

std::span<const float> numbers_of(const Matrix& matrix) {
  return {matrix.data(), static_cast<std::size_t>(matrix.size())};
}

/// What comes behind the convolution falls where the norm's scale is negative: there the least number becomes
/// the greatest, which is the greatest of the filter with its sign changed.
Vector signs_of(const ChannelAffine& norm) {
  return norm.scale.unaryExpr([](float scale) { return scale < 0 ? -1.0F : 1.0F; });
}

Matrix with_signs(const PictureKernel& kernel, const Vector& signs) {
  const Eigen::Map<const Matrix> weights(kernel.weights.data(), kernel.time * kernel.frequency,
                                         kernel.filters);
  return weights.array().rowwise() * signs.transpose().array();
}

}  // namespace

struct PeakConv::Prepared {
  PictureShape picture;
  int time = 1;  ///< of the kernel
  bool along_time = false;
  std::size_t places = 0;  ///< of a line's correlation that count
  FilterSpectra spectra;
  Vector signs;
  Vector bias;
  ChannelAffine norm;

  Eigen::Index before() const { return (time - 1) / 2; }

  /// Raw maxima of all filters of a group, [frame][kFilterGroup].
  using GroupPeaks = std::vector<float>;

  void correlate_along_time(const MatrixRef& frames, Eigen::Ref<Matrix> peaks) const;
  void correlate_along_frequency(const MatrixRef& frames, Eigen::Ref<Matrix> peaks) const;
  void take(const GroupPeaks& found, std::size_t group, Eigen::Ref<Matrix> peaks) const;
};

void PeakConv::Prepared::take(const GroupPeaks& found, std::size_t group, Eigen::Ref<Matrix> peaks) const {
  const auto first = static_cast<Eigen::Index>(group * kFilterGroup);
  const Eigen::Index filters = std::min<Eigen::Index>(kFilterGroup, peaks.cols() - first);
  const Eigen::Map<const Matrix> all(found.data(), picture.time, kFilterGroup);
  peaks.middleCols(first, filters) = all.leftCols(filters);
}

/// The lines are the bands; with an odd number of them the last one's partner is the first once more.
void PeakConv::Prepared::correlate_along_time(const MatrixRef& frames, Eigen::Ref<Matrix> peaks) const {
  const Eigen::Index half = (frames.cols() + 1) / 2;
  Matrix lines = Matrix::Zero(frames.rows() + time - 1, 2 * half);
  lines.block(before(), 0, frames.rows(), frames.cols()) = frames;
  if (frames.cols() < 2 * half) lines.col(2 * half - 1) = lines.col(0);
  const LinePairs pairs{.count = static_cast<std::size_t>(half), .apart = static_cast<std::size_t>(half)};
  TransformMemory memory(spectra.plan);
  LineSpectra of_lines(spectra.plan, pairs.count);
  transform_lines(spectra.plan, {.values = numbers_of(lines), .width = 2 * pairs.apart}, pairs, memory,
                  of_lines);
  GroupPeaks found(places * kFilterGroup);
  for (std::size_t group = 0; group < spectra.groups; ++group) {
    peaks_over_lines(spectra, group, of_lines,
                     {.places = places, .pairs = pairs.count, .peaks = found.data()}, memory);
    take(found, group, peaks);
  }
}

/// The lines are the frames, of which each filter looks at several.
void PeakConv::Prepared::correlate_along_frequency(const MatrixRef& frames, Eigen::Ref<Matrix> peaks) const {
  const Eigen::Index half = (frames.rows() + 1) / 2;
  Matrix lines = Matrix::Zero(frames.cols(), 2 * half + time - 1);
  lines.middleCols(before(), frames.rows()) = frames.transpose();
  LinePairs pairs{.count = static_cast<std::size_t>(half) + spectra.taps - 1,
                  .apart = static_cast<std::size_t>(half)};
  TransformMemory memory(spectra.plan);
  LineSpectra of_lines(spectra.plan, pairs.count);
  transform_lines(spectra.plan,
                  {.values = numbers_of(lines), .width = static_cast<std::size_t>(lines.cols())}, pairs,
                  memory, of_lines);
  pairs.count = pairs.apart;
  GroupPeaks found(2 * pairs.count * kFilterGroup);
  for (std::size_t group = 0; group < spectra.groups; ++group) {
    peaks_over_places(spectra, group, of_lines, {.places = places, .lines = pairs, .peaks = found.data()},
                      memory);
    take(found, group, peaks);
  }
}

PeakConv::PeakConv(const PictureKernel& kernel, const ChannelAffine& norm, PictureShape picture)
    : prepared_(std::make_unique<Prepared>()) {
  assert(kernel.frequency <= picture.frequency);
  Prepared& made = *prepared_;
  made.picture = picture;
  made.time = kernel.time;
  made.along_time = kernel.frequency == 1;
  made.signs = signs_of(norm);
  made.bias = Eigen::Map<const Vector>(kernel.bias.data(), kernel.filters);
  made.norm = norm;
  const Matrix weights = with_signs(kernel, made.signs);
  const int line = made.along_time ? picture.time + kernel.time - 1 : picture.frequency;
  const int window = made.along_time ? kernel.time : kernel.frequency;
  made.places = size_of(line - window + 1);
  // With one band [time][frequency][filter] is [frequency][time][filter] too.
  made.spectra = FilterSpectra::of({.taps = size_of(made.along_time ? 1 : kernel.time),
                                    .places = size_of(window),
                                    .filters = size_of(kernel.filters),
                                    .weights = numbers_of(weights)},
                                   size_of(line));
}

PeakConv::~PeakConv() = default;
PeakConv::PeakConv(PeakConv&&) noexcept = default;
PeakConv& PeakConv::operator=(PeakConv&&) noexcept = default;

int PeakConv::filters() const {
  return static_cast<int>(prepared_->bias.size());
}

void PeakConv::infer(const MatrixRef& picture, Eigen::Ref<Matrix> peaks) const {
  const Prepared& made = *prepared_;
  assert(picture.rows() == made.picture.time && picture.cols() == made.picture.frequency);
  assert(peaks.rows() == picture.rows() && peaks.cols() == filters());
  if (made.along_time) {
    made.correlate_along_time(picture, peaks);
  } else {
    made.correlate_along_frequency(picture, peaks);
  }
  peaks.array().rowwise() *= made.signs.transpose().array();
  peaks.array().rowwise() += made.bias.transpose().array();
  peaks = peaks.cwiseMax(0.0F);
  made.norm.apply(peaks);
}

}  // namespace mrec::nn
