#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "cli/named_model.h"
#include "cli/train_method.h"
#include "cli/train_report.h"
#include "mrec/core/parallel.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/learnt_from.h"
#include "mrec/genre/trial.h"

namespace mrec::cli {

/// The model that a training goes on from: what --from names.
struct Origin {
  NamedModel model;
  std::string checksum;  ///< of its file

  std::string name() const;  ///< of its file, without folders
};

/// Throws Error{kUsage} for a model that is no single network, and as load_model().
Origin load_origin(const std::filesystem::path& path);

/// The model's architecture, input and network; of the rest what the flags say, else what suits. Keeps a
/// pointer to the model. Throws Error{kUsage} for flags that say otherwise, and as choose_method().
Method continued_method(const MethodFlags& flags, const Material& material, const Origin& origin);

/// Fits the data set to the model; see genre::go_on_from(). Throws Error{kData} naming `file`, its first one,
/// where its features are not the model's, or its labels not of the kind. What there is to warn of.
std::vector<std::string> fit_to(const Origin& origin, const std::filesystem::path& file,
                                genre::Dataset& dataset);

/// How the model judges the tested tracks, beside the verdicts of a training that went on from it.
ContinuationFigures compare_with(const Origin& origin, const genre::Dataset& dataset,
                                 const genre::Trial& trial, std::uint64_t seed, const Workers& workers);

/// What a new model says of the one before it: its name, checksum and epochs, the sum of all epochs, and the
/// marks of what both have learnt from (none, where those of the model before are not known).
void keep_origin(const Origin& origin, const genre::Notes& notes, const genre::LearntFrom& learnt_from,
                 std::map<std::string, std::string>& provenance);

}  // namespace mrec::cli
