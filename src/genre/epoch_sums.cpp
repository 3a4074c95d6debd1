#include "genre/epoch_sums.h"

#include <algorithm>
#include <utility>

namespace mrec::genre {

void FitSum::add(double mean_loss, double weight, std::size_t batch_hits, std::size_t count) {
  loss_ += mean_loss * weight;
  weight_ += weight;
  hits_ += batch_hits;
  count_ += count;
}

Fit FitSum::mean() const {
  if (count_ == 0) return {};
  return {.loss = loss_ / weight_, .accuracy = static_cast<double>(hits_) / static_cast<double>(count_)};
}

void TrackHits::add(std::size_t track, std::span<const float> scores) {
  if (tracks_ == 0 || track != track_) {
    count_last();
    std::ranges::fill(votes_, 0.0);
    track_ = track;
    ++tracks_;
  }
  for (std::size_t genre = 0; genre < votes_.size(); ++genre) votes_[genre] += scores[genre];
}

double TrackHits::share() {
  count_last();
  return static_cast<double>(hits_) / static_cast<double>(std::exchange(tracks_, 0));
}

void TrackHits::count_last() {
  if (tracks_ == 0) return;
  const auto verdict = static_cast<std::size_t>(std::ranges::max_element(votes_) - votes_.begin());
  const std::vector<std::size_t>& genres = dataset_.tracks[track_].genres;
  hits_ += std::ranges::find(genres, verdict) != genres.end() ? 1 : 0;
}

}  // namespace mrec::genre
