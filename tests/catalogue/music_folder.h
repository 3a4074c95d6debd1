#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/audio/scanner.h"
#include "mrec/core/progress.h"
#include "mrec/features/feature_store.h"
#include "support/audio_fixture.h"
#include "support/temp_folder.h"

namespace mrec::catalogue::testing {

/// Few numbers of short sounds.
inline features::FeatureOptions quick_options() {
  return {.rate_hz = 4000,
          .n_fft = 256,
          .hop = 200,
          .n_mels = 12,
          .n_mfcc = 4,
          .chunk_s = 0.25,
          .excerpt_s = 0.5};
}

/// A folder with sounds.
class MusicFolder {
 public:
  MusicFolder() : path_(std::filesystem::canonical(folder_.path()) / "music") {
    std::filesystem::create_directory(path_);
  }

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path library(const std::string& ending = ".jsonl") const {
    return path_.parent_path() / ("library" + ending);
  }
  features::FeatureHeader header() const { return {.root = path_, .options = quick_options()}; }

  /// A tone; each pitch is a content of its own.
  void add(const std::string& name, double hz) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    mrec::testing::write_sound(path_ / name,
                               {.samples = mrec::testing::make_tone(0.6, 4000, 1, hz), .rate_hz = 4000});
  }

  audio::Scan scan() const { return audio::scan(std::array{path_}); }
  audio::ScannedFile scanned(const std::filesystem::path& name) const {
    const audio::Scan all = scan();
    return *std::ranges::find(all.files, name, &audio::ScannedFile::path);
  }

 private:
  mrec::testing::TempFolder folder_;
  std::filesystem::path path_;
};

/// Keeps what is said.
struct Said : Progress {
  void advance(std::size_t done, std::size_t total, std::string_view item) override {
    items.emplace_back(item);
    if (on_advance) on_advance(done, total);
  }
  void warn(std::string_view message) override { warnings.emplace_back(message); }

  std::vector<std::string> items;
  std::vector<std::string> warnings;
  std::function<void(std::size_t, std::size_t)> on_advance;
};

}  // namespace mrec::catalogue::testing
