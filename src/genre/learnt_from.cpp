#include "mrec/genre/learnt_from.h"

#include "mrec/core/checksum.h"
#include "mrec/core/error.h"

namespace mrec::genre {
namespace {

constexpr std::size_t kDigits = 8;
constexpr const char* kTracks = "learnt_from";
constexpr const char* kArtists = "learnt_from_artists";

std::string mark_of(std::string_view text) {
  return checksum(text).substr(0, kDigits);
}

/// The marks one after another, rising.
std::string joined(const std::set<std::string>& marks) {
  std::string text;
  for (const std::string& mark : marks) text += mark;
  return text;
}

std::set<std::string> divided(const std::string& text) {
  const bool digits = text.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!digits || text.size() % kDigits != 0) {
    throw Error(ErrorKind::kFormat, "does not say properly what it learnt from", "train it again");
  }
  std::set<std::string> marks;
  for (std::size_t i = 0; i < text.size(); i += kDigits) marks.insert(text.substr(i, kDigits));
  return marks;
}

}  // namespace

std::string track_mark(const features::TrackFeatures& track, const std::filesystem::path& path) {
  if (track.content_hash.empty()) return mark_of("path " + path.native());
  std::string text = "content " + track.content_hash;
  if (track.section) {
    text += " " + std::to_string(track.section->start_s) + " " + std::to_string(track.section->end_s);
  }
  return mark_of(text);
}

std::string artist_mark(std::string_view artist) {
  return artist.empty() ? std::string() : mark_of("artist " + std::string(artist));
}

LearntFrom::LearntFrom(const Dataset& dataset, std::span<const std::size_t> tracks) {
  for (const std::size_t i : tracks) {
    const LabelledTrack& track = dataset.tracks[i];
    if (track.mark.empty()) continue;
    tracks_.insert(track.mark);
    if (!track.artist.empty()) artists_.insert(artist_mark(track.artist));
  }
}

std::optional<LearntFrom> LearntFrom::of(const std::map<std::string, std::string>& provenance) {
  const auto tracks = provenance.find(kTracks);
  if (tracks == provenance.end()) return std::nullopt;
  LearntFrom learnt;
  learnt.tracks_ = divided(tracks->second);
  const auto artists = provenance.find(kArtists);
  if (artists != provenance.end()) learnt.artists_ = divided(artists->second);
  return learnt;
}

void LearntFrom::add(const LearntFrom& other) {
  tracks_.insert(other.tracks_.begin(), other.tracks_.end());
  artists_.insert(other.artists_.begin(), other.artists_.end());
}

void LearntFrom::keep_in(std::map<std::string, std::string>& provenance) const {
  if (tracks_.empty()) return;
  provenance[kTracks] = joined(tracks_);
  if (!artists_.empty()) provenance[kArtists] = joined(artists_);
}

}  // namespace mrec::genre
