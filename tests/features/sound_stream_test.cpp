// Embeddings as an extractor makes them.
#include "features/sound_stream.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "features/embedding_text.h"
#include "mrec/features/extractor.h"
#include "support/audio_fixture.h"
#include "support/data_folders.h"
#include "support/overflowing_musicnn.h"
#include "support/temp_folder.h"

namespace mrec::features {
namespace {

using namespace mrec::testing;

class Sounds : public ::testing::Test {
 protected:
  TrackFeatures analysed(const Extractor& extractor, std::vector<float> samples, int rate_hz = 22050) {
    write_sound(folder_ / "x.wav", {.samples = std::move(samples), .rate_hz = rate_hz});
    TrackFeatures track;
    extractor.analyse(folder_ / "x.wav", track);
    EXPECT_EQ(track.error, "");
    return track;
  }

  TempFolder folder_;
  embedding::Embedder embedder_{embedding::Musicnn::load(model_file("musicnn.safetensors"))};
  Extractor with_{{}, &embedder_};
};

TEST_F(Sounds, ChunksAreAsWithout) {
  const std::vector<float> samples = make_bursts(7, 44100, 1);
  const TrackFeatures with = analysed(with_, samples, 44100);
  const TrackFeatures without = analysed(Extractor({}), samples, 44100);
  EXPECT_EQ(with.chunks, without.chunks);
  EXPECT_EQ(with.duration_s, without.duration_s);
  EXPECT_TRUE(with.has_embedding);
  EXPECT_FALSE(without.has_embedding);
  EXPECT_TRUE(without.embedding.empty());
  EXPECT_EQ(with_.embedding(), embedder_.spec());
  EXPECT_EQ(Extractor({}).embedding(), std::nullopt);
}

TEST_F(Sounds, IsWhatTheEmbedderSaysRounded) {
  const TrackFeatures track = analysed(with_, make_bursts(7, 16000, 1), 16000);
  embedding::PatchBuffer patches;
  patches.take(audio::load(folder_ / "x.wav", {.rate_hz = 16000}).signal.samples);
  patches.finish();
  const auto expected = embedder_.embed(patches, Workers(1));
  ASSERT_EQ(std::ssize(track.embedding), expected.embedding.size());
  for (std::size_t i = 0; i < track.embedding.size(); ++i) {
    EXPECT_EQ(track.embedding[i], kept_thousandths(expected.embedding[static_cast<Eigen::Index>(i)])) << i;
  }
  EXPECT_LE(track.predicted_tags.size(), 10U);
  ASSERT_FALSE(track.predicted_tags.empty());
  EXPECT_EQ(track.predicted_tags[0].probability, kept_thousandths(expected.tag_probabilities.maxCoeff()));
  float last = 1;
  for (const PredictedTag& tag : track.predicted_tags) {
    EXPECT_LE(tag.probability, last);
    EXPECT_GT(tag.probability, 0);
    last = tag.probability;
  }
}

/// Otherwise it would be analysed again by every run.
TEST_F(Sounds, TheShortestSoundHasOneToo) {
  EXPECT_EQ(analysed(with_, {0.5F}, 44100).embedding.size(), 200U);
  EXPECT_EQ(analysed(with_, std::vector<float>(10), 192000).embedding.size(), 200U);
}

/// Whether there are samples must not depend on the embedder, whose rate is another one.
TEST_F(Sounds, ASoundWithoutSamplesForChunksFailsWithAndWithout) {
  write_sound(folder_ / "x.wav", {.samples = {0.5F, 0.5F}, .rate_hz = 44100});
  for (const embedding::Embedder* embedder : std::array<const embedding::Embedder*, 2>{nullptr, &embedder_}) {
    TrackFeatures track;
    Extractor({.rate_hz = 8000, .n_mels = 40}, embedder).analyse(folder_ / "x.wav", track);
    EXPECT_EQ(track.error, "has no samples that can be decoded: replace it");
    EXPECT_FALSE(track.has_embedding);
  }
}

TEST_F(Sounds, ChunksStayWhenTheNetworkFails) {
  const embedding::Embedder broken(overflowing_musicnn(folder_ / "broken"));
  const std::vector<float> samples = make_bursts(7, 22050, 1);
  const TrackFeatures track = analysed(Extractor({}, &broken), samples);
  EXPECT_TRUE(track.embedding_failed);
  EXPECT_FALSE(track.has_embedding);
  EXPECT_TRUE(track.embedding.empty());
  EXPECT_EQ(track.chunks, analysed(Extractor({}), samples).chunks);
  EXPECT_FALSE(analysed(with_, samples).embedding_failed);
}

TEST_F(Sounds, WhatWasTakenBeforeAnotherBeginningDoesNotCount) {
  const std::vector<float> sound = make_bursts(4, 16000, 1);
  const auto embedding_of = [&](bool begins_twice) {
    SoundStream stream(embedder_);
    stream.begin();
    if (begins_twice) {
      stream.take(std::vector<float>(20000, 0.5F));
      stream.begin();
    }
    stream.take(sound);
    TrackFeatures track;
    stream.finish(track);
    return track.embedding;
  };
  EXPECT_EQ(embedding_of(true), embedding_of(false));
}

TEST_F(Sounds, AFileThatFailsHasNone) {
  write_bytes(folder_ / "x.wav", "no sound");
  TrackFeatures track;
  with_.analyse(folder_ / "x.wav", track);
  EXPECT_NE(track.error, "");
  EXPECT_FALSE(track.has_embedding);
}

}  // namespace
}  // namespace mrec::features
