#include "network_throughput.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <utility>
#include <vector>

#include "gemm_peak.h"
#include "mrec/core/parallel.h"
#include "mrec/core/rng.h"
#include "mrec/genre/architecture.h"
#include "mrec/nn/adam.h"
#include "mrec/nn/inference.h"
#include "mrec/nn/loss.h"

namespace benchmark {
namespace {

using mrec::nn::SampleShape;
using mrec::nn::Tensor;

constexpr std::size_t kBatch = 32;
constexpr std::size_t kBatches = 8;
constexpr std::size_t kGenres = 10;
constexpr int kTurns = 20;
constexpr int kGemmSize = 768;

/// What a layer multiplies, once forward and twice backward (once where no gradient of the input is needed).
struct Products {
  double places, rows, filters;
  double flop() const { return 2 * places * rows * filters; }
};

struct Subject {
  const char* name;
  SampleShape input;
  std::function<mrec::nn::Network()> build;
  std::vector<Products> layers;

  double forward_flop() const {
    double sum = 0;
    for (const Products& layer : layers) sum += layer.flop();
    return sum;
  }
  double train_flop() const { return 3 * forward_flop() - layers[0].flop(); }
};

Subject subject(mrec::genre::Architecture architecture, const char* name, SampleShape input,
                std::vector<Products> layers) {
  const auto build = [architecture, input] {
    return mrec::genre::build_network(architecture, input, kGenres, {}, mrec::Rng(1));
  };
  return {.name = name, .input = input, .build = build, .layers = std::move(layers)};
}

std::vector<Subject> subjects() {
  using mrec::genre::Architecture;
  return {subject(Architecture::kCourse, "course", {130, 13, 1},
                  {{1408, 9, 32}, {248, 288, 32}, {30, 128, 32}, {1, 480, 64}, {1, 64, kGenres}}),
          subject(Architecture::kCnn3, "logmel", {128, 64, 1},
                  {{2048, 9, 16}, {512, 144, 32}, {128, 288, 32}, {1, 384, 64}, {1, 64, kGenres}})};
}

struct Batches {
  std::vector<Tensor> inputs;
  std::vector<int> labels;
};

Batches random_batches(SampleShape shape) {
  mrec::Rng rng(2);
  Batches batches;
  for (std::size_t i = 0; i < kBatches; ++i) {
    Tensor& batch = batches.inputs.emplace_back(kBatch, shape);
    for (float& value : batch.values()) value = 2.0F * rng.uniform() - 1.0F;
  }
  for (std::size_t i = 0; i < kBatch; ++i) batches.labels.push_back(static_cast<int>(rng.below(kGenres)));
  return batches;
}

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

double processor_s() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Work and the time it took, by wall and by processor (of all threads).
struct Cost {
  double work = 0;
  double wall_s = 0;
  double cpu_s = 0;

  double rate() const { return work / wall_s; }
  double rate_of_processor() const { return work / cpu_s; }
};

template <class Body>
Cost cost_of(const Body& body) {
  const double wall = now_s();
  const double cpu = processor_s();
  const double work = body();
  return {.work = work, .wall_s = now_s() - wall, .cpu_s = processor_s() - cpu};
}

/// Operations of all threads together.
Cost gemm_cost(const mrec::Workers& workers) {
  return cost_of([&] {
    const auto threads = static_cast<std::size_t>(workers.threads());
    workers.for_each(threads, [](std::size_t) { multiply_matrices(kGemmSize); });
    return static_cast<double>(threads) * 2 * kGemmSize * kGemmSize * kGemmSize;
  });
}

/// Turns of `batch` (one batch of work) and of the product of matrices.
void measure(const std::string& title, double flop, double seconds, const mrec::Workers& workers,
             const std::function<void(std::size_t)>& batch) {
  for (std::size_t i = 0; i < kBatches; ++i) batch(i);
  std::vector<double> rates;
  std::vector<double> shares;
  std::vector<double> rates_of_processor;
  std::vector<double> shares_of_processor;
  for (int turn = 0; turn < kTurns; ++turn) {
    const Cost gemm = gemm_cost(workers);
    const Cost cost = cost_of([&] {
      const double end = now_s() + seconds / kTurns;
      std::size_t batches = 0;
      while (now_s() < end) batch(batches++ % kBatches);
      return static_cast<double>(batches * kBatch);
    });
    rates.push_back(cost.rate());
    shares.push_back(cost.rate() * flop / gemm.rate());
    rates_of_processor.push_back(cost.rate_of_processor());
    shares_of_processor.push_back(cost.rate_of_processor() * flop / gemm.rate_of_processor());
  }
  const int threads = workers.threads();
  std::printf("%s %d threads %.0f chunks/s %.1f GFLOP/s %.2f of gemm\n", title.c_str(), threads,
              median(rates), median(rates) * flop / 1e9, median(shares));
  std::printf("# %s %d threads %.0f chunks per second of processor time, %.2f of gemm\n", title.c_str(),
              threads, median(rates_of_processor), median(shares_of_processor));
  std::fflush(stdout);
}

void measure_subject(const Subject& subject, int threads, double seconds) {
  const mrec::Workers workers(threads);
  const Batches batches = random_batches(subject.input);
  mrec::nn::Network network = subject.build();
  mrec::nn::Adam adam({.learning_rate = 1e-4F});
  mrec::Rng rng(3);
  Tensor d_logits;
  mrec::nn::Inference inference(network, {mrec::genre::kLogitsLayer});
  const std::string name = subject.name;
  measure(name + " train", subject.train_flop(), seconds, workers, [&](std::size_t i) {
    const Tensor& logits = network.train(batches.inputs[i], rng, workers);
    mrec::nn::softmax_cross_entropy(logits, batches.labels, d_logits);
    network.backward(batches.inputs[i], d_logits, workers);
    adam.step(network.parameters());
  });
  measure(name + " forward", subject.forward_flop(), seconds, workers,
          [&](std::size_t i) { inference.run(batches.inputs[i], workers); });
}

}  // namespace

void measure_networks(const ThroughputOptions& options) {
  for (const Subject& subject : subjects()) {
    if (!options.network.empty() && options.network != subject.name) continue;
    for (const int threads : {1, 2}) measure_subject(subject, threads, options.seconds);
  }
}

}  // namespace benchmark
