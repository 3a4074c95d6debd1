#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mrec/features/track_features.h"
#include "mrec/genre/classifier.h"
#include "mrec/genre/decision.h"

namespace mrec::cli {

/// What is said of a track.
struct TrackAnswer {
  std::optional<genre::TrackVerdict> verdict;  ///< none without a model
  std::optional<std::vector<features::PredictedTag>>
      tags;  ///< the strongest, falling; none: not known or asked
};

/// Takes answers one by one and prints them: a line each, with columns for genres and tags, or one JSON array
/// at the end.
class AnswerPrinter {
 public:
  /// `genres` and `rule` of the model, none without one.
  AnswerPrinter(std::vector<std::string> genres, genre::DecisionRule rule, bool json)
      : genres_(std::move(genres)), rule_(rule), json_(json) {}

  void add(const std::string& name, const TrackAnswer& answer);
  void add_failure(const std::string& name, const std::string& error);
  void finish();

 private:
  std::string line(const std::string& name, const TrackAnswer& answer) const;
  void add_genres(const genre::TrackVerdict& verdict, nlohmann::ordered_json& json) const;

  std::vector<std::string> genres_;
  genre::DecisionRule rule_;
  bool json_;
  nlohmann::ordered_json list_ = nlohmann::ordered_json::array();
};

}  // namespace mrec::cli
