#include "mrec/dsp/real_fft.h"

#include <fftw3.h>

#include <cassert>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

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
    handle = fftwf_plan_dft_r2c_1d(fft.size(), workspace.time().data(), as_complex(workspace.spectrum()),
                                   FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
    if (handle == nullptr) throw std::bad_alloc();
  }
  ~Plan() { fftwf_destroy_plan(handle); }
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;
};

RealFft::Workspace::Workspace(const RealFft& fft) : time_(allocate(static_cast<std::size_t>(fft.size()))) {
  try {
    spectrum_ = allocate(2 * static_cast<std::size_t>(fft.bins()));
  } catch (...) {
    fftwf_free(time_.data());
    throw;
  }
}

RealFft::Workspace::~Workspace() {
  fftwf_free(time_.data());
  fftwf_free(spectrum_.data());
}

RealFft::Workspace::Workspace(Workspace&& other) noexcept
    : time_(std::exchange(other.time_, {})), spectrum_(std::exchange(other.spectrum_, {})) {}

RealFft::RealFft(int size) : size_(size) {
  assert(size > 0);
  plan_ = Plan::of(*this);
}

void RealFft::transform(Workspace& workspace) const {
  assert(workspace.time().size() == static_cast<std::size_t>(size_));
  fftwf_execute_dft_r2c(plan_->handle, workspace.time().data(), as_complex(workspace.spectrum()));
}

}  // namespace mrec::dsp
