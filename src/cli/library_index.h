#pragma once

#include <filesystem>

#include "mrec/core/parallel.h"
#include "mrec/core/progress.h"
#include "mrec/features/feature_store.h"
#include "mrec/genre/classifier.h"
#include "mrec/library/index.h"

namespace mrec::cli {

/// A classifier and the file it came from.
struct NamedModel {
  std::filesystem::path path;
  genre::Classifier classifier;
};

/// `given`: what --model says, may be empty; see find_model().
NamedModel load_model(const std::filesystem::path& given);

/// Throws Error{kData} when the features of a file were made with other options, or its embeddings with other
/// weights, than what the model learnt from.
void require_same_features(const std::filesystem::path& file, const features::FeatureHeader& header,
                           const NamedModel& model);

/// The index kept beside the library when it is up to date, else made anew from the features and kept. That
/// it cannot be kept (a read-only folder) is only warned of.
library::Index open_index(const std::filesystem::path& library_file, const NamedModel& model,
                          const Workers& workers, Progress& progress);

}  // namespace mrec::cli
