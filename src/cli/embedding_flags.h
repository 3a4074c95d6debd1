#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <string>

#include "mrec/core/progress.h"
#include "mrec/embedding/embedder.h"

namespace mrec::cli {

/// The options of `mrec extract` that decide the embeddings.
class EmbeddingFlags {
 public:
  void add_to(CLI::App& command);

  /// What makes the embeddings of a file that has `present` ones: as asked for; by default of as many patches
  /// as these, and none, with a warning where there should be some, when there are no weights. Throws
  /// Error{kUsage} for patches without embeddings and for what cannot be had, and as Musicnn::load.
  std::optional<embedding::Embedder> embedder(const std::filesystem::path& file,
                                              const std::optional<embedding::EmbeddingSpec>& present,
                                              Progress& progress) const;

  /// Of how many patches the embeddings of a file that has `present` ones are.
  int patches_for(const std::optional<embedding::EmbeddingSpec>& present) const;
  /// Whether --embedding none was said: that there are no weights does not count.
  bool is_none() const { return network_ == "none"; }
  /// For an output that has no place for embeddings. Throws Error{kUsage} when `option`, which asks for such
  /// an output, is given together with what asks for embeddings.
  void require_none_for(const std::string& option) const;

 private:
  std::optional<std::string> network_;
  std::optional<int> patches_;
};

}  // namespace mrec::cli
