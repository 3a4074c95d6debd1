#include "mrec/nn/peak_conv.h"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

#include "nn/spectral_kernels.h"

namespace mrec::nn {
namespace {

std::size_t size_of(int count) {
  return static_cast<std::size_t>(count);
}

/// Where a kernel's weight for a tap and a place along the transform stands.
struct KernelOrder {
  bool along_time = false;

  std::size_t taps(const PictureKernel& kernel) const { return size_of(along_time ? kernel.frequency : kernel.time); }
  std::size_t places(const PictureKernel& kernel) const {
    return size_of(along_time ? kernel.time : kernel.frequency);
  }
  const float* weights(const PictureKernel& kernel, std::size_t tap, std::size_t place) const {
    const std::size_t time = along_time ? place : tap;
    const std::size_t frequency = along_time ? tap : place;
    return kernel.weights.data() + (time * size_of(kernel.frequency) + frequency) * size_of(kernel.filters);
  }
};

/// exp(-2 pi i n / size) / size for n = 0 ... size - 1, as (cosine, sine) with a positive sine.
std::vector<std::pair<double, double>> circle(std::size_t size) {
  std::vector<std::pair<double, double>> points(size);
  for (std::size_t n = 0; n < size; ++n) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(size);
    points[n] = {std::cos(angle) / static_cast<double>(size), std::sin(angle) / static_cast<double>(size)};
  }
  return points;
}

/// The filters with their signs, transformed.
FilterSpectra prepare(const PictureKernel& kernel, const KernelOrder& order, std::span<const float> signs,
                      std::size_t line_length) {
  FilterSpectra spectra{.plan = FftPlan::of_at_least(line_length), .taps = order.taps(kernel), .groups = 0, .values = {}};
  const std::size_t filters = size_of(kernel.filters);
  const std::size_t size = spectra.plan.size;
  spectra.groups = (filters + kFilterGroup - 1) / kFilterGroup;
  const std::size_t bins = size / 2 + 1;
  spectra.values.assign(spectra.groups * bins * spectra.taps * 3 * kFilterGroup, 0.0F);
  const auto points = circle(size);
  std::vector<double> cosines(filters);
  std::vector<double> sines(filters);
  for (std::size_t bin = 0; bin < bins; ++bin) {
    for (std::size_t tap = 0; tap < spectra.taps; ++tap) {
      std::fill(cosines.begin(), cosines.end(), 0.0);
      std::fill(sines.begin(), sines.end(), 0.0);
      for (std::size_t place = 0; place < order.places(kernel); ++place) {
        const float* weights = order.weights(kernel, tap, place);
        const auto [cosine, sine] = points[bin * place % size];
        for (std::size_t filter = 0; filter < filters; ++filter) {
          cosines[filter] += weights[filter] * cosine;
          sines[filter] -= weights[filter] * sine;
        }
      }
      for (std::size_t filter = 0; filter < filters; ++filter) {
        const double c = signs[filter] * cosines[filter];
        const double d = signs[filter] * sines[filter];
        float* place = spectra.values.data() +
                       (((filter / kFilterGroup * bins + bin) * spectra.taps + tap) * 3) * kFilterGroup +
                       filter % kFilterGroup;
        place[0] = static_cast<float>(c);
        place[kFilterGroup] = static_cast<float>(c - d);
        place[2 * kFilterGroup] = static_cast<float>(c + d);
      }
    }
  }
  return spectra;
}

}  // namespace

struct PeakConv::Prepared {
  int filters = 0;
  PictureShape picture;
  int before = 0;  ///< zeros before the first frame
  int behind = 0;
  KernelOrder order;
  std::size_t places = 0;
  FilterSpectra spectra;
  Vector signs;
  Vector bias;
  ChannelAffine norm;
};

PeakConv::PeakConv(const PictureKernel& kernel, const ChannelAffine& norm, PictureShape picture)
    : prepared_(std::make_unique<Prepared>()) {
  Prepared& made = *prepared_;
  made.filters = kernel.filters;
  made.picture = picture;
  made.before = (kernel.time - 1) / 2;
  made.behind = kernel.time - 1 - made.before;
  made.order = {.along_time = kernel.frequency == 1};
  made.places = size_of(made.order.along_time ? picture.time : picture.frequency - kernel.frequency + 1);
  made.norm = norm;
  made.bias = Eigen::Map<const Vector>(kernel.bias.data(), kernel.filters);
  made.signs = norm.scale.unaryExpr([](float scale) { return scale < 0 ? -1.0F : 1.0F; });
  made.spectra = prepare(kernel, made.order, {made.signs.data(), size_of(kernel.filters)},
                         size_of(made.order.along_time ? picture.time + kernel.time - 1 : picture.frequency));
}

PeakConv::~PeakConv() = default;
PeakConv::PeakConv(PeakConv&&) noexcept = default;
PeakConv& PeakConv::operator=(PeakConv&&) noexcept = default;

int PeakConv::filters() const {
  return prepared_->filters;
}

void PeakConv::infer(const MatrixRef& picture, Eigen::Ref<Matrix> peaks) const {
  const Prepared& made = *prepared_;
  assert(picture.rows() == made.picture.time && picture.cols() == made.picture.frequency);
  const Eigen::Index padded_time = picture.rows() + made.before + made.behind;
  const std::size_t time = size_of(made.picture.time);
  Matrix rows(time + 1, size_of(made.filters));
  if (made.order.along_time) {
    const std::size_t half = (size_of(made.picture.frequency) + 1) / 2;
    Matrix lines = Matrix::Zero(padded_time, static_cast<Eigen::Index>(2 * half));
    lines.block(made.before, 0, picture.rows(), picture.cols()) = picture;
    if (picture.cols() % 2 != 0) lines.rightCols(1) = lines.leftCols(1);
    const LinePairs pairs{.count = half, .apart = half};
    const LineSpectra spectra = line_spectra(made.spectra.plan, {lines.data(), static_cast<std::size_t>(lines.size())}, 2 * half, pairs);
    std::vector<float> found(time * kFilterGroup);
    for (std::size_t group = 0; group < made.spectra.groups; ++group) {
      peaks_over_lines(made.spectra, group, spectra, {.places = made.places, .pairs = half, .peaks = found.data()});
      const auto first = static_cast<Eigen::Index>(group * kFilterGroup);
      const Eigen::Index count = std::min<Eigen::Index>(kFilterGroup, made.filters - first);
      peaks.middleCols(first, count) = Eigen::Map<const Matrix>(found.data(), static_cast<Eigen::Index>(time), kFilterGroup).leftCols(count);
    }
  } else {
    const std::size_t half = (time + 1) / 2;
    const std::size_t taps = made.spectra.taps;
    Matrix lines = Matrix::Zero(picture.cols(), static_cast<Eigen::Index>(2 * half + taps - 1));
    lines.block(0, made.before, picture.cols(), picture.rows()) = picture.transpose();
    const LinePairs pairs{.count = half + taps - 1, .apart = half};
    const LineSpectra spectra = line_spectra(made.spectra.plan, {lines.data(), static_cast<std::size_t>(lines.size())}, static_cast<std::size_t>(lines.cols()), pairs);
    std::vector<float> found(2 * half * kFilterGroup);
    for (std::size_t group = 0; group < made.spectra.groups; ++group) {
      peaks_over_places(made.spectra, group, spectra, {.places = made.places, .lines = {.count = half, .apart = half}, .peaks = found.data()});
      const auto first = static_cast<Eigen::Index>(group * kFilterGroup);
      const Eigen::Index count = std::min<Eigen::Index>(kFilterGroup, made.filters - first);
      peaks.middleCols(first, count) = Eigen::Map<const Matrix>(found.data(), static_cast<Eigen::Index>(time), kFilterGroup).leftCols(count);
    }
  }
  peaks.array().rowwise() *= made.signs.transpose().array();
  peaks.array().rowwise() += made.bias.transpose().array();
  peaks = peaks.cwiseMax(0.0F);
  made.norm.apply(peaks);
}

}  // namespace mrec::nn
