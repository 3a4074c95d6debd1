#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "mrec/features/feature_options.h"

namespace mrec::cli {

/// The options of a subcommand that decide the features; one that was not given leaves the preset's value.
class FeatureFlags {
 public:
  void add_to(CLI::App& command);

  /// The preset with the given options put over it, validated.
  features::FeatureOptions options() const;

 private:
  std::string preset_ = "gtzan";
  std::optional<std::string> kind_;
  std::optional<std::string> padding_;
  std::optional<int> rate_hz_;
  std::optional<int> n_fft_;
  std::optional<int> hop_;
  std::optional<int> n_mels_;
  std::optional<int> n_mfcc_;
  std::optional<double> fmin_hz_;
  std::optional<double> fmax_hz_;
  std::optional<double> top_db_;
  std::optional<double> chunk_s_;
  std::optional<double> excerpt_s_;
};

}  // namespace mrec::cli
