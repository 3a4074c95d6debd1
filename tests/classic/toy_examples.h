#pragma once

#include <vector>

#include "mrec/classic/vector_model.h"
#include "mrec/core/rng.h"

namespace mrec::classic {

/// Owns what Examples look at.
struct ToyExamples {
  Matrix vectors;
  std::vector<int> labels;
  int classes = 0;
  std::vector<double> weights = {};

  Examples view() const {
    return {.vectors = vectors, .labels = labels, .classes = classes, .class_weights = weights};
  }
};

struct ToySizes {
  int examples = 60;
  int width = 6;
  int classes = 3;
  float shift =
      4;  ///< how far the numbers that belong to a class are from the others, in units of the noise's width
};

/// Vectors around a place that their class decides: number k belongs to class k mod classes. Labels go round.
inline ToyExamples toy_examples(const ToySizes& sizes, std::uint64_t seed = 5) {
  ToyExamples toy{.vectors = Matrix(sizes.examples, sizes.width), .labels = {}, .classes = sizes.classes};
  Rng rng(seed);
  for (int i = 0; i < sizes.examples; ++i) {
    const int label = i % sizes.classes;
    toy.labels.push_back(label);
    for (int k = 0; k < sizes.width; ++k) {
      const float side = k % sizes.classes == label ? 0.5F : -0.5F;
      toy.vectors(i, k) = rng.uniform() - 0.5F + side * sizes.shift;
    }
  }
  return toy;
}

}  // namespace mrec::classic
