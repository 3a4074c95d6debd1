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

#include "mrec/core/parallel.h"
#include "mrec/genre/classifier.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/trainer.h"
#include "network_throughput.h"
#include "print_cost.h"

namespace {

constexpr int kPasses = 3;

mrec::genre::Classifier train(const mrec::genre::Dataset& dataset, const mrec::Workers& workers) {
  mrec::genre::TrainOptions options = mrec::genre::train_preset("course");
  options.epochs = kPasses;
  mrec::genre::Partition all;
  all.train.resize(dataset.chunks.samples());
  std::iota(all.train.begin(), all.train.end(), std::size_t{0});
  return mrec::genre::train_classifier(dataset, all, options, workers, nullptr);
}

void answer_requests(const mrec::genre::Dataset& dataset, const mrec::Workers& workers) {
  const mrec::genre::Classifier classifier = train(dataset, workers);
  const std::size_t chunks = kPasses * dataset.chunks.samples();
  const auto classify = [&] {
    for (int pass = 0; pass < kPasses; ++pass) classifier.predict(dataset.chunks, workers);
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
  answer_requests(mrec::genre::load_dataset(files), mrec::Workers(std::stoi(argv[2])));
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
