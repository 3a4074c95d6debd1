#include "catalogue/catalogue_file.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "catalogue/library_samples.h"

namespace mrec::catalogue {
namespace {

using mrec::testing::read_bytes;
using mrec::testing::write_bytes;
using testing::append_bytes;
using testing::failure_of;
using testing::record_of;
using testing::track_of;
using testing::write_library;

/// A library whose catalogue tells another label than the library itself, so that one sees which was read.
class CatalogueFile : public testing::LibraryForms {
 protected:
  CatalogueFile() {
    write_library(library_, tracks_);
    Contents contents = read_contents(library_);
    contents.entries.front().facts.label = "from the catalogue";
    write_catalogue(library_, contents);
  }

  bool is_used() const { return read_contents(library_).entries.at(0).facts.label == "from the catalogue"; }
  /// Puts `bytes` in the place of a file, asks, and puts the file back.
  bool is_used_with(const std::filesystem::path& file, const std::string& bytes) const {
    const std::string before = read_bytes(file);
    write_bytes(file, bytes);
    const bool used = is_used();
    write_bytes(file, before);
    return used;
  }

  std::vector<features::TrackFeatures> tracks_ = {track_of("a"), failure_of("b"), track_of("c")};
  std::filesystem::path catalogue_ = catalogue_path(library_);
};
INSTANTIATE_TEST_SUITE_P(Forms, CatalogueFile, testing::both_forms(), testing::name_of_form);

TEST_P(CatalogueFile, IsReadInPlaceOfTheLibrary) {
  EXPECT_TRUE(is_used());
  EXPECT_EQ(catalogue_, library_.native() + ".catalogue");
}

TEST_P(CatalogueFile, WhatWasAppendedLaterIsReadToo) {
  append_bytes(library_, record_of(track_of("b", 7), library_) + record_of(track_of("d"), library_) +
                             record_of(track_of("e"), library_).substr(0, 30));
  const Contents contents = read_contents(library_);
  EXPECT_TRUE(is_used());
  EXPECT_EQ(testing::paths_of(contents), (std::vector<std::string>{"a", "b", "c", "d"}));
  EXPECT_EQ(contents.find("b")->facts.mtime_us, 7);
  EXPECT_EQ(contents.replaced, 1U);
  EXPECT_EQ(contents.torn_bytes, 30U);
  EXPECT_EQ(contents.end + 30, std::filesystem::file_size(library_));
}

TEST_P(CatalogueFile, IsIgnoredWhenTheLibraryIsAnother) {
  const std::string bytes = read_bytes(library_);
  const std::filesystem::path other = folder_ / ("other" + library_.extension().string());
  write_library(other, {track_of("a"), track_of("c"), failure_of("b"), track_of("d")});
  EXPECT_FALSE(is_used_with(library_, read_bytes(other)));
  const std::string last = record_of(tracks_.back(), library_);
  EXPECT_FALSE(is_used_with(library_, bytes.substr(0, bytes.size() - last.size())));
  EXPECT_FALSE(is_used_with(library_, bytes.substr(0, bytes.size() - 1)));
  auto header = testing::small_header();
  header.root = "/music/ALL";  // as long as it was
  write_library(other, tracks_, header);
  EXPECT_FALSE(is_used_with(library_, read_bytes(other)));
  EXPECT_TRUE(is_used());
}

TEST_P(CatalogueFile, IsIgnoredWhenOnlyTheHeaderOfALongLibraryIsAnother) {
  std::vector<features::TrackFeatures> tracks;
  for (int i = 10; i < 70; ++i) tracks.push_back(track_of(std::to_string(i)));
  auto header = testing::small_header();
  write_library(library_, tracks, header);
  write_catalogue(library_, read_contents(library_));
  EXPECT_TRUE(read_catalogue(library_));
  header.root = "/music/ALL";
  write_library(library_, tracks, header);
  EXPECT_FALSE(read_catalogue(library_));
}

TEST_P(CatalogueFile, IsIgnoredWhenItIsDamagedOrTorn) {
  const std::string bytes = read_bytes(catalogue_);
  for (std::size_t i = 0; i < bytes.size(); i += i < 60 ? 3 : 19) {
    std::string flipped = bytes;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    EXPECT_FALSE(is_used_with(catalogue_, flipped)) << i;
    EXPECT_FALSE(is_used_with(catalogue_, bytes.substr(0, i))) << i;
  }
  EXPECT_FALSE(is_used_with(catalogue_, "mrec-catalogue 2 18446744073709551615 0 0 x \n"));
  EXPECT_FALSE(is_used_with(catalogue_, bytes + "x"));
}

TEST_P(CatalogueFile, AFolderOfItsNameIsNone) {
  std::filesystem::remove(catalogue_);
  std::filesystem::create_directory(catalogue_);
  EXPECT_FALSE(is_used());
}

TEST_P(CatalogueFile, IsGoneOnceRemoved) {
  remove_catalogue(library_);
  EXPECT_FALSE(std::filesystem::exists(catalogue_));
  EXPECT_FALSE(is_used());
  remove_catalogue(library_);
}

TEST_P(CatalogueFile, OfManyTracksTellsWhatTheLibraryTells) {
  std::vector<features::TrackFeatures> tracks;
  for (int i = 0; i < 2000; ++i) {
    const std::string path = "folder " + std::to_string(i * 7919 % 2000) + "/\xFF\" " + std::to_string(i);
    tracks.push_back(i % 50 == 0 ? failure_of(path, i) : track_of(path, -i));
    if (i % 40 == 1) tracks.back().damage = "breaks off after 1.0 s";
    if (i % 30 == 1) tracks.back().section = audio::Section{.start_s = i / 3.0, .end_s = i * 1.1};
    if (i % 30 == 1) tracks.back().file = "whole.flac";
  }
  write_library(library_, tracks);
  remove_catalogue(library_);
  const Contents whole = read_contents(library_);
  write_catalogue(library_, whole);
  const auto kept = read_catalogue(library_);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->end, whole.end);
  ASSERT_EQ(kept->entries.size(), 2000U);
  for (std::size_t i = 0; i < 2000; ++i) {
    const Entry& entry = kept->entries[i];
    EXPECT_EQ(features::facts_to_line(entry.facts), features::facts_to_line(whole.entries[i].facts));
    EXPECT_EQ(entry.facts.path, whole.entries[i].facts.path);
    EXPECT_EQ(entry.facts.section, whole.entries[i].facts.section);
    EXPECT_EQ(entry.offset, whole.entries[i].offset);
    EXPECT_EQ(entry.bytes, whole.entries[i].bytes);
  }
}

}  // namespace
}  // namespace mrec::catalogue
