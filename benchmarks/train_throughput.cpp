// How fast the three-layer networks learn and classify, without start-up and reading of files:
//   cmake --preset release -DMREC_BUILD_BENCHMARKS=ON && cmake --build --preset release
//   build/release/benchmarks/mrec_train_throughput [--seconds S] [--network course|logmel]
// Training and forward pass alone, on random numbers, beside a product of matrices (network_throughput.h).
//   build/release/benchmarks/mrec_train_throughput features.jsonl THREADS
// The whole of training and classifying by the MFCC network. Every line on standard input is a request,
// "train" or "classify"; the answer is what one chunk cost, in microseconds by wall and by processor. Ends
// with the input. train_vs_keras.py talks to it.
#include <array>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/network_trainer.h"
#include "network_throughput.h"
#include "print_cost.h"

namespace {

constexpr int kPasses = 3;
constexpr mrec::genre::TrackInput kInput = mrec::genre::TrackInput::kChunks;

mrec::genre::Member train(const mrec::genre::Dataset& dataset, const mrec::Workers& workers) {
  mrec::genre::TrainOptions options = mrec::genre::train_preset("course");
  options.epochs = kPasses;
  mrec::genre::Partition all;
  all.train.resize(dataset.tracks.size());
  std::iota(all.train.begin(), all.train.end(), std::size_t{0});
  return mrec::genre::train_network(dataset, all,
                                    {.architecture = mrec::genre::Architecture::kCourse, .input = kInput},
                                    options, workers, nullptr)
      .member;
}

/// All chunks as one batch.
mrec::nn::Tensor all_chunks(const mrec::genre::Dataset& dataset) {
  const mrec::genre::SampleTable& table = dataset.table(kInput);
  std::vector<mrec::genre::Draw> draws;
  for (std::size_t row = 0; row < dataset.tracks.size(); ++row) table.examine(row, draws);
  mrec::nn::Tensor chunks(draws.size(), table.shape());
  for (std::size_t i = 0; i < draws.size(); ++i) table.read(draws[i], chunks.sample(i));
  return chunks;
}

void answer_requests(const mrec::genre::Dataset& dataset, const mrec::Workers& workers) {
  const mrec::genre::Member network = train(dataset, workers);
  const mrec::nn::Tensor samples = all_chunks(dataset);
  const std::size_t chunks = kPasses * samples.samples();
  const auto classify = [&] {
    for (int pass = 0; pass < kPasses; ++pass) network.predict(samples, false, workers);
  };
  std::string request;
  while (std::getline(std::cin, request)) {
    if (request == "train") benchmark::print_cost(chunks, [&] { train(dataset, workers); });
    if (request == "classify") benchmark::print_cost(chunks, classify);
  }
}

/// Pairs of option and value; false when there is something else.
bool read_options(std::span<char* const> arguments, benchmark::ThroughputOptions& options) {
  for (; arguments.size() >= 2; arguments = arguments.subspan(2)) {
    const std::string_view name = arguments[0];
    if (name == "--seconds") {
      options.seconds = std::stod(arguments[1]);
    } else if (name == "--network") {
      options.network = arguments[1];
    } else {
      return false;
    }
  }
  return arguments.empty();
}

}  // namespace

int main(int argc, char** argv) try {
  benchmark::ThroughputOptions options;
  if (read_options({argv + 1, argv + argc}, options)) {
    benchmark::measure_networks(options);
    return 0;
  }
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s FEATURES THREADS | [--seconds S] [--network course|logmel]\n", argv[0]);
    return 2;
  }
  const std::array<std::filesystem::path, 1> files = {argv[1]};
  answer_requests(mrec::genre::load_dataset(files, std::span(&kInput, 1)), mrec::Workers(std::stoi(argv[2])));
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
