#include "mrec/genre/architecture.h"

#include <cassert>
#include <memory>
#include <string>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/nn/batch_norm.h"
#include "mrec/nn/conv2d.h"
#include "mrec/nn/dense.h"
#include "mrec/nn/dropout.h"
#include "mrec/nn/flatten.h"
#include "mrec/nn/gru.h"
#include "mrec/nn/max_pool2d.h"
#include "mrec/nn/relu.h"
#include "mrec/nn/time_statistics.h"
#include "mrec/nn/weight_range.h"

namespace mrec::genre {
namespace {

constexpr std::pair<Architecture, const char*> kNames[] = {
    {Architecture::kCnn3, "cnn3"}, {Architecture::kCourse, "course"},     {Architecture::kMlp, "mlp"},
    {Architecture::kRnn, "rnn"},   {Architecture::kLogistic, "logistic"}, {Architecture::kLda, "lda"},
    {Architecture::kSvm, "svm"},   {Architecture::kKnn, "knn"},
};

constexpr int kCourseFilters = 32;
constexpr int kMlpUnits = 256;

/// Convolution, ReLU, pooling, batch normalisation: the order the course and the paper use.
void add_course_block(nn::Network& network, const std::string& n, int kernel, int pool, bool debiased) {
  const nn::Conv2dOptions conv{.filters = kCourseFilters, .kernel_height = kernel, .kernel_width = kernel};
  network.add("conv" + n, std::make_unique<nn::Conv2d>(conv));
  network.add("relu" + n, std::make_unique<nn::Relu>());
  const nn::MaxPool2dOptions window{.kernel_height = pool, .kernel_width = pool, .stride = 2};
  network.add("pool" + n, std::make_unique<nn::MaxPool2d>(window));
  network.add("norm" + n, std::make_unique<nn::BatchNorm>(nn::BatchNormOptions{.debiased = debiased}));
}

void add_course(nn::Network& network, const NetworkOptions& options) {
  add_course_block(network, "1", 3, 3, options.debiased_norm);
  add_course_block(network, "2", 3, 3, options.debiased_norm);
  add_course_block(network, "3", 2, options.third_pool, options.debiased_norm);
  network.add("flatten", std::make_unique<nn::Flatten>());
}

/// Short trainings of few steps: the running statistics forget fast.
constexpr nn::BatchNormOptions kQuickNorm = {.epsilon = 1e-5F, .momentum = 0.9F, .debiased = true};

/// Convolution, pooling, batch normalisation, ReLU.
void add_cnn3_block(nn::Network& network, const std::string& n, int filters, int stride) {
  const nn::Conv2dOptions conv{.filters = filters,
                               .kernel_height = 3,
                               .kernel_width = 3,
                               .stride_height = stride,
                               .stride_width = stride,
                               .padding = 1,
                               .bias = false,
                               .weights = nn::WeightRange::kFanIn};
  network.add("conv" + n, std::make_unique<nn::Conv2d>(conv));
  const nn::MaxPool2dOptions window{.kernel_height = 2, .kernel_width = 2, .stride = 2};
  network.add("pool" + n, std::make_unique<nn::MaxPool2d>(window));
  network.add("norm" + n, std::make_unique<nn::BatchNorm>(kQuickNorm));
  network.add("relu" + n, std::make_unique<nn::Relu>());
}

void add_dropout(nn::Network& network, const char* name, const NetworkOptions& options) {
  network.add(name, std::make_unique<nn::Dropout>(static_cast<float>(options.dropout)));
}

void add_cnn3(nn::Network& network, const NetworkOptions& options) {
  add_cnn3_block(network, "1", 16, 2);
  add_cnn3_block(network, "2", 32, 1);
  add_cnn3_block(network, "3", 32, 1);
  network.add("statistics", std::make_unique<nn::TimeStatistics>());
  network.add("norm4", std::make_unique<nn::BatchNorm>(kQuickNorm));
  add_dropout(network, "dropout4", options);
}

void add_mlp(nn::Network& network, const NetworkOptions& options) {
  network.add("flatten", std::make_unique<nn::Flatten>());
  network.add("dense0", std::make_unique<nn::Dense>(kMlpUnits));
  network.add("relu0", std::make_unique<nn::Relu>());
  add_dropout(network, "dropout0", options);
}

void add_rnn(nn::Network& network) {
  network.add("gru1",
              std::make_unique<nn::Gru>(nn::GruOptions{.units = kEmbeddingSize, .returns_sequence = true}));
  network.add("gru2", std::make_unique<nn::Gru>(nn::GruOptions{.units = kEmbeddingSize}));
}

void add_body(nn::Network& network, Architecture architecture, const NetworkOptions& options) {
  switch (architecture) {
    case Architecture::kCnn3:
      return add_cnn3(network, options);
    case Architecture::kCourse:
      return add_course(network, options);
    case Architecture::kMlp:
      return add_mlp(network, options);
    default:
      return add_rnn(network);
  }
}

}  // namespace

const char* name_of(Architecture architecture) {
  for (const auto& [each, name] : kNames) {
    if (each == architecture) return name;
  }
  return "";
}

std::vector<std::string> architecture_names() {
  std::vector<std::string> names;
  for (const auto& [each, name] : kNames) names.emplace_back(name);
  return names;
}

Architecture architecture(std::string_view name) {
  for (const auto& [each, own_name] : kNames) {
    if (name == own_name) return each;
  }
  throw Error(ErrorKind::kUsage, "--arch " + std::string(name), "is not known",
              "use cnn3, course, mlp, rnn, logistic, lda, svm or knn");
}

bool is_network(Architecture architecture) {
  return architecture == Architecture::kCnn3 || architecture == Architecture::kCourse ||
         architecture == Architecture::kMlp || architecture == Architecture::kRnn;
}

bool learns_several_genres(Architecture architecture) {
  return architecture != Architecture::kLda;
}

std::vector<std::string> names_for_several_genres() {
  std::vector<std::string> names;
  for (const auto& [each, name] : kNames) {
    if (learns_several_genres(each)) names.emplace_back(name);
  }
  return names;
}

nn::Network build_network(Architecture architecture, nn::SampleShape input, std::size_t genres,
                          const NetworkOptions& options, const Rng& rng) {
  assert(is_network(architecture));
  nn::Network network(input, rng);
  add_body(network, architecture, options);
  const auto range = architecture == Architecture::kCnn3 ? nn::WeightRange::kFanIn : nn::WeightRange::kGlorot;
  network.add("dense1", std::make_unique<nn::Dense>(kEmbeddingSize, range));
  network.add(kEmbeddingLayer, std::make_unique<nn::Relu>());
  add_dropout(network, "dropout", options);
  network.add(kLogitsLayer, std::make_unique<nn::Dense>(static_cast<int>(genres), range));
  return network;
}

}  // namespace mrec::genre
