#include "report/wrong_tracks.h"

#include <optional>

#include "report/audio_link.h"
#include "report/html_text.h"
#include "report/number_text.h"
#include "report/spectrogram_picture.h"

namespace mrec::report {
namespace {

std::string name_of(const WrongTrack& track) {
  if (track.title.empty()) return track.path;
  return track.artist.empty() ? track.title : track.artist + " – " + track.title;
}

std::string heading_of(const WrongTrack& track) {
  if (track.title.empty()) return isolated(std::filesystem::path(track.path).filename().native());
  const std::string title = isolated(track.title);
  return track.artist.empty() ? title
                              : title + " <span class=\"artist\">" + isolated(track.artist) + "</span>";
}

std::string judgement_of(const WrongTrack& track) {
  std::string html = "<p class=\"judgement\">taken for <strong>" + isolated(track.verdict) + "</strong> (" +
                     percent(track.probability) + "), is <strong>" + isolated(track.truth) + "</strong>";
  if (track.truth_probability) html += " (" + percent(*track.truth_probability) + ")";
  return html + "</p>\n";
}

/// Nothing is fetched before the reader asks for it, so that a file that has gone does no harm.
std::string player_of(const WrongTrack& track, const std::filesystem::path& folder) {
  if (track.audio.empty()) return {};
  const std::string link =
      audio_link(track.audio, folder) + stretch_of_link(track.audio_start_s, track.audio_end_s);
  return "<audio controls=\"controls\" preload=\"none\" src=\"" + link + "\" aria-label=\"" +
         escaped("Play " + name_of(track)) + "\"></audio>\n";
}

std::string card_of(const WrongTrack& track, const std::filesystem::path& folder) {
  std::string html = "<li class=\"card\"><h3>" + heading_of(track) + "</h3>\n" + judgement_of(track);
  html += "<p class=\"path\">" + isolated(track.path) + "</p>\n";
  if (track.spectrogram) html += spectrogram_picture(*track.spectrogram, name_of(track)).value_or("");
  return html + player_of(track, folder) + "</li>\n";
}

}  // namespace

std::string wrong_track_cards(std::span<const WrongTrack> tracks, const std::filesystem::path& folder) {
  std::string html = "<ol class=\"tracks\">\n";
  for (const WrongTrack& track : tracks) html += card_of(track, folder);
  return html + "</ol>\n";
}

}  // namespace mrec::report
