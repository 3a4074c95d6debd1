// What the stages of one chunk cost on one thread, from samples to MFCC (noise; 3 s, 130 frames):
//   cmake --preset release -DMREC_BUILD_BENCHMARKS=ON && cmake --build --preset release
//   build/release/benchmarks/mrec_chunk_stages
// Microseconds of processor time, of the fastest of many passes.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <limits>
#include <random>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/dsp/decibels.h"
#include "mrec/dsp/mel.h"
#include "mrec/dsp/mfcc.h"
#include "mrec/dsp/real_fft.h"
#include "mrec/dsp/spectrogram.h"
#include "mrec/features/extractor.h"

namespace {

constexpr int kPasses = 30;
constexpr int kRepeats = 20;

void print_cost(const char* stage, const std::function<void()>& work) {
  std::clock_t fastest = std::numeric_limits<std::clock_t>::max();
  for (int pass = 0; pass < kPasses; ++pass) {
    const std::clock_t start = std::clock();
    for (int i = 0; i < kRepeats; ++i) work();
    fastest = std::min(fastest, std::clock() - start);
  }
  std::printf("%-34s %6.1f us\n", stage, 1e6 * static_cast<double>(fastest) / CLOCKS_PER_SEC / kRepeats);
}

std::span<float> row_of(mrec::Matrix& matrix, Eigen::Index row) {
  return {matrix.row(row).data(), static_cast<std::size_t>(matrix.cols())};
}

}  // namespace

int main() {
  const mrec::features::Extractor extractor({});
  const mrec::features::FeatureOptions& options = extractor.options();
  std::vector<float> samples(static_cast<std::size_t>(options.chunk_samples()));
  std::minstd_rand random;
  for (float& sample : samples) sample = static_cast<float>(random() % 2001) / 1000 - 1;

  const mrec::dsp::RealFft fft(options.n_fft);
  mrec::dsp::RealFft::Workspace fft_memory(fft);
  std::copy_n(samples.begin(), options.n_fft, fft_memory.time().begin());
  const mrec::dsp::Spectrogram spectrogram({});
  mrec::dsp::Spectrogram::Workspace frame_memory(spectrogram);
  const mrec::dsp::MelFilters filters({});
  const mrec::dsp::CepstralTransform cepstrum(options.n_mels, options.n_mfcc);
  mrec::features::Extractor::Workspace chunk_memory(extractor);
  mrec::Matrix power(options.frames(), fft.bins());
  mrec::Matrix log_mel(options.frames(), options.n_mels);
  mrec::Matrix mfcc(options.frames(), options.n_mfcc);
  const auto each_frame = [&](const auto& stage) {
    return [&] {
      for (Eigen::Index t = 0; t < log_mel.rows(); ++t) stage(t);
    };
  };

  print_cost("transform to power", each_frame([&](auto t) { fft.power(fft_memory, row_of(power, t)); }));
  print_cost("the same with the window",
             each_frame([&](auto t) { spectrogram.power(samples, t, frame_memory); }));
  print_cost("mel", each_frame([&](auto t) { filters.mel(row_of(power, t), row_of(log_mel, t)); }));
  const mrec::Matrix mel = log_mel;
  print_cost("decibels", [&] {
    log_mel = mel;
    mrec::dsp::decibels({log_mel.data(), static_cast<std::size_t>(log_mel.size())}, 80);
  });
  print_cost("cosine transform",
             each_frame([&](auto t) { cepstrum.mfcc(row_of(log_mel, t), row_of(mfcc, t)); }));
  print_cost("all of a chunk", [&] { mfcc = extractor.transform(samples, chunk_memory); });
}
