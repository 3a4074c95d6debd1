#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/favourites_report.h"
#include "cli/home.h"
#include "cli/identify_output.h"
#include "cli/shared_flags.h"
#include "cli/spooled_input.h"
#include "cli/standard_output.h"
#include "cli/toggle_favourites.h"
#include "mrec/catalogue/contents.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/utf8.h"
#include "mrec/features/feature_store.h"
#include "mrec/fingerprint/prints_update.h"
#include "mrec/fingerprint/recognise.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

struct IdentifyFlags {
  std::vector<std::string> clips;
  std::string library;
  std::string favourites;
  int threads = 0;
  bool json = false;
  bool toggle = false;
  bool quiet = false;
};

/// The tracks of a library that can be recognised, without those that extraction could not decode.
IdentifiedLibrary tracks_of(const catalogue::Contents& contents, fs::path root) {
  IdentifiedLibrary library{.root = std::move(root), .tracks = {}};
  for (const catalogue::Entry& entry : contents.entries) {
    if (entry.facts.error.empty()) library.tracks.push_back(&entry.facts);
  }
  return library;
}

std::vector<fingerprint::TrackSource> sources_of(const IdentifiedLibrary& library) {
  std::vector<fingerprint::TrackSource> sources;
  for (const features::TrackFeatures* track : library.tracks) {
    sources.push_back({.path = track->path,
                       .size_bytes = track->size_bytes,
                       .mtime_us = track->mtime_us,
                       .section = track->section,
                       .file = library.root / (track->file.empty() ? track->path : track->file)});
  }
  return sources;
}

/// Nobody knows the temporary file that standard input was kept in.
void call_it_standard_input(std::string& message, const std::string& file) {
  const std::size_t place = message.find(file);
  if (place != std::string::npos) message.replace(place, file.size(), "standard input");
}

/// What is wrong with one clip is said, and the next one follows.
IdentifiedClip identify(const std::string& name, const fingerprint::Prints& prints, const Workers& workers,
                        Progress& progress) {
  IdentifiedClip clip{.name = name, .found = {}, .error = {}};
  std::optional<SpooledInput> input;
  try {
    if (name == "-") input.emplace();
    const fingerprint::HeardPart heard = fingerprint::load_clip(input ? input->path() : fs::path(name));
    clip.heard_from_s = heard.start_s;
    clip.found = fingerprint::recognise(heard.clip, prints, workers);
  } catch (const Error& error) {
    clip.error = error.what();
    if (input) call_it_standard_input(clip.error, input->path().native());
    progress.warn(clip.error);
  }
  return clip;
}

fs::path list_of(const IdentifyFlags& flags) {
  return flags.favourites.empty() ? default_favourites() : fs::path(flags.favourites);
}

/// Each track once, however many clips are of it.
void toggle(const IdentifyFlags& flags, const fs::path& library_file,
            const std::vector<IdentifiedClip>& clips, const IdentifiedLibrary& library, Progress& progress) {
  std::vector<std::string> paths;
  for (const IdentifiedClip& clip : clips) {
    if (clip.found.empty()) continue;
    paths.push_back(library.root / library.tracks[clip.found.front().source]->path);
  }
  if (paths.empty()) return;
  const auto change = toggle_favourites(list_of(flags), library_file, paths);
  for (const std::string& warning : warnings_of(change)) progress.warn(warning);
  if (!flags.quiet) {
    std::fprintf(stderr, "%s (%s)\n", text_of(change, "there already").c_str(), list_of(flags).c_str());
  }
}

fingerprint::Prints prints_of(const fs::path& library_file, const IdentifiedLibrary& library, int processes,
                              Progress& progress) {
  if (library.tracks.empty()) {
    throw Error(ErrorKind::kData, library_file.string(), "holds no track",
                "extract a folder with music first");
  }
  return fingerprint::update_prints(fingerprint::prints_path_of(library_file), sources_of(library),
                                    {.processes = processes}, progress);
}

void run_identify(const IdentifyFlags& flags) {
  const fs::path file = find_library(flags.library);
  const features::FeatureHeader header = features::FeatureReader(file).header();
  const catalogue::Contents contents = catalogue::read_contents(file);
  const IdentifiedLibrary library = tracks_of(contents, header.root);
  const auto progress = make_progress("tracks", flags.quiet);
  const fingerprint::Prints prints = prints_of(file, library, flags.threads, *progress);
  const Workers workers(flags.threads);
  std::vector<IdentifiedClip> clips;
  for (const std::string& name : flags.clips) {
    throw_if_interrupted();
    clips.push_back(identify(name, prints, workers, *progress));
    if (!flags.json) print(identified_line(clips.back(), library));
  }
  if (flags.json) print(identified_json(clips, library));
  if (flags.toggle) toggle(flags, file, clips, library, *progress);
  if (std::ranges::any_of(clips, [](const IdentifiedClip& clip) { return !clip.found.empty(); })) return;
  throw Error(ErrorKind::kData, "identify", "no clip is known",
              "record 10 seconds nearer to the loudspeaker, if the track is in the library");
}

}  // namespace

void register_identify(CLI::App& app) {
  auto flags = std::make_shared<IdentifyFlags>();
  CLI::App* command = app.add_subcommand(
      "identify", "Recognise tracks of the library in recordings of a few seconds of them");
  command
      ->add_option("CLIP", flags->clips,
                   "audio files, best of 5 to 20 s (of a longer one the middle), - for standard input")
      ->required()
      ->check(not_empty());
  add_named(*command, "--library", flags->library, "file of mrec extract [$MREC_HOME/library.jsonl.zst]");
  command->add_flag("--json", flags->json, "print one JSON array");
  CLI::Option* toggle = command->add_flag(
      "--toggle", flags->toggle, "remove tracks that are among the favourites from them, add the others");
  add_named(*command, "--favorites,--favourites", flags->favourites,
            "the list that --toggle changes [$MREC_HOME/favorites.txt]")
      ->needs(toggle);
  add_jobs(*command, flags->threads);
  command->add_flag("-q,--quiet", flags->quiet, "no progress and no warnings");
  command->footer(
      "A line has six columns, divided by tabs: clip, path, artist and title, place in the track, speed, "
      "certainty; "
      "or two: clip, \"not known\". The exit code is 1 when no clip is known.\n"
      "The first run listens to the whole library once and keeps the fingerprints beside it.\n"
      "Example: mrec identify clip.wav");
  command->callback([flags] { run_identify(*flags); });
}

}  // namespace mrec::cli
