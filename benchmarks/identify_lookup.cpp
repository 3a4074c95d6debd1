// Times `mrec identify` in a library of made-up tracks beside real ones:
//   mrec_identify_lookup 20000 TRACK... -- CLIP...
// A made-up track is four minutes of the peaks of real ones, each with its frequencies and times stretched by
// other factors between 0.72 and 1.32, the frequencies by 6 % or more, so that it has the statistics of music
// and none of its recordings. Prints for every clip the milliseconds of looking it up, the track and the
// evidence; decoding is not counted.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "fingerprint/packed_peaks.h"
#include "fingerprint/prints_writer.h"
#include "mrec/core/rng.h"
#include "mrec/fingerprint/recognise.h"

namespace {

using namespace mrec;
using fingerprint::Peak;
using fingerprint::TrackPrint;

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Appends a real track's peaks, stretched.
void append_stretched(const std::vector<Peak>& from, double& end, std::vector<Peak>& to, Rng& rng) {
  const float off = 0.48F * rng.uniform();
  const float pitch = off < 0.22F ? 0.72F + off : 0.84F + off;
  const float time = 0.72F + 0.6F * rng.uniform();
  const auto begin = static_cast<float>(end);
  for (const Peak& peak : from) {
    const float bin = peak.bin * pitch;
    if (bin < 15 || bin > 460) continue;
    to.push_back({.frame = begin + peak.frame * time, .bin = bin, .level_db = peak.level_db});
    end = to.back().frame;
  }
  end += 1;
}

std::vector<TrackPrint> made_up(const std::vector<TrackPrint>& real, std::size_t count) {
  std::vector<std::vector<Peak>> peaks;
  for (const TrackPrint& print : real) peaks.push_back(fingerprint::unpack(print.peaks));
  Rng rng(1);
  std::vector<TrackPrint> tracks;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<Peak> track;
    double end = 0;
    while (end < 240 * fingerprint::kFramesPerSecond) {
      append_stretched(peaks[rng.below(peaks.size())], end, track, rng);
    }
    tracks.push_back({.source = {.path = "made-up/" + std::to_string(i)},
                      .frames = static_cast<std::uint32_t>(end),
                      .peaks = fingerprint::pack(track)});
  }
  return tracks;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + std::min(argc, 2), argv + argc);
  const auto dashes = std::ranges::find(words, "--");
  if (argc < 4 || dashes == words.begin() || dashes == words.end()) return 2;
  std::vector<TrackPrint> prints;
  for (auto word = words.begin(); word != dashes; ++word) {
    prints.push_back(fingerprint::print_of({.path = *word, .file = *word}));
  }
  const auto more = made_up(prints, static_cast<std::size_t>(std::atoi(argv[1])));
  prints.insert(prints.end(), more.begin(), more.end());
  std::vector<fingerprint::TrackSource> sources;
  for (const TrackPrint& print : prints) sources.push_back(print.source);

  const auto file = std::filesystem::temp_directory_path() / "mrec_identify_lookup.fingerprints";
  auto begin = std::chrono::steady_clock::now();
  std::FILE* out = std::fopen(file.c_str(), "wb");
  if (out == nullptr) return 1;
  write_prints({}, prints, [&](std::string_view bytes) { std::fwrite(bytes.data(), 1, bytes.size(), out); });
  std::fclose(out);
  const double writing_s = seconds_since(begin);
  begin = std::chrono::steady_clock::now();
  const fingerprint::Prints library(file, sources);
  std::fprintf(stderr, "%zu tracks, %.1f h, %.1f MB, written in %.1f s, opened in %.1f ms\n", prints.size(),
               static_cast<double>(library.frames()) / fingerprint::kFramesPerSecond / 3600,
               static_cast<double>(std::filesystem::file_size(file)) / 1e6, writing_s,
               1000 * seconds_since(begin));
  std::filesystem::remove(file);
  const Workers workers;
  for (auto word = dashes + 1; word != words.end(); ++word) {
    const fingerprint::HeardPart heard = fingerprint::load_clip(*word);
    begin = std::chrono::steady_clock::now();
    const auto found = recognise(heard.clip, library, workers);
    const double took_ms = 1000 * seconds_since(begin);
    std::printf("%.1f\t%s\t%s\t%.1f\n", took_ms, word->c_str(),
                found.empty() ? "not known" : sources[found.front().source].path.c_str(),
                found.empty() ? 0 : found.front().evidence.nats);
  }
}
