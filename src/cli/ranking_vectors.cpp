#include "cli/ranking_vectors.h"

#include <memory>
#include <utility>

#include "cli/track_judge.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using features::TrackFeatures;

RankingVectors by_judge(const JudgeFlags& flags, const fs::path& library,
                        const features::FeatureHeader& header, const Workers& workers) {
  const auto judge = std::make_shared<TrackJudge>(choose_judge(flags, library, header));
  const std::string model = to_utf8(judge->model().path.filename().string());
  const bool by_network = judge->embedding() == SimilarityBy::kMusicnn;
  return {.words = by_network ? std::string("musicnn") : "embedding of the genre model " + model,
          .genre_words = model,
          .learnt = learnt_from(judge->model().path, judge->model().classifier),
          .of = [judge, &workers](const TrackFeatures& track) -> std::optional<RankingVector> {
            if (!judge->can_judge(track)) return std::nullopt;
            genre::TrackVerdict verdict = judge->judge(track, workers);
            return RankingVector{.embedding = std::move(verdict.embedding),
                                 .probabilities = std::move(verdict.probabilities)};
          },
          .wanted = judge->wanted()};
}

RankingVectors by_embedding(const EmbeddingFlags& flags, const fs::path& library,
                            const features::FeatureHeader& header, const Workers& workers) {
  TrackEmbedding embedding = make_embedding(flags, library, header, workers);
  return {.words = embedding.words,
          .genre_words = {},
          .learnt = {},
          .of = [vector = embedding.vector](const TrackFeatures& track) -> std::optional<RankingVector> {
            Vector numbers = vector(track);
            if (numbers.size() == 0) return std::nullopt;
            return RankingVector{.embedding = std::move(numbers), .probabilities = Vector()};
          },
          .wanted = embedding.wanted};
}

}  // namespace

RankingVectors choose_vectors(const RankingFlags& flags, const fs::path& library,
                              const features::FeatureHeader& header, const Workers& workers) {
  if (!flags.external.empty()) {
    return {.words = to_utf8(fs::path(flags.external).filename().string()),
            .genre_words = {},
            .learnt = {},
            .of = [](const TrackFeatures&) { return RankingVector{}; },
            .wanted = features::Wanted::kAllButChunks};
  }
  const std::string own = header.embedding ? header.embedding->network : "mfcc";
  const std::string& name = flags.embedding.name.empty() ? own : flags.embedding.name;
  if (name == "mfcc") {
    return by_embedding({.name = name, .model = flags.embedding.model}, library, header, workers);
  }
  return by_judge({.model = flags.embedding.model, .embedding = name}, library, header, workers);
}

}  // namespace mrec::cli
