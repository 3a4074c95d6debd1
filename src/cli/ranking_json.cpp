#include <nlohmann/json.hpp>

#include "cli/interval_json.h"
#include "cli/ranking_report.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;

Json plan_row_json(const std::string& rule, const PlanRow& row, const eval::ListenerPlan& plan) {
  Json json = {{"rule", rule},
               {"share", row.share.share},
               {"share_interval", interval_json(row.share.by_listeners)},
               {"share_interval_by_artist", interval_json(row.share.by_artists)}};
  if (row.difference) {
    json["difference"] = row.difference->difference;
    json["difference_interval"] = interval_json(row.difference->by_listeners);
  }
  if (plan.favourites.size() < 2) return json;
  json["evenness"] = row.evenness;
  json["last_taste_share"] = row.small.share;
  json["last_taste_share_interval"] = interval_json(row.small.share_interval);
  json["last_taste_left_out"] = row.small.left_out;
  json["last_taste_left_out_interval"] = interval_json(row.small.left_out_interval);
  return json;
}

Json plans_json(const RankingReport& report) {
  Json plans = Json::array();
  for (const PlanTable& table : report.plans) {
    Json rows = Json::array();
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      rows.push_back(plan_row_json(report.rules[i], table.rows[i], table.plan));
    }
    plans.push_back({{"favourites", table.plan.favourites},
                     {"list", table.plan.list},
                     {"listeners", table.listeners},
                     {"rules", std::move(rows)}});
  }
  return plans;
}

Json agreement_json(const std::optional<eval::GenreAgreement>& agreement) {
  if (!agreement) return {};
  return {{"same_genre", agreement->share},
          {"interval", interval_json(agreement->by_tracks)},
          {"interval_by_artist", interval_json(agreement->by_artists)}};
}

Json single_json(const RankingReport& report) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < report.single.size(); ++i) {
    const SingleRow& row = report.single[i];
    rows.push_back({{"rule", report.rules[i]},
                    {"all_tracks", agreement_json(row.all_tracks)},
                    {"other_artists", agreement_json(row.other_artists)},
                    {"hubness", row.hubness.skewness},
                    {"largest_hub", row.hubness.largest},
                    {"orphans", row.hubness.orphans}});
  }
  return {{"list", report.single_list}, {"rules", std::move(rows)}};
}

Json lists_json(const RankingReport& report) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < report.variety.size(); ++i) {
    const eval::ListVariety& variety = report.variety[i];
    rows.push_back({{"rule", report.rules[i]},
                    {"dissimilarity", variety.dissimilarity},
                    {"artists", report.artists > 0 ? Json(variety.artists) : Json()},
                    {"repeats", variety.repeats}});
  }
  return rows;
}

Json sources_json(const RankingReport& report) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < report.pulls.size(); ++i) {
    const eval::SourcePull& pull = report.pulls[i];
    rows.push_back({{"rule", report.rules[i]},
                    {"listeners", pull.listeners},
                    {"share", pull.share},
                    {"chance", pull.chance},
                    {"ratio", pull.ratio},
                    {"ratio_interval", interval_json(pull.ratio_interval)}});
  }
  return rows;
}

}  // namespace

std::string report_json(const RankingReport& report) {
  const Json json = {{"vectors", to_utf8(report.vectors)},
                     {"genre_model", report.genre_model.empty() ? Json() : Json(to_utf8(report.genre_model))},
                     {"learnt", report.learnt ? Json(*report.learnt) : Json()},
                     {"seed", report.seed},
                     {"tracks", report.tracks},
                     {"genres", report.genres},
                     {"artists", report.artists},
                     {"unlabelled", report.left_out.unlabelled},
                     {"without_input", report.left_out.without_input},
                     {"failed", report.left_out.failed},
                     {"listeners", plans_json(report)},
                     {"single_favourites", single_json(report)},
                     {"lists", lists_json(report)},
                     {"sources", sources_json(report)}};
  return json.dump(2) + "\n";
}

}  // namespace mrec::cli
