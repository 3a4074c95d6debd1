// How a library without embeddings gains them.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "catalogue/update_fixture.h"
#include "mrec/core/interrupt.h"
#include "mrec/features/record_file.h"
#include "support/data_folders.h"
#include "support/overflowing_musicnn.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;
using features::TrackFeatures;

class UpdateEmbedding : public testing::Updates {
 protected:
  UpdateEmbedding() {
    for (int i = 0; i < 4; ++i) music_.add(std::to_string(i) + ".wav", 200 + 50 * i);
    run({.relabel = true}, "hum");
  }

  void with_embeddings() { extractor_ = &embedding_; }
  TrackFeatures track(const fs::path& path) {
    const LibraryFile file(library_);
    const Entry* entry = file.contents().find(path);
    EXPECT_NE(entry, nullptr) << path;
    return entry == nullptr ? TrackFeatures{} : track_from_line(file.read_line(*entry), file.header());
  }
  std::size_t embeddings() {
    const Contents contents = read_contents(library_);
    return static_cast<std::size_t>(std::ranges::count_if(
        contents.entries, [](const Entry& entry) { return entry.facts.has_embedding; }));
  }
  /// Bytes that are no sound, in a file that looks unchanged.
  void spoil(const std::string& name) {
    const auto time = fs::last_write_time(file(name));
    mrec::testing::write_bytes(file(name), std::string(fs::file_size(file(name)), 'x'));
    fs::last_write_time(file(name), time);
  }
  /// In a process of its own, because the request cannot be taken back.
  void interrupt() {
    said_.on_advance = [](std::size_t, std::size_t) { request_interrupt(); };
    try {
      run();
    } catch (const Interrupted&) {
      std::_Exit(42);
    }
    std::_Exit(43);
  }

  embedding::Embedder embedder_{embedding::Musicnn::load(mrec::testing::model_file("musicnn.safetensors"))};
  features::Extractor embedding_{testing::quick_options(), &embedder_};
};

TEST_F(UpdateEmbedding, UnchangedTracksGainOneAndLoseNothing) {
  const TrackFeatures before = track("1.wav");
  with_embeddings();
  UpdateCount count = run();
  EXPECT_EQ(count.gained, 4U);
  EXPECT_EQ(count.analysed, 0U);
  EXPECT_EQ(count.unchanged, 0U);
  const TrackFeatures after = track("1.wav");
  EXPECT_EQ(after.label, "hum");
  EXPECT_EQ(after.chunks, before.chunks);
  EXPECT_EQ(after.embedding.size(), 200U);
  EXPECT_FALSE(after.predicted_tags.empty());
  const std::string made = bytes();
  EXPECT_EQ(made, bytes_anew("hum"));
  count = run();
  EXPECT_EQ(count.unchanged, 4U);
  EXPECT_EQ(count.gained, 0U);
  EXPECT_EQ(bytes(), made);
}

TEST_F(UpdateEmbedding, WhatIsThereStaysWhenNoneIsAskedFor) {
  with_embeddings();
  run();
  extractor_ = &plain_;
  music_.add("new.wav", 900);
  EXPECT_EQ(run().unchanged, 4U);
  EXPECT_EQ(embeddings(), 4U);
  EXPECT_FALSE(facts("new.wav").has_embedding);
  with_embeddings();
  EXPECT_EQ(run().gained, 1U);
  EXPECT_EQ(track("new.wav").embedding.size(), 200U);
}

TEST_F(UpdateEmbedding, FilesThatCannotBeReadNowKeepWhatTheyHave) {
  const std::string before = features::facts_to_line(facts("2.wav"));
  with_embeddings();
  after_scan_ = [this] { fs::rename(file("2.wav"), music_.path().parent_path() / "away"); };
  const UpdateCount count = run();
  EXPECT_EQ(count.failed, 1U);
  EXPECT_EQ(count.gained, 3U);
  EXPECT_EQ(count.lacking, 1U);
  EXPECT_EQ(features::facts_to_line(facts("2.wav")), before);
  EXPECT_EQ(embeddings(), 3U);
  fs::rename(music_.path().parent_path() / "away", file("2.wav"));
  after_scan_ = {};
  EXPECT_EQ(run().gained, 1U);
  EXPECT_EQ(bytes(), bytes_anew("hum"));
}

TEST_F(UpdateEmbedding, TracksThatAreGoneAndKeptHaveNone) {
  with_embeddings();
  fs::remove(file("2.wav"));
  const UpdateCount count = run({.keep_missing = true});
  EXPECT_EQ(count.missing, 1U);
  EXPECT_EQ(count.gained, 3U);
  EXPECT_EQ(facts("2.wav").label, "hum");
  EXPECT_TRUE(track("2.wav").embedding.empty());
  EXPECT_FALSE(track("2.wav").chunks.empty());
}

/// A copy is known only when it has an embedding; its label is known all the same.
TEST_F(UpdateEmbedding, MovedTracksAreAnalysedOnceMore) {
  with_embeddings();
  fs::rename(file("0.wav"), file("z.wav"));
  UpdateCount count = run({.keep_missing = true});
  EXPECT_EQ(count.analysed, 1U);
  EXPECT_EQ(count.reused, 0U);
  EXPECT_EQ(count.missing, 0U) << "it is there under another name";
  EXPECT_EQ(facts("z.wav").label, "hum");
  EXPECT_TRUE(facts("z.wav").has_embedding);
  const TrackFeatures before = track("z.wav");
  fs::rename(file("z.wav"), file("y.wav"));
  count = run();
  EXPECT_EQ(count.reused, 1U);
  EXPECT_EQ(track("y.wav").embedding, before.embedding);
  EXPECT_EQ(track("y.wav").predicted_tags, before.predicted_tags);
  EXPECT_EQ(bytes(), bytes_anew("hum"));
}

TEST_F(UpdateEmbedding, ACopyServesItsTwin) {
  with_embeddings();
  run();
  extractor_ = &plain_;
  music_.add("new.wav", 900);
  run();
  with_embeddings();
  fs::copy_file(file("new.wav"), file("a copy.wav"));
  fs::copy_file(file("3.wav"), file("another.wav"));
  const UpdateCount count = run();
  EXPECT_EQ(count.gained, 1U);
  EXPECT_EQ(count.analysed, 1U) << "its twin had none yet";
  EXPECT_EQ(count.reused, 1U);
  EXPECT_EQ(embeddings(), 7U);
  EXPECT_EQ(track("another.wav").embedding, track("3.wav").embedding);
}

TEST_F(UpdateEmbedding, LabelsChangeWithAndWithoutThem) {
  with_embeddings();
  run({.relabel = true}, "hiss");
  EXPECT_EQ(bytes(), bytes_anew("hiss"));
  const auto before = track("0.wav").embedding;
  EXPECT_EQ(run({.relabel = true}, "bells").unchanged, 4U);
  EXPECT_EQ(track("0.wav").embedding, before);
  EXPECT_EQ(bytes(), bytes_anew("bells"));
}

TEST_F(UpdateEmbedding, AnInterruptKeepsAll) {
  for (int i = 10; i < 90; ++i) fs::create_hard_link(file("3.wav"), file(std::to_string(i) + ".wav"));
  run();
  with_embeddings();
  EXPECT_EXIT(interrupt(), ::testing::ExitedWithCode(42), "");
  EXPECT_EQ(read_contents(library_).entries.size(), 84U);
  const std::size_t kept = embeddings();
  EXPECT_GE(kept, 1U);
  EXPECT_LT(kept, 84U);
  EXPECT_EQ(facts("3.wav").label, "hum");
  EXPECT_EQ(run().gained, 84 - kept);
  EXPECT_EQ(bytes(), bytes_anew("hum"));
}

TEST_F(UpdateEmbedding, AnUnchangedTrackThatFailsNowKeepsWhatItHas) {
  const TrackFeatures before = track("2.wav");
  spoil("2.wav");
  with_embeddings();
  for (const std::size_t others : {3U, 0U}) {
    const UpdateCount count = run();
    EXPECT_EQ(count.gained, others);
    EXPECT_EQ(count.failed, 1U);
    EXPECT_EQ(count.failed_before, 0U);
    EXPECT_EQ(count.lacking, 1U);
    EXPECT_EQ(facts("2.wav").error, "");
    EXPECT_EQ(track("2.wav").chunks, before.chunks);
    EXPECT_EQ(track("2.wav").label, "hum");
  }
  EXPECT_EQ(embeddings(), 3U);
}

/// Nor for being the twin of a file that failed.
TEST_F(UpdateEmbedding, ATwinThatFailedIsNoReasonToForget) {
  spoil("2.wav");
  fs::copy_file(file("2.wav"), file("bad.wav"));
  EXPECT_EQ(run().failed, 1U);
  with_embeddings();
  EXPECT_EQ(run().lacking, 1U);
  EXPECT_EQ(facts("2.wav").error, "");
  EXPECT_FALSE(track("2.wav").chunks.empty());
}

TEST_F(UpdateEmbedding, ChunksStayWhenTheNetworkFails) {
  const embedding::Embedder broken(
      mrec::testing::overflowing_musicnn(music_.path().parent_path() / "broken"));
  const features::Extractor breaking(testing::quick_options(), &broken);
  extractor_ = &breaking;
  music_.add("new.wav", 900);
  for (const std::size_t analysed : {1U, 0U}) {
    said_.warnings.clear();
    const UpdateCount count = run();
    EXPECT_EQ(count.lacking, 5U);
    EXPECT_EQ(count.gained, 0U);
    EXPECT_EQ(count.analysed, analysed);
    EXPECT_EQ(count.failed, 0U);
    EXPECT_EQ(said_.warnings.size(), 5U) << "they are tried again, and it is said again";
  }
  EXPECT_FALSE(track("new.wav").chunks.empty());
  EXPECT_EQ(track("2.wav").label, "hum");
}

TEST_F(UpdateEmbedding, AFileThatFailsNowFailsAsAChangedOne) {
  mrec::testing::write_bytes(file("2.wav"), std::string(fs::file_size(file("2.wav")), 'x'));
  with_embeddings();
  const UpdateCount count = run();
  EXPECT_EQ(count.failed, 1U);
  EXPECT_NE(facts("2.wav").error, "");
  EXPECT_EQ(embeddings(), 3U);
  EXPECT_EQ(run().failed_before, 1U);
}

}  // namespace
}  // namespace mrec::catalogue
