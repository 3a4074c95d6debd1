#include "cli/ranking_evaluation.h"

#include <cmath>
#include <string>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/library/song_key.h"

namespace mrec::cli {
namespace {

constexpr std::size_t kSingleList = 5;
/// Of two tracks that hold one song: dissimilarity, in that of any two tracks of the library, and difference
/// in length.
constexpr double kSameSound = 0.005;
constexpr double kSameDuration_s = 1;

std::vector<eval::ListenerPlan> all_plans() {
  return {{.favourites = {3}, .list = 10},
          {.favourites = {5}, .list = 10},
          {.favourites = {20}, .list = 10},
          {.favourites = {5, 5}, .list = 20},
          {.favourites = {8, 2}, .list = 20}};
}

/// Listeners of three favourites are those whose few hints are pulled astray by where they come from.
const eval::ListenerPlan kSourcePlan = {.favourites = {3}, .list = 10};

class Evaluation {
 public:
  Evaluation(const RankingFlags& flags, const RankingTracks& tracks, const RankingRules& rules,
             const Workers& workers, Progress& progress)
      : flags_(flags), tracks_(tracks), rules_(rules), workers_(workers), progress_(progress) {
    for (const library::Track& track : tracks.tracks)
      songs_.push_back(library::song_key(track.artist, track.title));
    usual_ = eval::mean_dissimilarity(tracks.tracks.size(), rules.dissimilarity, flags.seed);
  }

  RankingReport run() {
    RankingReport report = described();
    for (const eval::ListenerPlan& plan : all_plans()) {
      const auto listeners = eval::draw_listeners(facts(), plan, flags_.listeners, flags_.seed);
      if (listeners.empty()) {
        done_ += rules_.rules.size();
      } else {
        add_plan(plan, listeners, report);
      }
    }
    if (report.plans.empty()) {
      throw Error(ErrorKind::kData, flags_.libraries.front(),
                  "has no genre with tracks enough for a listener",
                  "label more tracks: more than 3 of a genre, by several artists");
    }
    for (const NamedRule& rule : rules_.rules) {
      report.single.push_back(single(rule.ranker));
      tell(rule);
      if (flags_.libraries.size() > 1) {
        report.pulls.push_back(eval::source_pull(facts(), tracks_.sources, kSourcePlan, flags_.listeners,
                                                 rule.ranker, flags_.seed, workers_));
      }
    }
    return report;
  }

 private:
  eval::TrackFacts facts() const { return {.genres = tracks_.genres, .artists = tracks_.artists}; }

  RankingReport described() const {
    RankingReport report;
    report.vectors = rules_.words;
    report.genre_model = tracks_.genre_words;
    report.tracks = tracks_.tracks.size();
    report.genres = tracks_.genre_count;
    report.artists = tracks_.artist_count;
    report.learnt = tracks_.learnt;
    report.seed = flags_.seed;
    report.left_out = tracks_.left_out;
    report.single_list = kSingleList;
    for (const NamedRule& rule : rules_.rules) report.rules.push_back(rule.name);
    return report;
  }

  void add_plan(const eval::ListenerPlan& plan, const std::vector<eval::Listener>& listeners,
                RankingReport& report) {
    PlanTable table{.plan = plan, .listeners = listeners.size(), .rows = {}};
    std::vector<eval::Serving> first;
    for (const NamedRule& rule : rules_.rules) {
      auto servings = eval::serve(listeners, plan, facts(), rule.ranker, workers_);
      PlanRow row{.share = eval::serving_share(servings, facts(), flags_.seed),
                  .difference = {},
                  .evenness = plan.favourites.size() == 2 ? eval::evenness(servings, tracks_.genres) : 0,
                  .small = eval::small_taste(servings, tracks_.genres, flags_.seed)};
      if (!first.empty())
        row.difference = eval::share_difference(servings, first, tracks_.genres, flags_.seed);
      if (report.plans.empty()) report.variety.push_back(variety(servings));
      if (first.empty()) first = std::move(servings);
      table.rows.push_back(row);
      tell(rule);
    }
    report.plans.push_back(std::move(table));
  }

  void tell(const NamedRule& rule) {
    progress_.advance(++done_, rules_.rules.size() * (all_plans().size() + 1), rule.name);
  }

  /// By name, or because sound and duration are all but equal.
  bool same_song(std::size_t a, std::size_t b) const {
    if (!songs_[a].empty() && songs_[a] == songs_[b]) return true;
    const double apart_s = std::abs(tracks_.tracks[a].duration_s - tracks_.tracks[b].duration_s);
    return apart_s <= kSameDuration_s && rules_.dissimilarity(a, b) <= kSameSound * usual_;
  }

  /// With two tracks of the library as the unit of dissimilarity.
  eval::ListVariety variety(const std::vector<eval::Serving>& servings) const {
    eval::ListVariety variety =
        eval::list_variety(servings, rules_.dissimilarity, tracks_.artists,
                           [this](std::size_t a, std::size_t b) { return same_song(a, b); });
    if (usual_ > 0) variety.dissimilarity /= usual_;
    return variety;
  }

  /// For every track alone a list, as far as others may be listed.
  eval::NeighbourLists lists_of_each(const eval::Ranker& ranker, const eval::TrackFacts& facts) const {
    eval::NeighbourLists lists(facts.genres.size());
    workers_.for_each(lists.size(), [&](std::size_t track) {
      throw_if_interrupted();
      const eval::Listener listener{.favourites = {track}, .tastes = {facts.genres[track]}};
      lists[track] = ranker(listener.favourites, eval::may_be_listed(listener, facts), kSingleList);
    });
    return lists;
  }

  SingleRow single(const eval::Ranker& ranker) const {
    const eval::NeighbourLists all = lists_of_each(ranker, {.genres = tracks_.genres});
    SingleRow row{.all_tracks = eval::genre_agreement(all, facts(), flags_.seed),
                  .other_artists = {},
                  .hubness = eval::hubness(all)};
    if (tracks_.artists.empty()) return row;
    const eval::NeighbourLists others = lists_of_each(ranker, facts());
    row.other_artists = eval::genre_agreement(others, facts(), flags_.seed);
    row.hubness = eval::hubness(others);
    return row;
  }

  const RankingFlags& flags_;
  const RankingTracks& tracks_;
  const RankingRules& rules_;
  const Workers& workers_;
  Progress& progress_;
  std::size_t done_ = 0;
  std::vector<std::string> songs_;  ///< keys
  double usual_ = 0;                ///< dissimilarity of two tracks of the library
};

}  // namespace

RankingReport evaluate_rules(const RankingFlags& flags, const RankingTracks& tracks,
                             const RankingRules& rules, const Workers& workers, Progress& progress) {
  return Evaluation(flags, tracks, rules, workers, progress).run();
}

}  // namespace mrec::cli
