#include "mrec/catalogue/merge.h"

#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "catalogue/record_edit.h"
#include "mrec/catalogue/contents.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/paths.h"
#include "mrec/features/record_file.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDamaged = ": is damaged or breaks off: run its extraction again to complete it";

struct Source {
  fs::path path;
  features::FeatureHeader header;
  Contents contents;
};

/// An entry of one of the sources.
struct Choice {
  const Source* source = nullptr;
  const Entry* entry = nullptr;
};

fs::path common_root(const std::vector<Source>& sources) {
  fs::path common = sources.front().header.root;
  for (const Source& source : sources) common = common_folder(common, source.header.root);
  return common;
}

std::vector<Source> open_sources(const std::vector<fs::path>& libraries) {
  std::vector<Source> sources;
  for (const fs::path& library : libraries) {
    sources.push_back({.path = library,
                       .header = features::FeatureReader(library).header(),
                       .contents = read_contents(library)});
    const auto& first = sources.front().header;
    const auto& last = sources.back().header;
    if (first.options == last.options && first.analysis == last.analysis) continue;
    throw Error(ErrorKind::kUsage, library.string(),
                "was made with other feature options than " + libraries.front().string(),
                "extract all with the same options");
  }
  return sources;
}

/// What made the embeddings, for all of the parts that have some. Throws Error{kUsage} when they differ.
std::optional<embedding::EmbeddingSpec> common_embedding(const std::vector<Source>& sources) {
  const Source* first = nullptr;
  for (const Source& source : sources) {
    if (!source.header.embedding) continue;
    if (first == nullptr) first = &source;
    if (source.header.embedding == first->header.embedding) continue;
    throw Error(ErrorKind::kUsage, source.path.string(),
                "has embeddings by other weights or of other --patches than " + first->path.string(),
                "extract both with the same weights and --patches");
  }
  return first == nullptr ? std::nullopt : first->header.embedding;
}

/// Where the header names no network an embedding does not count.
bool has_embedding(const Choice& choice) {
  return choice.entry->facts.has_embedding && choice.source->header.embedding;
}

/// A path of one root, or an absolute one, as seen from another root.
fs::path rebased(const fs::path& path, const fs::path& from, const fs::path& to) {
  return path.empty() ? path : seen_from(to, from / path);
}

bool is_better(const Choice& candidate, const Choice& present) {
  const auto rank = [](const Choice& choice) {
    const features::TrackFeatures& facts = choice.entry->facts;
    return std::tuple(facts.error.empty(), facts.mtime_us, has_embedding(choice));
  };
  return rank(candidate) >= rank(present);
}

std::string line_of(const Choice& choice, const fs::path& root, const features::FeatureHeader& header) {
  const fs::path& from = choice.source->header.root;
  std::string line = features::read_record(choice.source->path, choice.entry->offset, choice.entry->bytes);
  const features::TrackFeatures& known = choice.entry->facts;
  features::TrackFeatures facts = known;
  facts.path = rebased(known.path, from, root);
  facts.file = rebased(known.file, from, root);
  facts.has_embedding = has_embedding(choice);
  const bool stays = facts.path == known.path && facts.file == known.file;
  if (stays && facts.has_embedding == known.has_embedding) return line;
  return facts.error.empty() ? line_with_features_of(facts, line, header) : features::to_line(facts, header);
}

}  // namespace

MergeCount merge_libraries(const std::vector<fs::path>& libraries, const features::ByteSink& sink,
                           const MergeOptions& options) {
  const std::vector<Source> sources = open_sources(libraries);
  features::FeatureHeader header = sources.front().header;
  header.root = common_root(sources);
  header.embedding = common_embedding(sources);
  MergeCount count;
  std::map<std::string, Choice> chosen;
  for (const Source& source : sources) {
    if (source.contents.torn_bytes > 0 || source.contents.damaged > 0) {
      count.warnings.push_back(source.path.string() + kDamaged);
      if (options.strict) throw Error(ErrorKind::kData, count.warnings.back());
    }
    for (const Entry& entry : source.contents.entries) {
      Choice& place = chosen[rebased(entry.facts.path, source.header.root, header.root).native()];
      const Choice candidate{.source = &source, .entry = &entry};
      if (place.entry != nullptr) ++count.repeated;
      if (place.entry == nullptr || is_better(candidate, place)) place = candidate;
    }
  }
  sink(features::as_record(features::to_line(header), options.form));
  for (const auto& [path, choice] : chosen) {
    throw_if_interrupted();
    ++(choice.entry->facts.error.empty() ? count.tracks : count.failed);
    sink(features::as_record(line_of(choice, header.root, header), options.form));
  }
  return count;
}

}  // namespace mrec::catalogue
