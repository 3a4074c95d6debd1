#pragma once

#include <string>
#include <vector>

#include "mrec/core/safetensors.h"
#include "mrec/genre/classifier.h"
#include "mrec/genre/dataset.h"
#include "mrec/nn/network.h"

namespace mrec::genre {

// A training can go on from a classifier that has learnt already: with other tracks, more of them, further
// genres.

/// Why no training can go on from a classifier: it is no single network. Empty: one can.
std::string objection_to_going_on(const Classifier& classifier);

/// Fits a data set to a classifier that a training goes on from. Genres: those of the classifier in their
/// order, also those that no track has, then the others, sorted. A classifier of several genres a track makes
/// the data set one. Marks what the classifier has learnt from, copies of it too (LabelledTrack::past).
/// Throws Error{kData} (without a path) where labels name several genres and the classifier knows one a
/// track, and as LearntFrom::of().
void go_on_from(const Classifier& classifier, Dataset& dataset);

/// The names of those genres of a classifier that no track of a data set fitted to it has.
std::vector<std::string> genres_without_tracks(const Classifier& classifier, const Dataset& dataset);

/// nn::Network::state() for `wider`, which is built as `learnt` but for as many outputs or more: the arrays
/// of `learnt`, and in the last layer behind its columns those of `wider`.
std::vector<NamedTensor> widened_state(const nn::Network& learnt, const nn::Network& wider);

}  // namespace mrec::genre
