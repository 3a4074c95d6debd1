#include "cli/identify_output.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;
using features::TrackFeatures;
using fingerprint::Recognition;

std::string title_of(const TrackFeatures& track) {
  if (track.tags.title.empty()) return track.tags.artist;
  return track.tags.artist.empty() ? track.tags.title : track.tags.artist + " - " + track.tags.title;
}

/// "1:05"; what begins before the track begins with it.
std::string clock(double seconds) {
  const long whole = std::max(0L, std::lround(seconds));
  char text[32];
  std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  return text;
}

/// Nothing is wholly certain.
double shown_certainty(double certainty) {
  return std::min(certainty, 0.9999);
}

Json track_json(const Recognition& found, const IdentifiedLibrary& library) {
  const TrackFeatures& track = *library.tracks[found.source];
  Json object = {{"path", to_utf8(track.path.string())},
                 {"artist", track.tags.artist},
                 {"title", track.tags.title},
                 {"album", track.tags.album},
                 {"position_s", found.position_s},
                 {"speed", found.speed},
                 {"certainty", shown_certainty(found.certainty)},
                 {"peaks_heard", found.evidence.heard},
                 {"peaks_expected", found.evidence.expected},
                 {"file", to_utf8((library.root / (track.file.empty() ? track.path : track.file)).string())}};
  if (track.section) {
    object["start_s"] = track.section->start_s;
    if (track.section->end_s > 0) object["end_s"] = track.section->end_s;
  }
  return object;
}

}  // namespace

std::string identified_line(const IdentifiedClip& clip, const IdentifiedLibrary& library) {
  std::string line = one_line(clip.name);
  if (!clip.error.empty()) return line + "\tnot known: it cannot be read\n";
  if (clip.found.empty()) return line + "\tnot known\n";
  const Recognition& best = clip.found.front();
  const TrackFeatures& track = *library.tracks[best.source];
  line +=
      "\t" + one_line(track.path.native()) + "\t" + one_line(title_of(track)) + "\t" + clock(best.position_s);
  char numbers[64];
  std::snprintf(numbers, sizeof numbers, "\t%.3f\t%.2f %%\n", best.speed,
                100 * shown_certainty(best.certainty));
  return line + numbers;
}

std::string identified_json(const std::vector<IdentifiedClip>& clips, const IdentifiedLibrary& library) {
  Json list = Json::array();
  for (const IdentifiedClip& clip : clips) {
    Json object = {{"clip", to_utf8(clip.name)}, {"known", !clip.found.empty()}};
    if (!clip.error.empty()) object["error"] = clip.error;
    if (!clip.found.empty()) {
      object["heard_from_s"] = clip.heard_from_s;
      object.update(track_json(clip.found.front(), library));
      Json also = Json::array();
      for (std::size_t i = 1; i < clip.found.size(); ++i) also.push_back(track_json(clip.found[i], library));
      object["also"] = std::move(also);
    }
    list.push_back(std::move(object));
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mrec::cli
