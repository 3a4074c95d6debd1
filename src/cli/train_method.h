#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mrec/genre/learn.h"

namespace mrec::cli {

/// What the command line says of what is learnt from and how; what was not given follows from the rest.
struct MethodFlags {
  std::optional<std::string> input;
  std::optional<std::string> architecture;
  std::optional<std::string> preset;
  std::optional<int> epochs;
  std::optional<int> batch;
  std::optional<int> patience;
  std::optional<int> crops;
  std::optional<double> learning_rate;
  std::optional<double> weight_decay;
  std::optional<double> dropout;
  std::optional<double> l2;
  std::optional<double> c;
  std::optional<double> gamma;
  std::optional<double> shrinkage;
  std::optional<int> neighbours;
  bool balance = false;

  void add_to(CLI::App& command);
};

/// What is in force.
struct Method {
  std::string name;    ///< as --arch says it
  std::string preset;  ///< empty: none
  std::vector<genre::Recipe> recipes;

  /// What the recipes look at, each kind once.
  std::vector<genre::TrackInput> inputs() const;
  bool learns_by_epochs() const;
  /// All that learns under this seed.
  void seed(std::uint64_t seed, std::uint64_t run);
};

/// What feature files offer to learn from.
struct Material {
  bool embeddings = false;  ///< every file has them
  bool log_mel = false;     ///< of chunks or clips; else MFCC
  bool clips = false;       ///< whole excerpts in one piece, no chunks of one length
  bool tracks = true;       ///< false: a course file, which knows chunks alone
};

/// Throws as the readers do.
Material material_of(std::span<const std::filesystem::path> files);

/// The names of all methods: those of the architectures and "blend", the convolutional network of the
/// features with svm on both kinds of statistics.
std::vector<std::string> method_names();

/// By default softmax regression on embeddings where there are some, else the convolutional network for the
/// features. Throws Error{kUsage} for options that do not fit together, have no effect or are out of range.
Method choose_method(const MethodFlags& flags, const Material& material);

/// Puts what suits several genres a track where the command line says nothing else.
void suit_several_genres(const MethodFlags& flags, Method& method);

/// The method as options of `mrec train`, all of them named.
std::string command_options(const Method& method);

}  // namespace mrec::cli
