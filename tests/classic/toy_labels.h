#pragma once

#include <vector>

#include "mrec/classic/vector_model.h"
#include "mrec/core/rng.h"

namespace mrec::classic {

/// Owns what LabelExamples look at.
struct ToyLabels {
  Matrix vectors;
  Matrix targets;
  std::vector<double> weights = {};

  LabelExamples view() const { return {.vectors = vectors, .targets = targets, .positive_weights = weights}; }
};

/// Noise from -1 to 1. A vector has class k when its number k mod width is above 0, so that classes come
/// together in every way; how often they do not follow from it is `mistakes`, 0 to 1.
inline ToyLabels toy_labels(int count, int width, int classes, float mistakes = 0.2F,
                            std::uint64_t seed = 5) {
  ToyLabels toy{.vectors = Matrix(count, width), .targets = Matrix(count, classes)};
  Rng rng(seed);
  for (int i = 0; i < count; ++i) {
    for (int k = 0; k < width; ++k) toy.vectors(i, k) = 2 * rng.uniform() - 1;
    for (int label = 0; label < classes; ++label) {
      const bool above = toy.vectors(i, label % width) > 0;
      const bool mistaken = rng.uniform() < mistakes;
      toy.targets(i, label) = above != mistaken ? 1.0F : 0.0F;
    }
  }
  return toy;
}

}  // namespace mrec::classic
