#include "cli/evaluate_neighbours.h"

#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>

#include "cli/labelled_tracks.h"
#include "cli/left_out.h"
#include "cli/neighbour_report.h"
#include "cli/standard_output.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/eval/neighbours.h"
#include "mrec/library/external_vectors.h"
#include "mrec/library/standardiser.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

/// The neighbours that a rule gives.
using Search = std::function<eval::NeighbourLists(const eval::NeighbourRules&)>;

/// Tracks, what they are compared by, and how.
struct Comparison {
  LabelledTracks tracks;
  std::string words;
  Search search;
};

Search search_by_cosine(const Matrix& vectors) {
  return [units = library::Standardiser(vectors).unit_rows(vectors)](const eval::NeighbourRules& rules) {
    return eval::nearest_by_cosine(units, rules);
  };
}

std::string cosine_words(const std::string& what, Eigen::Index dimensions) {
  return what + ": " + std::to_string(dimensions) + " numbers, standardised, cosine";
}

Comparison compare_embeddings(const NeighbourFlags& flags, features::FeatureReader& reader) {
  const Workers workers(flags.threads);
  const TrackEmbedding embedding = make_embedding(flags.embedding, flags.library, reader.header(), workers);
  reader.want(embedding.wanted);
  LabelledTracks tracks = read_labelled_tracks(flags.library, reader, embedding.vector);
  std::string words = cosine_words(embedding.words, tracks.vectors.cols());
  Search search = search_by_cosine(tracks.vectors);
  return {.tracks = std::move(tracks), .words = std::move(words), .search = std::move(search)};
}

Comparison compare_external(const NeighbourFlags& flags, features::FeatureReader& reader) {
  const library::ExternalVectors external(flags.external);
  reader.want(features::Wanted::kAllButChunks);
  Comparison comparison{.tracks = read_labelled_tracks(flags.library, reader, {}), .words = {}, .search = {}};
  const std::string name = to_utf8(fs::path(flags.external).filename().string());
  const auto& paths = comparison.tracks.paths;
  if (flags.metric == "cosine") {
    comparison.words = cosine_words(name, external.dimensions());
    comparison.search = search_by_cosine(external.vectors_of(paths));
  } else if (flags.metric == "euclidean") {
    comparison.words = name + ": " + std::to_string(external.dimensions()) + " numbers, Euclidean distance";
    comparison.search = [vectors = external.vectors_of(paths)](const eval::NeighbourRules& rules) {
      return eval::nearest_by_euclidean(vectors, rules);
    };
  } else {
    comparison.words = name + ": distances";
    comparison.search = [distances = external.distances_between(paths)](const eval::NeighbourRules& rules) {
      return eval::nearest_by_distance(distances, rules);
    };
  }
  return comparison;
}

NeighbourRow figures(const Comparison& comparison, const NeighbourFlags& flags, bool other_artists_only) {
  const LabelledTracks& tracks = comparison.tracks;
  eval::NeighbourRules rules{.k = flags.k, .left_out_artists = {}};
  if (other_artists_only) rules.left_out_artists = tracks.artists;
  const eval::NeighbourLists lists = comparison.search(rules);
  const eval::TrackFacts facts{.genres = tracks.genres, .artists = tracks.artists};
  return {.other_artists_only = other_artists_only,
          .agreement = eval::genre_agreement(lists, facts, flags.seed),
          .chance = eval::chance_agreement(tracks.genres, rules),
          .hubness = eval::hubness(lists)};
}

void require_enough(const LabelledTracks& tracks, const NeighbourFlags& flags) {
  if (tracks.paths.size() > flags.k) return;
  throw Error(ErrorKind::kData, flags.library,
              "has " + std::to_string(tracks.paths.size()) + " labelled tracks, too few for " +
                  std::to_string(flags.k) + " neighbours each",
              "label more tracks or give a smaller --k");
}

}  // namespace

void evaluate_neighbours(const NeighbourFlags& flags) {
  features::FeatureReader reader(flags.library);
  const Comparison comparison =
      flags.external.empty() ? compare_embeddings(flags, reader) : compare_external(flags, reader);
  const LabelledTracks& tracks = comparison.tracks;
  if (!flags.quiet) {
    if (reader.torn()) std::fprintf(stderr, "%s\n", reader.torn_warning().c_str());
    warn_of(tracks.left_out);
  }
  require_enough(tracks, flags);
  NeighbourReport report{.vectors = comparison.words,
                         .tracks = tracks.paths.size(),
                         .genres = tracks.genre_count,
                         .artists = tracks.artist_count,
                         .left_out = tracks.left_out,
                         .k = flags.k,
                         .seed = flags.seed,
                         .rows = {figures(comparison, flags, false)}};
  if (!tracks.artists.empty()) report.rows.push_back(figures(comparison, flags, true));
  print(flags.json ? report_json(report) : report_text(report));
}

}  // namespace mrec::cli
