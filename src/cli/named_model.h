#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "mrec/features/feature_store.h"
#include "mrec/genre/classifier.h"
#include "mrec/genre/learnt_from.h"

namespace mrec::cli {

/// A classifier and the file it came from.
struct NamedModel {
  std::filesystem::path path;
  genre::Classifier classifier;

  const genre::ClassifierDesign& design() const { return classifier.design(); }
};

/// `given`: what --model says, may be empty; see find_model().
NamedModel load_model(const std::filesystem::path& given);

/// What the classifier of a file says that it learnt from; see LearntFrom::of(). Throws Error{kFormat}.
std::optional<genre::LearntFrom> learnt_from(const std::filesystem::path& path,
                                             const genre::Classifier& classifier);

/// Throws Error{kData} when the features of a file were made with other options, or its embeddings with other
/// weights, than what the model learnt from, or when it has none.
void require_same_features(const std::filesystem::path& file, const features::FeatureHeader& header,
                           const NamedModel& model);

/// For --embedding cnn: throws Error{kUsage} when the model is no network, which alone has a layer to compare
/// tracks by.
void require_network(const NamedModel& model);

/// What to say of tracks of a features file that were left out: "3 tracks have no embedding yet: ...".
/// `missing`: what they have, "no embedding yet".
std::string left_out_warning(const std::filesystem::path& file, std::size_t tracks,
                             const std::string& missing);

}  // namespace mrec::cli
