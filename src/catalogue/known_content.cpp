#include "catalogue/known_content.h"

#include <utility>

namespace mrec::catalogue {
namespace {

/// Of how much use a known track is for another of its content.
std::pair<bool, bool> worth(const Entry& entry) {
  return {entry.facts.error.empty(), entry.facts.has_embedding};
}

}  // namespace

KnownContent::KnownContent(const Contents& contents, bool with_failures) {
  for (const Entry& entry : contents.entries) {
    if (entry.facts.content_hash.empty() || (!entry.facts.error.empty() && !with_failures)) continue;
    const auto [place, is_new] = entries_.emplace(key(entry.facts), &entry);
    if (!is_new && worth(entry) > worth(*place->second)) place->second = &entry;
  }
}

const Entry* KnownContent::find(const features::TrackFeatures& facts) const {
  if (facts.content_hash.empty()) return nullptr;
  const auto place = entries_.find(key(facts));
  return place == entries_.end() ? nullptr : place->second;
}

KnownContent::Key KnownContent::key(const features::TrackFeatures& facts) {
  const audio::Section section = facts.section.value_or(audio::Section{});
  return {facts.content_hash, section.start_s, section.end_s};
}

}  // namespace mrec::catalogue
