#include "audio/resampler.h"

#include <soxr.h>

#include <cassert>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace mrec::audio {
namespace {

constexpr std::size_t kRoomSamples = 4096;

void check(soxr_error_t error) {
  if (error != nullptr) throw std::runtime_error(std::string("soxr: ") + error);
}

}  // namespace

struct Resampler::Handle {
  soxr_t stream = nullptr;

  explicit Handle(Rates rates) {
    soxr_error_t error = nullptr;
    const soxr_io_spec_t io = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
    const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
    const soxr_runtime_spec_t runtime = soxr_runtime_spec(1);
    stream = soxr_create(rates.in_hz, rates.out_hz, 1, &error, &io, &quality, &runtime);
    check(error);
  }
  ~Handle() { soxr_delete(stream); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
};

Resampler::Resampler(Rates rates) : ratio_(static_cast<double>(rates.out_hz) / rates.in_hz) {
  assert(rates.in_hz > 0 && rates.out_hz > 0);
  if (rates.in_hz != rates.out_hz) handle_ = std::make_unique<Handle>(rates);
}

Resampler::~Resampler() = default;
Resampler::Resampler(Resampler&&) noexcept = default;

void Resampler::push(std::span<const float> in, std::vector<float>& out) {
  if (!handle_) {
    out.insert(out.end(), in.begin(), in.end());
    return;
  }
  while (!in.empty()) {
    const std::size_t before = out.size();
    out.resize(before + static_cast<std::size_t>(static_cast<double>(in.size()) * ratio_) + kRoomSamples);
    std::size_t used = 0;
    std::size_t made = 0;
    check(soxr_process(handle_->stream, in.data(), in.size(), &used, out.data() + before, out.size() - before,
                       &made));
    out.resize(before + made);
    in = in.subspan(used);
  }
}

void Resampler::finish(std::vector<float>& out) {
  if (!handle_) return;
  for (;;) {
    const std::size_t before = out.size();
    out.resize(before + kRoomSamples);
    std::size_t made = 0;
    check(soxr_process(handle_->stream, nullptr, 0, nullptr, out.data() + before, kRoomSamples, &made));
    out.resize(before + made);
    if (made < kRoomSamples) return;
  }
}

}  // namespace mrec::audio
