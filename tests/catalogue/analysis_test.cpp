#include "mrec/catalogue/analysis.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <string>
#include <vector>

#include "catalogue/music_folder.h"
#include "mrec/features/record_file.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;
using testing::MusicFolder;
using testing::Said;

class Analysis : public ::testing::Test {
 protected:
  Analysis() {
    for (int i = 0; i < 5; ++i) music_.add(std::to_string(i) + ".wav", 200 + 50 * i);
  }

  /// All files of the folder, in their order.
  std::vector<Analysed> analyse(AnalysisOptions options) {
    const audio::Scan scan = music_.scan();
    if (before_work_) before_work_();
    const std::vector<std::string> labels(scan.files.size(), "hum");
    AnalysisList list{.scan = scan, .labels = labels, .files = {}};
    for (std::size_t i = 0; i < scan.files.size(); ++i) list.files.push_back(i);
    options.processes = 2;
    std::vector<Analysed> all;
    analyse_files(list, extractor_, music_.header(), options, [&](Analysed result) {
      EXPECT_EQ(result.facts.path, scan.files[all.size()].path);
      all.push_back(std::move(result));
    });
    EXPECT_EQ(all.size(), scan.files.size());
    return all;
  }

  MusicFolder music_;
  features::Extractor extractor_{testing::quick_options()};
  std::function<void()> before_work_;
};

/// In the children every file is asked for; so they can be made to do whatever a decoder might.
AnalysisOptions doing(const std::string& path, void (*deed)()) {
  return {.time_limit_s = 3, .find_twin = [path, deed](const features::TrackFeatures& facts) -> const Entry* {
            if (facts.path == path) deed();
            return nullptr;
          }};
}

TEST_F(Analysis, RecordsAreTheTracks) {
  for (const auto form : {features::RecordForm::kPlain, features::RecordForm::kCompressed}) {
    for (const Analysed& result : analyse({.form = form})) {
      const auto track = extractor_.track(music_.path(), music_.scanned(result.facts.path));
      auto labelled = track;
      labelled.label = "hum";
      EXPECT_EQ(result.record, features::as_record(features::to_line(labelled, music_.header()), form));
      EXPECT_EQ(features::facts_to_line(result.facts), features::facts_to_line(labelled));
      EXPECT_EQ(result.facts.error, "");
      EXPECT_EQ(result.twin, nullptr);
    }
  }
}

TEST_F(Analysis, ACrashCostsItsOwnFile) {
  const auto all = analyse(doing("2.wav", [] {
    std::signal(SIGSEGV, SIG_DFL);
    std::raise(SIGSEGV);
  }));
  EXPECT_EQ(all[2].facts.error, "the decoder crashed (Segmentation fault): convert it to FLAC or replace it");
  EXPECT_FALSE(all[2].facts.is_io_error);
  EXPECT_EQ(features::facts_to_line(features::facts_from_line(all[2].record)),
            features::facts_to_line(all[2].facts));
  for (const int i : {0, 1, 3, 4}) EXPECT_EQ(all[static_cast<std::size_t>(i)].facts.error, "");
}

TEST_F(Analysis, WhatHangsOrThrowsCostsItsOwnFile) {
  EXPECT_EQ(analyse(doing("1.wav", [] { ::sleep(1000); }))[1].facts.error,
            "the decoder took longer than 3 s: convert it to FLAC or replace it");
  const auto all = analyse(doing("4.wav", [] { throw std::runtime_error("is odd"); }));
  EXPECT_EQ(all[4].facts.error, "the decoder is odd: convert it to FLAC or replace it");
  EXPECT_EQ(all[3].facts.error, "");
}

TEST_F(Analysis, WhatBecameOfFilesSinceTheyWereFound) {
  mrec::testing::write_bytes(music_.path() / "3b.wav", "no sound");
  before_work_ = [this] {
    fs::remove(music_.path() / "0.wav");
    fs::remove(music_.path() / "1.wav");
    ::mkfifo((music_.path() / "1.wav").c_str(), 0600);
    fs::remove(music_.path() / "2.wav");
    fs::create_directory(music_.path() / "2.wav");
  };
  const auto all = analyse({.time_limit_s = 5});
  for (const std::size_t i : {0U, 1U, 2U}) {
    EXPECT_NE(all[i].facts.error, "");
    EXPECT_TRUE(all[i].facts.is_io_error) << all[i].facts.error;
  }
  EXPECT_EQ(all[3].facts.error, "");
  EXPECT_NE(all[4].facts.error, "");
  EXPECT_FALSE(all[4].facts.is_io_error) << all[4].facts.error;
  EXPECT_NE(all[4].facts.content_hash, "");
}

TEST_F(Analysis, KnownContentIsNotReadAgain) {
  const Entry twin;
  const auto all = analyse({.find_twin = [&](const features::TrackFeatures& facts) -> const Entry* {
    return facts.path == "2.wav" && !facts.content_hash.empty() && facts.label == "hum" ? &twin : nullptr;
  }});
  EXPECT_EQ(all[2].twin, &twin);
  EXPECT_EQ(all[2].record, "");
  EXPECT_EQ(all[1].twin, nullptr);
}

TEST(ReportProblem, TellsOfFailuresAndDamage) {
  Said said;
  features::TrackFeatures facts;
  facts.path = "a\xFF.wav";
  EXPECT_FALSE(report_problem(facts, said));
  facts.damage = "breaks off";
  EXPECT_FALSE(report_problem(facts, said));
  facts.damage.clear();
  facts.error = "is no sound";
  EXPECT_TRUE(report_problem(facts, said));
  EXPECT_EQ(said.warnings,
            (std::vector<std::string>{"a\uFFFD.wav: is damaged (breaks off): the good part is used",
                                      "a\uFFFD.wav: is no sound"}));
}

}  // namespace
}  // namespace mrec::catalogue
