#include <algorithm>

#include "cli/ranking_report.h"
#include "cli/text_columns.h"

namespace mrec::cli {
namespace {

std::string percent(double share) {
  return formatted("%6.1f %%", 100 * share);
}

std::string interval_text(const std::optional<eval::Interval>& interval) {
  return interval ? formatted("%5.1f to %5.1f", 100 * interval->low, 100 * interval->high)
                  : std::string("            -");
}

std::string difference_text(const std::optional<eval::ShareDifference>& difference) {
  if (!difference) return {};
  return formatted("  %+5.1f (%+.1f to %+.1f)", 100 * difference->difference,
                   100 * difference->by_listeners.low, 100 * difference->by_listeners.high);
}

std::string favourites_text(const eval::ListenerPlan& plan) {
  std::string text;
  for (const std::size_t count : plan.favourites) text += (text.empty() ? "" : " + ") + std::to_string(count);
  return text;
}

bool has_small_taste(const eval::ListenerPlan& plan) {
  return plan.favourites.front() > plan.favourites.back();
}

class Text {
 public:
  explicit Text(const RankingReport& report) : report_(report) {
    for (const std::string& rule : report.rules) width_ = std::max(width_, text_width(rule));
    width_ += 2;
  }

  std::string whole() const {
    std::string text = head();
    for (const PlanTable& table : report_.plans) {
      text += has_small_taste(table.plan) ? small_taste(table) : tastes(table);
    }
    return text + single() + lists() + sources();
  }

 private:
  std::string head() const {
    std::string text =
        "protocol: simulated listeners with favourites drawn from one or two genres; how many places of "
        "their lists hold "
        "these genres\nvectors: " +
        report_.vectors + "\n";
    if (!report_.genre_model.empty()) text += "genres: by " + report_.genre_model + learnt() + "\n";
    text += formatted("tracks: %zu of %zu genres", report_.tracks, report_.genres);
    text += report_.artists > 0
                ? formatted(" by %zu artists; the favourites' artists are not listed", report_.artists)
                : std::string(", artists not known");
    return text + formatted("\nintervals: 95 %%, bootstrap, seed %llu\n",
                            static_cast<unsigned long long>(report_.seed));
  }

  std::string learnt() const {
    if (!report_.learnt)
      return ", which does not say what it learnt from: if from these, rules that go by genre are flattered";
    if (*report_.learnt == 0) return ", which learnt from none of these tracks";
    return formatted(", which learnt from %zu of these tracks: rules that go by genre are flattered",
                     *report_.learnt);
  }

  std::string begin(const std::string& title, const std::string& columns) const {
    return "\n" + title + "\n" + padded("rule", width_) + columns + "\n";
  }

  std::string rule(std::size_t i) const { return padded(report_.rules[i], width_); }

  std::string plan_title(const PlanTable& table) const {
    return favourites_text(table.plan) +
           (table.plan.favourites.size() == 1 ? " favourites of one genre" : " of two genres") +
           formatted(", lists of %zu, %zu listeners", table.plan.list, table.listeners);
  }

  std::string tastes(const PlanTable& table) const {
    const bool two = table.plan.favourites.size() == 2;
    std::string text = begin(plan_title(table) + (two ? ", each genre counts up to its half" : ""),
                             "   share   by listeners     by artists" +
                                 std::string(two ? "   evenness" : "") + "  to the first rule");
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const PlanRow& row = table.rows[i];
      text += rule(i) + percent(row.share.share) + "  " + interval_text(row.share.by_listeners) + "  " +
              interval_text(row.share.by_artists) +
              (two ? formatted("  %9.2f", row.evenness) : std::string()) + difference_text(row.difference) +
              "\n";
    }
    return text;
  }

  std::string small_taste(const PlanTable& table) const {
    std::string text =
        begin(plan_title(table) + ", the small taste", "   share   by listeners   left out   by listeners");
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const eval::SmallTaste& small = table.rows[i].small;
      text += rule(i) + percent(small.share) + "  " + interval_text(small.share_interval) + "   " +
              percent(small.left_out) + "  " + interval_text(small.left_out_interval) + "\n";
    }
    return text;
  }

  std::string single() const {
    std::string text =
        begin(formatted("one favourite, every track once, lists of %zu", report_.single_list),
              "   same genre     by artists  other artists     by artists  hubness  largest  in no list");
    for (std::size_t i = 0; i < report_.single.size(); ++i) {
      const SingleRow& row = report_.single[i];
      const auto& others = row.other_artists;
      text += rule(i) + "     " + percent(row.all_tracks.share) + "  " +
              interval_text(row.all_tracks.by_artists) + "       " +
              (others ? percent(others->share) : "       -") + "  " +
              interval_text(others ? others->by_artists : std::nullopt) +
              formatted("  %7.2f  %7zu", row.hubness.skewness, row.hubness.largest) + "    " +
              percent(row.hubness.orphans) + "\n";
    }
    return text;
  }

  std::string lists() const {
    const PlanTable& table = report_.plans.front();
    std::string text =
        begin("the lists for " + favourites_text(table.plan) + " favourites",
              "unlike each other (two tracks of the library: 1)  artists a track  songs twice");
    for (std::size_t i = 0; i < report_.variety.size(); ++i) {
      const eval::ListVariety& variety = report_.variety[i];
      text += rule(i) + formatted("%48.2f  %15.2f   ", variety.dissimilarity, variety.artists) +
              percent(variety.repeats) + "\n";
    }
    return text;
  }

  std::string sources() const {
    if (report_.pulls.empty() || report_.pulls.front().listeners == 0) return {};
    std::string text =
        begin(formatted("3 favourites of one genre and one library, %zu listeners: of the genre's places",
                        report_.pulls.front().listeners),
              "the library's  by chance   ratio   by listeners");
    for (std::size_t i = 0; i < report_.pulls.size(); ++i) {
      const eval::SourcePull& pull = report_.pulls[i];
      text += rule(i) + "     " + percent(pull.share) + "   " + percent(pull.chance) +
              formatted("  %6.2f   %.2f to %.2f\n", pull.ratio, pull.ratio_interval.low,
                        pull.ratio_interval.high);
    }
    return text;
  }

  const RankingReport& report_;
  std::size_t width_ = 4;
};

}  // namespace

std::string report_text(const RankingReport& report) {
  return Text(report).whole();
}

}  // namespace mrec::cli
