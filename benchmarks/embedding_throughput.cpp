// How fast musicnn runs, without start-up, decoding and front end:
//   cmake --preset release -DMREC_BUILD_BENCHMARKS=ON && cmake --build --preset release
//   build/release/benchmarks/mrec_embedding_throughput models/musicnn.safetensors THREADS
// Every line on standard input is a request, "infer" or "front end"; the answer is what one patch of 3 s
// cost, in microseconds by wall and by processor. Ends with the input. embedding_vs_tensorflow.py talks to
// it.
#include <cstdio>
#include <exception>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/core/rng.h"
#include "mrec/embedding/log_mel.h"
#include "mrec/embedding/musicnn.h"
#include "print_cost.h"

namespace {

using namespace mrec;

constexpr std::size_t kPatches = 10;  // of a track, as TensorFlow gets them

std::vector<float> noise(std::size_t count) {
  Rng rng(1, 0);
  std::vector<float> samples(count);
  for (float& sample : samples) sample = 0.2F * (2.0F * rng.uniform() - 1.0F);
  return samples;
}

void answer_requests(const embedding::Musicnn& network, const Workers& workers) {
  const embedding::LogMel front_end;
  const std::vector<float> sound = noise(embedding::kPatchSamples);
  nn::Tensor patches(kPatches,
                     {.height = embedding::kPatchFrames, .width = embedding::kBands, .channels = 1});
  const auto transform = [&] {
    workers.for_each(kPatches, [&](std::size_t i) { front_end.transform(sound, patches.sample(i)); });
  };
  transform();
  std::string request;
  while (std::getline(std::cin, request)) {
    if (request == "front end") benchmark::print_cost(kPatches, transform);
    if (request == "infer") benchmark::print_cost(kPatches, [&] { network.infer(patches, workers); });
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s WEIGHTS THREADS\n", argv[0]);
    return 2;
  }
  answer_requests(embedding::Musicnn::load(argv[1]), Workers(std::stoi(argv[2])));
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
