#include "cli/embedding_flags.h"

#include "cli/home.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

constexpr const char* kGroup = "Embedding";
constexpr const char* kNoWeights = "there are no weights for musicnn";
constexpr const char* kAdvice = "make them with mrec import musicnn";

[[noreturn]] void refuse(const std::string& useless, const std::string& with) {
  throw Error(ErrorKind::kUsage, useless, "is of no use with " + with, "leave out one of them");
}

}  // namespace

void EmbeddingFlags::add_to(CLI::App& command) {
  command
      .add_option("--embedding", network_,
                  "musicnn: a vector and tags of each track by a network that heard many, or none [musicnn "
                  "when its weights are there]")
      ->check(CLI::IsMember({"musicnn", "none"}))
      ->group(kGroup);
  command
      .add_option("--patches", patches_,
                  "3 s pieces of the excerpt that the vector is the mean of, 1 to 32 [" +
                      std::to_string(embedding::Embedder::kDefaultPatches) + "]")
      ->group(kGroup);
}

std::optional<embedding::Embedder> EmbeddingFlags::embedder(
    const std::filesystem::path& file, const std::optional<embedding::EmbeddingSpec>& present,
    Progress& progress) const {
  if (is_none()) {
    if (patches_) refuse("--patches", "--embedding none");
    return std::nullopt;
  }
  const auto weights = find_musicnn();
  if (!weights) {
    if (network_ || patches_) throw Error(ErrorKind::kUsage, "--embedding musicnn", kNoWeights, kAdvice);
    if (present) {
      progress.warn(to_utf8(file.string()) + ": has embeddings, but " + kNoWeights +
                    ", so that new tracks get none: " + kAdvice);
    }
    return std::nullopt;
  }
  return embedding::Embedder(embedding::Musicnn::load(*weights), patches_for(present));
}

int EmbeddingFlags::patches_for(const std::optional<embedding::EmbeddingSpec>& present) const {
  return patches_.value_or(present ? present->patches : embedding::Embedder::kDefaultPatches);
}

void EmbeddingFlags::require_none_for(const std::string& option) const {
  if (patches_) refuse("--patches", option);
  if (network_ && !is_none()) refuse("--embedding " + *network_, option);
}

}  // namespace mrec::cli
