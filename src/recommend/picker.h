#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <optional>
#include <queue>
#include <vector>

#include "mrec/recommend/rule.h"

namespace mrec::recommend {

/// Gives candidates in the order of the rule. What a candidate adds to a list that serves all favourites
/// falls as the list grows, so that it is only worked out again for those that would come next (Minoux 1978).
class Picker {
 public:
  explicit Picker(const Candidates& candidates);

  /// The next candidate (its number); it is out of the game then. Nothing: there are no more.
  std::optional<std::size_t> next();
  /// Back into the game.
  void put_back(std::size_t candidate);
  /// The candidate is on the list.
  void take(std::size_t candidate);

  /// What each favourite adds to the gain of a candidate now; of rules that give one number, its opinion
  /// above the lowest of them.
  std::vector<double> gains(std::size_t candidate) const;

 private:
  struct Offer {
    double gain = 0;
    std::size_t candidate = 0;
    std::size_t at_length = 0;  ///< of the list when the gain was worked out
  };
  struct Worse {
    bool operator()(const Offer& a, const Offer& b) const {
      return a.gain != b.gain ? a.gain < b.gain : a.candidate > b.candidate;
    }
  };
  bool serves_all() const { return candidates_.pulls.rows() > 0; }
  double gain(std::size_t candidate) const;
  Eigen::ArrayXd pulls_of(std::size_t candidate) const;

  const Candidates& candidates_;
  Eigen::ArrayXd covered_;  ///< of each favourite's pull
  Eigen::ArrayXd worth_;    ///< what that is worth
  std::priority_queue<Offer, std::vector<Offer>, Worse> offers_;
  std::size_t length_ = 0;
};

}  // namespace mrec::recommend
