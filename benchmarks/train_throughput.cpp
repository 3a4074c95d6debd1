// How fast the three-layer network learns and classifies, without start-up and reading of files:
//   cmake --preset release -DMREC_BUILD_BENCHMARKS=ON && cmake --build --preset release
//   build/release/benchmarks/mrec_train_throughput features.jsonl THREADS
// Every line on standard input is a request, "train" or "classify"; the answer is what one chunk cost, in
// microseconds by wall and by processor. Ends with the input. train_vs_keras.py talks to it.
#include <array>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <numeric>
#include <string>

#include "mrec/core/parallel.h"
#include "mrec/genre/classifier.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/trainer.h"
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

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s FEATURES THREADS\n", argv[0]);
    return 2;
  }
  const std::array<std::filesystem::path, 1> files = {argv[1]};
  answer_requests(mrec::genre::load_dataset(files), mrec::Workers(std::stoi(argv[2])));
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
