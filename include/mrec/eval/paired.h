#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/eval/bootstrap.h"
#include "mrec/eval/confidence.h"

namespace mrec::eval {

/// Two models' verdicts on the same items: whether each is right. Both of one size.
struct PairedVerdicts {
  std::vector<bool> first;
  std::vector<bool> second;
};

/// What may be said of the difference between them.
struct PairedComparison {
  std::size_t both_right = 0;
  std::size_t only_first = 0;
  std::size_t only_second = 0;
  std::size_t both_wrong = 0;
  double difference = 0;                       ///< accuracy of the first less that of the second, -1 to 1
  Interval interval = {.low = -1, .high = 1};  ///< of the difference: 95 %, bootstrap of clusters
  double mcnemar = 1;    ///< p of McNemar's test; holds where the items are independent of each other
  double sign_flip = 1;  ///< p of the sign-flip test of the clusters' differences; holds where these are
};

/// `clusters` holds every item once; items alone: clusters_of_one(). No items show nothing: interval -1 to 1,
/// p = 1. The same seed gives the same figures at any number of threads.
PairedComparison compare(const PairedVerdicts& verdicts, const ItemClusters& clusters, std::uint64_t seed,
                         const Workers& workers);

/// McNemar's exact test, two-sided: the chance of a split at least as uneven as this one of the items that
/// only one of two models has right, were each as likely to go to the one as to the other (McNemar 1947). 1
/// when there are none.
double mcnemar_test(std::size_t only_first, std::size_t only_second);

/// Two-sided test of whether paired differences (of clusters, of seeds) are 0 on average: the chance that
/// their sum, were each as likely to have the other sign, is as far from 0 as it is (Fisher 1935). Exact up
/// to 16 differences that are not 0, by 20,000 draws beyond. Scores of folds depend on each other as their
/// training sets overlap: of these p is too small.
double sign_flip_test(std::span<const double> differences, std::uint64_t seed);

}  // namespace mrec::eval
