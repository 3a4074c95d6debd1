#include "catalogue/record_edit.h"

#include <gtest/gtest.h>

#include <string>

#include "catalogue/library_samples.h"
#include "mrec/core/error.h"

namespace mrec::catalogue {
namespace {

using features::TrackFeatures;
using testing::small_header;
using testing::track_of;

std::string line_of(const TrackFeatures& track) {
  return features::to_line(track, small_header());
}

/// Another name and other tags for the chunks of `line`, which are those of track_of().
void expect_edited(const std::string& line) {
  TrackFeatures wanted = track_of("another \"name\"\n\xFF\\.wav", 99);
  wanted.label = "jazz";
  wanted.tags.title = "a,\"chunks\":[[[1]]]}";
  wanted.file = "whole,\"chunks\":[.flac";
  wanted.section = audio::Section{.start_s = 1.5, .end_s = 3};
  TrackFeatures facts = wanted;
  facts.chunks.clear();
  EXPECT_EQ(line_with_features_of(facts, line, small_header()), line_of(wanted)) << line;
}

/// The same line as another program writes it.
std::string with_blanks(std::string line) {
  for (std::size_t at = 0; (at = line.find(",\"", at)) != std::string::npos; at += 3)
    line.insert(at + 1, " ");
  return line.insert(line.find('{') + 1, "  ");
}

TEST(RecordEdit, IsTheLineOfTheTrack) {
  expect_edited(line_of(track_of("a.wav")));
}

TEST(RecordEdit, TextThatLooksLikeChunksIsText) {
  TrackFeatures track = track_of("odd,\"chunks\":[[[7]]]}.wav");
  track.tags.title = ",\"chunks\":[";
  track.tags.album = "],\"chunks\":[[[1]]]}\n";
  track.label = "\\\",\"chunks\":[";
  expect_edited(line_of(track));
}

TEST(RecordEdit, LinesOfOtherPrograms) {
  const std::string line = line_of(track_of("a.wav"));
  expect_edited(with_blanks(line));
  std::string windows = line;
  expect_edited(windows.insert(windows.size() - 1, "\r"));
  const std::size_t chunks = line.find(",\"chunks\":") + 1;
  const std::string first =
      "{" + line.substr(chunks, line.size() - 2 - chunks) + "," + line.substr(1, chunks - 2) + "}\n";
  expect_edited(first);
  expect_edited("{\"x\":{\"a\":0,\"chunks\":[[[5]]]}," + first.substr(1));
}

/// Facts of the catalogue tell only that there is an embedding.
TEST(RecordEdit, TheEmbeddingStaysWithTheChunks) {
  const features::FeatureHeader header = features::testing::embedded_header();
  TrackFeatures track = features::testing::rounded(features::testing::embedded_track());
  const std::string line = features::to_line(track, header);
  TrackFeatures facts = features::facts_from_line(line);
  facts.path = track.path = "another.wav";
  facts.label = track.label = "x,\"predicted_tags\":{\"a\":1},\"embedding\":[1]";
  const std::string wanted = features::to_line(track, header);
  EXPECT_EQ(line_with_features_of(facts, line, header), wanted);
  EXPECT_EQ(line_with_features_of(facts, with_blanks(line), header), wanted);
  facts.has_embedding = false;
  track.embedding.clear();
  track.predicted_tags.clear();
  EXPECT_EQ(line_with_features_of(facts, line, header), features::to_line(track, header));
}

TEST(RecordEdit, ATrackWithoutChunks) {
  TrackFeatures track = track_of("a.wav");
  track.chunks.clear();
  const std::string line = line_of(track);
  track.path = "b.wav";
  EXPECT_EQ(line_with_features_of(track, line, small_header()), line_of(track));
}

TEST(RecordEdit, WhatIsNoTrackIsRefused) {
  EXPECT_THROW(line_with_features_of(track_of("a.wav"), "{\"chunks\":1}\n", small_header()), Error);
  EXPECT_THROW(line_with_features_of(track_of("a.wav"), "nothing\n", small_header()), Error);
}

}  // namespace
}  // namespace mrec::catalogue
