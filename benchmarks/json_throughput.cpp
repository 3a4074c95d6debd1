// How fast features are written and read, plain and compressed, on one thread:
//   cmake --preset release -DMREC_BUILD_BENCHMARKS=ON && cmake --build --preset release
//   build/release/benchmarks/mrec_json_throughput features.jsonl [PASSES]
// Prints megabytes of JSON text a second of processor time, which for compressed files are those of the text
// they hold, and the size of a track. Every figure is that of the fastest of the passes, the file being in
// memory by then.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <functional>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "mrec/core/atomic_file.h"
#include "mrec/features/feature_store.h"
#include "mrec/features/record_file.h"

namespace {

using mrec::features::FeatureReader;
using mrec::features::RecordForm;
using mrec::features::TrackFeatures;

/// Processor seconds of the fastest of some calls.
double fastest_s(int passes, const std::function<void()>& work) {
  std::clock_t fastest = std::numeric_limits<std::clock_t>::max();
  for (int pass = 0; pass < passes; ++pass) {
    const std::clock_t start = std::clock();
    work();
    fastest = std::min(fastest, std::clock() - start);
  }
  return static_cast<double>(fastest) / CLOCKS_PER_SEC;
}

void print_speed(const char* what, std::size_t bytes, double seconds) {
  std::printf("%-28s %7.0f MB/s\n", what, static_cast<double>(bytes) / 1e6 / seconds);
}

struct Library {
  mrec::features::FeatureHeader header;
  std::vector<TrackFeatures> tracks;
};

Library read_library(const std::filesystem::path& path) {
  FeatureReader reader(path);
  Library library{.header = reader.header(), .tracks = {}};
  while (auto track = reader.next()) library.tracks.push_back(std::move(*track));
  return library;
}

/// Keeps what is computed from being left out.
std::size_t touched = 0;

void read_tracks(const std::filesystem::path& path) {
  FeatureReader reader(path);
  while (const auto track = reader.next()) touched += track->chunks.size();
}

void read_facts(const std::filesystem::path& path) {
  mrec::features::RecordReader reader(path);
  reader.next();
  while (const auto record = reader.next())
    touched += mrec::features::facts_from_line(record->line).size_bytes;
}

void print_sizes(const std::vector<std::size_t>& sizes) {
  if (sizes.empty()) return;
  const double mean = static_cast<double>(std::accumulate(sizes.begin(), sizes.end(), std::size_t{0})) /
                      static_cast<double>(sizes.size());
  std::printf("bytes a track, compressed: mean %.0f, most %zu, %zu tracks\n", mean,
              *std::max_element(sizes.begin(), sizes.end()), sizes.size());
}

void measure(const std::filesystem::path& input, const std::filesystem::path& folder, int passes) {
  const Library library = read_library(input);
  const mrec::features::FeatureHeader& header = library.header;
  std::size_t text = 0;
  for (const TrackFeatures& track : library.tracks) text += to_line(track, header).size();
  const auto write_all = [&](RecordForm form) {
    for (const TrackFeatures& track : library.tracks)
      touched += as_record(to_line(track, header), form).size();
  };
  print_speed("write plain", text, fastest_s(passes, [&] { write_all(RecordForm::kPlain); }));
  print_speed("write compressed", text, fastest_s(passes, [&] { write_all(RecordForm::kCompressed); }));
  const auto save = [&](const std::filesystem::path& path) {
    mrec::AtomicFile file(path);
    const RecordForm form = mrec::features::form_of_name(path);
    file.write(as_record(to_line(header), form));
    std::vector<std::size_t> sizes;
    for (const TrackFeatures& track : library.tracks) {
      const std::string record = as_record(to_line(track, header), form);
      file.write(record);
      sizes.push_back(record.size());
    }
    file.commit();
    return sizes;
  };
  const auto plain = folder / "mrec_json_throughput.jsonl";
  const auto compressed = folder / "mrec_json_throughput.jsonl.zst";
  save(plain);
  const auto sizes = save(compressed);
  print_speed("read plain", text, fastest_s(passes, [&] { read_tracks(plain); }));
  print_speed("read compressed", text, fastest_s(passes, [&] { read_tracks(compressed); }));
  print_speed("read facts, plain", text, fastest_s(passes, [&] { read_facts(plain); }));
  print_speed("read facts, compressed", text, fastest_s(passes, [&] { read_facts(compressed); }));
  print_sizes(sizes);
  std::filesystem::remove(plain);
  std::filesystem::remove(compressed);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2 || argc > 3) {
    std::fprintf(stderr, "usage: %s FEATURES [PASSES]\n", argv[0]);
    return 2;
  }
  measure(argv[1], std::filesystem::temp_directory_path(), argc == 3 ? std::stoi(argv[2]) : 5);
  return touched == 0 ? 1 : 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
