#pragma once

#include <map>
#include <string>
#include <tuple>

#include "mrec/catalogue/contents.h"

namespace mrec::catalogue {

/// Tracks by their content: hash and section.
class KnownContent {
 public:
  KnownContent() = default;
  /// The contents must outlive it. Of several tracks of one content one that did not fail counts, and of
  /// these one with an embedding. Tracks that failed are left out on request, so that they are tried again.
  KnownContent(const Contents& contents, bool with_failures);

  /// The track with the content of some facts; null when there is none or it is not known.
  const Entry* find(const features::TrackFeatures& facts) const;

 private:
  using Key = std::tuple<std::string, double, double>;
  static Key key(const features::TrackFeatures& facts);

  std::map<Key, const Entry*> entries_;
};

}  // namespace mrec::catalogue
