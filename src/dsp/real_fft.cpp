#include "mrec/dsp/real_fft.h"

#include <fftw3.h>

#include <cassert>
#include <cmath>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <numbers>
#include <utility>

#include "dsp/dsp_kernels.h"

namespace mrec::dsp {
namespace {

std::span<float> allocate(std::size_t count) {
  float* memory = fftwf_alloc_real(count);
  if (memory == nullptr) throw std::bad_alloc();
  return {memory, count};
}

fftwf_complex* as_complex(std::span<float> pairs) {
  return reinterpret_cast<fftwf_complex*>(pairs.data());
}

}  // namespace

struct RealFft::Plan {
  fftwf_plan handle = nullptr;

  static const Plan* of(const RealFft& fft) {
    static std::mutex mutex;  // FFTW's planner, unlike its transforms, is not thread-safe
    static std::map<int, std::unique_ptr<const Plan>> plans;
    const std::scoped_lock lock(mutex);
    auto& plan = plans[fft.size()];
    if (!plan) plan = std::make_unique<Plan>(fft);
    return plan.get();
  }

  /// FFTW_ESTIMATE measures nothing, so that every run takes the same path.
  explicit Plan(const RealFft& fft) {
    Workspace workspace(fft);
    handle = fftwf_plan_dft_1d(fft.size() / 2, as_complex(workspace.time_), as_complex(workspace.half_),
                               FFTW_FORWARD, FFTW_ESTIMATE);
    if (handle == nullptr) throw std::bad_alloc();
  }
  ~Plan() { fftwf_destroy_plan(handle); }
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;
};

RealFft::Workspace::Workspace(const RealFft& fft) : time_(allocate(static_cast<std::size_t>(fft.size()))) {
  try {
    half_ = allocate(2 * static_cast<std::size_t>(fft.bins()));
  } catch (...) {
    fftwf_free(time_.data());
    throw;
  }
}

RealFft::Workspace::~Workspace() {
  fftwf_free(time_.data());
  fftwf_free(half_.data());
}

RealFft::Workspace::Workspace(Workspace&& other) noexcept
    : time_(std::exchange(other.time_, {})), half_(std::exchange(other.half_, {})) {}

RealFft::RealFft(int size) : size_(size) {
  assert(size > 0 && size % 2 == 0);
  plan_ = Plan::of(*this);
  const auto count = static_cast<std::size_t>(size / 4 + 1);
  twiddles_.resize(2 * count);
  for (std::size_t k = 0; k < count; ++k) {
    const double angle = -2 * std::numbers::pi * static_cast<double>(k) / size;
    twiddles_[k] = static_cast<float>(std::cos(angle));
    twiddles_[count + k] = static_cast<float>(std::sin(angle));
  }
}

void RealFft::power(Workspace& workspace, std::span<float> power) const {
  assert(workspace.time_.size() == static_cast<std::size_t>(size_));
  fftwf_execute_dft(plan_->handle, as_complex(workspace.time_), as_complex(workspace.half_));
  const std::span<float> half = workspace.half_;
  half[half.size() - 2] = half[0];  // the spectrum of half the size comes round to its beginning
  half[half.size() - 1] = half[1];
  const auto twiddles = std::span(twiddles_);
  power_of_halves(half, twiddles.first(twiddles.size() / 2), twiddles.last(twiddles.size() / 2), power);
}

}  // namespace mrec::dsp
