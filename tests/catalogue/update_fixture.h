#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "catalogue/music_folder.h"
#include "mrec/catalogue/library_file.h"
#include "mrec/catalogue/update.h"

namespace mrec::catalogue::testing {

/// A library of a folder with sounds, and runs over it.
class Updates : public ::testing::Test {
 protected:
  /// One run over all of the folder, with the label of every file.
  UpdateCount run(UpdateOptions options = {}, const std::string& label = "") {
    audio::Scan scan = music_.scan();
    if (options.folders.empty()) options.folders = {music_.path()};
    options.processes = 2;
    if (after_scan_) after_scan_();
    if (!std::filesystem::exists(library_)) LibraryFile::create(library_, music_.header());
    LibraryFile file(library_);
    const auto spec = extractor_->embedding();
    if (spec && !file.header().embedding) file.adopt_embedding(*spec);
    std::vector<std::size_t> places(scan.files.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    const std::vector<std::string> labels(scan.files.size(), label);
    return update_library(file, {.scan = scan, .files = places, .labels = labels}, *extractor_, options,
                          said_);
  }

  std::string bytes() const { return mrec::testing::read_bytes(library_); }
  /// The bytes of a library made now in one run.
  std::string bytes_anew(const std::string& label = "") {
    const std::filesystem::path kept = std::exchange(library_, music_.library(".anew.jsonl"));
    std::filesystem::remove(library_);
    run({.relabel = true}, label);
    const std::string made = bytes();
    library_ = kept;
    return made;
  }
  features::TrackFeatures facts(const std::filesystem::path& path) const {
    const Contents contents = read_contents(library_);
    const Entry* entry = contents.find(path);
    EXPECT_NE(entry, nullptr) << path;
    return entry == nullptr ? features::TrackFeatures{} : entry->facts;
  }
  bool holds(const std::filesystem::path& path) const {
    return read_contents(library_).find(path) != nullptr;
  }
  std::filesystem::path file(const std::string& name) const { return music_.path() / name; }

  MusicFolder music_;
  std::filesystem::path library_ = music_.library();
  features::Extractor plain_{quick_options()};
  const features::Extractor* extractor_ = &plain_;
  Said said_;
  std::function<void()> after_scan_;
};

}  // namespace mrec::catalogue::testing
