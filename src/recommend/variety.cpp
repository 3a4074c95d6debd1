#include "variety.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "mrec/core/checksum.h"

namespace mrec::recommend {
namespace {

double deviation(const std::vector<double>& numbers) {
  double sum = 0;
  double squares = 0;
  for (const double number : numbers) sum += number;
  const double mean = sum / static_cast<double>(numbers.size());
  for (const double number : numbers) squares += (number - mean) * (number - mean);
  return std::sqrt(squares / static_cast<double>(numbers.size()));
}

/// From the Gumbel distribution, the same for the same path and seed.
double luck_of(std::string_view path, std::uint64_t seed) {
  const std::uint64_t hash = hash64(std::to_string(seed) + ' ' + std::string(path));
  const double uniform = (static_cast<double>(hash >> 11) + 0.5) * 0x1.0p-53;
  return -std::log(-std::log(uniform));
}

}  // namespace

void shuffle_a_little(Candidates& candidates, const library::Index& index, const RuleOptions& options) {
  if (candidates.places.empty()) return;
  const bool by_pulls = candidates.pulls.rows() > 0;
  const double width = options.variety * (by_pulls ? 1 : deviation(candidates.standing));
  for (std::size_t i = 0; i < candidates.places.size(); ++i) {
    const double push = width * luck_of(index.path_text(candidates.places[i]), options.seed);
    if (by_pulls) {
      candidates.pulls.row(static_cast<Eigen::Index>(i)) *= static_cast<float>(std::exp(push));
    } else {
      candidates.standing[i] += push;
    }
  }
}

}  // namespace mrec::recommend
