#include "cli/ranking_rules.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/eval/chance_rule.h"
#include "mrec/eval/distance_rules.h"
#include "mrec/library/external_vectors.h"
#include "mrec/library/index.h"
#include "mrec/recommend/ranked_list.h"

namespace mrec::cli {
namespace {

/// What several threads look at.
using SharedIndex = std::shared_ptr<const library::Index>;

SharedIndex index_of(const RankingTracks& tracks, const Matrix& embeddings, const Workers& workers) {
  library::IndexRows rows{.tracks = {}, .embeddings = embeddings, .probabilities = tracks.probabilities};
  for (const library::Track& track : tracks.tracks) rows.tracks.push_back({.track = track});
  // Without genres all tracks are of one, which changes no order.
  if (rows.probabilities.cols() == 0) rows.probabilities = Matrix::Ones(embeddings.rows(), 1);
  std::vector<std::string> genres;
  for (Eigen::Index i = 0; i < rows.probabilities.cols(); ++i) genres.push_back(std::to_string(i));
  return std::make_shared<library::Index>(library::IndexHeader{.root = {}, .genres = genres, .left_out = 0},
                                          std::move(rows), workers);
}

recommend::Favourites favourites_at(const library::Index& index, std::span<const std::size_t> places) {
  const auto count = static_cast<Eigen::Index>(places.size());
  recommend::Favourites favourites{
      .names = {},
      .tracks = {},
      .vectors = Matrix(count, static_cast<Eigen::Index>(index.width())),
      .probabilities = Matrix(count, static_cast<Eigen::Index>(index.genres().size()))};
  for (std::size_t i = 0; i < places.size(); ++i) {
    favourites.tracks.push_back(index.track(places[i]));
    favourites.names.push_back(favourites.tracks.back().path.string());
    favourites.vectors.row(static_cast<Eigen::Index>(i)) = index.vector(places[i]).transpose();
    favourites.probabilities.row(static_cast<Eigen::Index>(i)) = index.probabilities(places[i]).transpose();
  }
  return favourites;
}

eval::Ranker ranker_by(recommend::Rule rule, const SharedIndex& index, bool alone) {
  return [rule, index, alone](std::span<const std::size_t> favourites, const std::vector<bool>& may_be_listed,
                              std::size_t count) {
    library::Admission admission(*index, [&](std::size_t place) -> bool { return may_be_listed[place]; });
    const recommend::RankedList list =
        recommend::rank(*index, favourites_at(*index, favourites), {}, {.rule = rule},
                        {.count = count, .rule_alone = alone}, admission, Workers(1));
    std::vector<std::size_t> places;
    for (const recommend::Recommendation& each : list.tracks) places.push_back(each.track);
    return places;
  };
}

bool needs_genres(recommend::Rule rule) {
  return rule == recommend::Rule::kSoftGenre || rule == recommend::Rule::kWithinGenre;
}

RankingRules rules_by_cosine(const RankingTracks& tracks, const Matrix& embeddings, const Workers& workers) {
  const SharedIndex index = index_of(tracks, embeddings, workers);
  RankingRules rules{
      .words = tracks.words + ": " + std::to_string(embeddings.cols()) + " numbers, standardised, cosine",
      .rules = {},
      .dissimilarity = [index](std::size_t a, std::size_t b) {
        const Eigen::Index dimensions = index->dimensions();
        return 1 -
               static_cast<double>(index->vector(a).head(dimensions).dot(index->vector(b).head(dimensions)));
      }};
  for (const std::string& name : recommend::rule_names()) {
    const recommend::Rule rule = recommend::rule_of(name);
    if (tracks.probabilities.cols() == 0 && needs_genres(rule)) continue;
    rules.rules.push_back({.name = name, .ranker = ranker_by(rule, index, true)});
  }
  if (tracks.probabilities.cols() > 0) {
    rules.rules.push_back(
        {.name = "whole-list", .ranker = ranker_by(recommend::Rule::kCoverage, index, false)});
  }
  return rules;
}

RankingRules rules_by_distance(std::string words, const Matrix& distances) {
  return {.words = std::move(words),
          .rules = {{.name = "mean", .ranker = eval::least_mean_distance(distances)},
                    {.name = "nearest", .ranker = eval::least_distance(distances)}},
          .dissimilarity = [distances](std::size_t a, std::size_t b) {
            return static_cast<double>(distances(static_cast<Eigen::Index>(a), static_cast<Eigen::Index>(b)));
          }};
}

/// Euclidean distances of all pairs of rows.
Matrix distances_of(const Matrix& vectors) {
  Matrix distances(vectors.rows(), vectors.rows());
  for (Eigen::Index i = 0; i < vectors.rows(); ++i) {
    distances.row(i) = (vectors.rowwise() - vectors.row(i)).rowwise().norm().transpose();
  }
  return distances;
}

RankingRules all_rules(const RankingFlags& flags, const RankingTracks& tracks, const Workers& workers) {
  if (flags.external.empty()) return rules_by_cosine(tracks, tracks.embeddings, workers);
  const library::ExternalVectors external(flags.external);
  if (flags.metric == "distances") {
    return rules_by_distance(tracks.words + ": distances", external.distances_between(tracks.paths));
  }
  const Matrix vectors = external.vectors_of(tracks.paths);
  if (flags.metric == "cosine") return rules_by_cosine(tracks, vectors, workers);
  return rules_by_distance(
      tracks.words + ": " + std::to_string(vectors.cols()) + " numbers, Euclidean distance",
      distances_of(vectors));
}

}  // namespace

RankingRules make_rules(const RankingFlags& flags, const RankingTracks& tracks, const Workers& workers) {
  RankingRules all = all_rules(flags, tracks, workers);
  all.rules.push_back({.name = "by-chance", .ranker = eval::by_chance(flags.seed)});
  if (flags.rules.empty()) return all;
  std::vector<NamedRule> named;
  for (const std::string& name : flags.rules) {
    const auto found = std::ranges::find(all.rules, name, &NamedRule::name);
    if (found == all.rules.end()) {
      throw Error(ErrorKind::kUsage, "--rule " + name, "is no rule for " + all.words,
                  "see mrec evaluate --help");
    }
    named.push_back(*found);
  }
  all.rules = std::move(named);
  return all;
}

}  // namespace mrec::cli
