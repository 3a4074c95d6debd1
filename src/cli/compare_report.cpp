#include "cli/compare_report.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

#include "cli/console_progress.h"
#include "cli/text_columns.h"
#include "mrec/genre/split.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;

/// The tested tracks that stand or fall together: an artist's, where tags know artists, and a recording's.
/// Items are places in `tracks`, which rises.
eval::ItemClusters clusters_of(const genre::Dataset& dataset, std::span<const std::size_t> tracks) {
  const auto unit = dataset.knows_artists() ? genre::SplitUnit::kArtist : genre::SplitUnit::kTrack;
  eval::ItemClusters clusters;
  for (const std::vector<std::size_t>& together : genre::units_of(dataset, unit)) {
    std::vector<std::size_t> items;
    for (const std::size_t track : together) {
      const auto place = std::ranges::lower_bound(tracks, track);
      if (place != tracks.end() && *place == track) {
        items.push_back(static_cast<std::size_t>(place - tracks.begin()));
      }
    }
    if (!items.empty()) clusters.push_back(std::move(items));
  }
  return clusters;
}

std::vector<eval::Round> rounds_of(const ContestResult& result, const genre::Dataset& dataset) {
  std::vector<eval::Round> rounds;
  for (const genre::Trial& trial : result.trials) {
    rounds.push_back({trial.track_truth, trial.track_verdict, trial.probabilities});
    if (dataset.multi_label) rounds.back().targets = genre::targets_of(dataset, trial.tracks);
  }
  return rounds;
}

/// Nothing where tracks are judged as a whole.
std::optional<double> chunk_accuracy(const ContestResult& result) {
  double sum = 0;
  for (const genre::Trial& trial : result.trials) {
    if (trial.chunk_truth.empty()) return std::nullopt;
    std::size_t hits = 0;
    for (std::size_t i = 0; i < trial.chunk_truth.size(); ++i) {
      hits += trial.chunk_truth[i] == trial.chunk_verdict[i] ? 1 : 0;
    }
    sum += static_cast<double>(hits) / static_cast<double>(trial.chunk_truth.size());
  }
  return sum / static_cast<double>(result.trials.size());
}

std::string percent_text(double share) {
  return formatted("%.1f", 100 * share);
}

std::string p_text(double p) {
  return p < 0.001 ? "<0.001" : formatted("%.3f", p);
}

std::string time_text(double seconds) {
  if (seconds < 60) return formatted(seconds < 10 ? "%.2f s" : "%.1f s", seconds);
  return duration_text(seconds);
}

std::string interval_text(const eval::Interval& interval) {
  return formatted("%.1f to %.1f", 100 * interval.low, 100 * interval.high);
}

std::string difference_text(const eval::Interval& interval) {
  return formatted("%+.1f to %+.1f", 100 * interval.low, 100 * interval.high);
}

/// The cells of a table, the head first.
using Table = std::vector<std::vector<std::string>>;

/// The first column to the left, the others to the right.
std::string aligned(const Table& table) {
  std::vector<std::size_t> widths(table.front().size());
  for (const auto& row : table) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], text_width(row[i]));
  }
  std::string text;
  for (const auto& row : table) {
    std::string line = padded(row.front(), widths.front());
    for (std::size_t i = 1; i < row.size(); ++i) {
      line += "  " + std::string(widths[i] - text_width(row[i]), ' ') + row[i];
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

std::vector<std::string> head_of(const CompareReport& report) {
  std::vector<std::string> head = {"method", report.multi_label ? "top genre %" : "accuracy %", "95 %"};
  if (report.seeds.size() > 1) head.emplace_back("sd");
  head.emplace_back("chunks %");
  if (report.multi_label) head.insert(head.end(), {"mAP", "micro F1 %"});
  head.insert(head.end(),
              {"macro F1 %", "log-loss", "ECE %", "time", "behind best", "95 %", "p", "McNemar p", ""});
  return head;
}

std::vector<std::string> cells_of(const CompareRow& row, const CompareReport& report) {
  const eval::Standing& standing = row.standing;
  std::vector<std::string> cells = {row.title, percent_text(standing.accuracy),
                                    interval_text(standing.interval)};
  if (report.seeds.size() > 1) cells.push_back(percent_text(standing.deviation));
  cells.push_back(row.chunk_accuracy ? percent_text(*row.chunk_accuracy) : "-");
  if (report.multi_label) {
    cells.push_back(formatted("%.3f", standing.mean_average_precision));
    cells.push_back(percent_text(standing.micro_f1));
  }
  cells.push_back(percent_text(standing.macro_f1));
  cells.push_back(formatted(report.multi_label ? "%.3f" : "%.2f", standing.log_loss));
  cells.push_back(percent_text(standing.calibration));
  cells.push_back(time_text(row.seconds));
  if (!row.behind_best) {
    cells.insert(cells.end(), {"-", "-", "-", "-", ""});
    return cells;
  }
  const eval::PairedComparison& behind = *row.behind_best;
  cells.insert(cells.end(),
               {formatted("%+.1f", 100 * behind.difference), difference_text(behind.interval),
                p_text(behind.sign_flip), p_text(behind.mcnemar), within_noise(behind.interval) ? "~" : ""});
  return cells;
}

std::string seeds_text(const std::vector<std::uint64_t>& seeds) {
  if (seeds.size() == 1) return "seed " + std::to_string(seeds.front());
  return "seeds " + std::to_string(seeds.front()) + " to " + std::to_string(seeds.back());
}

std::string what_stands_together(const CompareReport& report) {
  return report.by_artist ? std::to_string(report.clusters) + " artists with all their tracks"
                          : std::to_string(report.clusters) + " tracks";
}

Json interval_json(const eval::Interval& interval) {
  return {interval.low, interval.high};
}

Json behind_json(const eval::PairedComparison& behind) {
  return {{"difference", behind.difference},
          {"interval", interval_json(behind.interval)},
          {"sign_flip_p", behind.sign_flip},
          {"mcnemar_p", behind.mcnemar},
          {"both_right", behind.both_right},
          {"only_this", behind.only_first},
          {"only_best", behind.only_second},
          {"both_wrong", behind.both_wrong},
          {"within_noise", within_noise(behind.interval)}};
}

Json row_json(const CompareRow& row, bool multi_label) {
  const eval::Standing& standing = row.standing;
  Json json = {{"name", row.title},
               {"method", row.method},
               {"options", row.options},
               {"track_accuracy", standing.accuracy},
               {"track_accuracy_interval", interval_json(standing.interval)},
               {"track_accuracy_of_seeds", standing.of_rounds},
               {"track_accuracy_deviation", standing.deviation},
               {"chunk_accuracy", row.chunk_accuracy ? Json(*row.chunk_accuracy) : Json()},
               {"macro_f1", standing.macro_f1},
               {"log_loss", standing.log_loss},
               {"calibration_error", standing.calibration},
               {"seconds", row.seconds},
               {"behind_best", row.behind_best ? behind_json(*row.behind_best) : Json()}};
  if (!multi_label) return json;
  json["micro_f1"] = standing.micro_f1;
  json["mean_average_precision"] = standing.mean_average_precision;
  return json;
}

/// Places of the rows, the most accurate first, equal ones as they are.
std::vector<std::size_t> by_accuracy(std::span<const CompareRow> rows) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t i) { return rows[i].standing.accuracy; });
  return order;
}

std::vector<CompareRow> rows_of(std::span<const Contestant> contestants,
                                std::span<const ContestResult> results, const genre::Dataset& dataset,
                                const eval::ItemClusters& clusters, std::uint64_t seed,
                                const Workers& workers) {
  std::vector<std::vector<eval::Round>> rounds;
  std::vector<CompareRow> rows;
  for (std::size_t i = 0; i < contestants.size(); ++i) {
    rounds.push_back(rounds_of(results[i], dataset));
    rows.push_back({.title = contestants[i].title,
                    .method = contestants[i].method.name,
                    .options = command_options(contestants[i].method).substr(1),
                    .standing = eval::standing_of(rounds[i], clusters, seed, workers),
                    .chunk_accuracy = chunk_accuracy(results[i]),
                    .seconds = results[i].seconds});
  }
  const std::vector<std::size_t> order = by_accuracy(rows);
  std::vector<CompareRow> ordered;
  for (const std::size_t i : order) {
    if (i != order.front()) {
      rows[i].behind_best = eval::compare_rounds(rounds[i], rounds[order.front()], clusters, seed, workers);
    }
    ordered.push_back(std::move(rows[i]));
  }
  return ordered;
}

/// What the columns mean.
std::string legend(const CompareReport& report) {
  const std::string labels =
      report.multi_label
          ? "top genre: the most probable is one of the track's; F1: genres are given from 50 % "
            "on; log-loss, ECE: of all pairs of track and genre\n"
          : "";
  return std::string(
             "accuracy: by track; chunks: these, or windows, each alone; time: to learn all splits\n") +
         labels +
         "behind best: the difference to the first line, in points; ~ its interval holds 0: within noise\n" +
         "p: sign flips of " + (report.by_artist ? "artists" : "tracks") +
         "; McNemar's takes tracks as independent" +
         (report.seeds.size() > 1 ? ", and is of the first seed" : "") + "\n";
}

}  // namespace

CompareReport make_compare_report(std::span<const Contestant> contestants,
                                  std::span<const ContestResult> results, std::span<const SeededPlan> plans,
                                  const genre::Dataset& dataset, const Workers& workers) {
  const std::vector<std::size_t>& tested = results.front().trials.front().tracks;
  const eval::ItemClusters clusters = clusters_of(dataset, tested);
  CompareReport report{.protocol = plans.front().plan.protocol,
                       .genres = dataset.genres,
                       .tracks = tested.size(),
                       .clusters = clusters.size(),
                       .by_artist = dataset.knows_artists(),
                       .multi_label = dataset.multi_label,
                       .leakage = plans.front().plan.leakage};
  for (const SeededPlan& plan : plans) report.seeds.push_back(plan.seed);
  report.rows = rows_of(contestants, results, dataset, clusters, plans.front().seed, workers);
  return report;
}

std::string compare_text(const CompareReport& report) {
  Table table = {head_of(report)};
  for (const CompareRow& row : report.rows) table.push_back(cells_of(row, report));
  return "protocol: " + report.protocol + "\n" +
         formatted("%zu tracks of %zu genres, ", report.tracks, report.genres.size()) +
         seeds_text(report.seeds) + "; intervals and p: " + what_stands_together(report) + "\n\n" +
         aligned(table) + "\n" + legend(report);
}

std::string compare_json(const CompareReport& report, double seconds) {
  Json methods = Json::array();
  for (const CompareRow& row : report.rows) methods.push_back(row_json(row, report.multi_label));
  const Json json = {
      {"protocol", report.protocol},
      {"seeds", report.seeds},
      {"genres", report.genres},
      {"tracks", report.tracks},
      {"clusters", {{"of", report.by_artist ? "artist" : "track"}, {"count", report.clusters}}},
      {"leakage",
       {{"tested", report.leakage.tested},
        {"same_artist", report.leakage.same_artist},
        {"same_recording", report.leakage.same_recording}}},
      {"methods", std::move(methods)},
      {"seconds", seconds}};
  return json.dump(2) + "\n";
}

}  // namespace mrec::cli
