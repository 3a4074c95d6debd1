#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "catalogue/catalogue_file.h"
#include "catalogue/update_fixture.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/features/record_file.h"
#include "support/expect_error.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;
using mrec::testing::throws_error;

class UpdateTrouble : public testing::Updates {
 protected:
  UpdateTrouble() {
    for (int i = 0; i < 8; ++i) music_.add(std::to_string(i) + ".wav", 200 + 50 * i);
  }

  /// In a process of its own, because the request cannot be taken back: asks to stop when `done` files are
  /// done. The exit code tells whether the message was the expected one.
  void interrupt(std::size_t done, const std::string& message) {
    said_.on_advance = [=](std::size_t now, std::size_t) {
      if (now == done) request_interrupt();
    };
    try {
      run();
    } catch (const Interrupted& stop) {
      std::_Exit(stop.message.find(message) != std::string::npos ? 42 : 43);
    }
    std::_Exit(44);
  }
};

TEST_F(UpdateTrouble, FilesThatVanishAreNotRemembered) {
  run();
  const std::string before = features::facts_to_line(facts("3.wav"));
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(100);
  fs::last_write_time(file("3.wav"), long_ago);
  music_.add("new.wav", 900);
  music_.add("pipe.wav", 950);
  after_scan_ = [this] {
    fs::remove(file("3.wav"));
    fs::remove(file("new.wav"));
    fs::remove(file("pipe.wav"));
    ::mkfifo(file("pipe.wav").c_str(), 0600);
  };
  const UpdateCount count = run();
  EXPECT_EQ(count.failed, 3U);
  EXPECT_EQ(features::facts_to_line(facts("3.wav")), before) << "what was known stays";
  EXPECT_FALSE(holds("new.wav"));
  EXPECT_FALSE(holds("pipe.wav"));
  after_scan_ = {};
  EXPECT_EQ(run().dropped, 1U);
  EXPECT_FALSE(holds("3.wav"));
}

TEST_F(UpdateTrouble, AFolderThatVanishesEndsTheRun) {
  after_scan_ = [this] { fs::rename(music_.path(), music_.path().native() + ".away"); };
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "is no longer there", [&] { run(); }));
  EXPECT_TRUE(read_contents(library_).entries.empty());
}

TEST_F(UpdateTrouble, AnInterruptKeepsWhatIsDone) {
  for (int i = 10; i < 90; ++i) fs::create_hard_link(file("7.wav"), file(std::to_string(i) + ".wav"));
  EXPECT_EXIT(interrupt(3, " of 88 files to do are done and kept in " + library_.string()),
              ::testing::ExitedWithCode(42), "");
  const std::size_t kept = read_contents(library_).entries.size();
  EXPECT_GE(kept, 3U);
  EXPECT_LT(kept, 88U);
  EXPECT_TRUE(read_catalogue(library_)) << "it was closed";
  const UpdateCount count = run();
  EXPECT_EQ(count.unchanged, kept);
  EXPECT_EQ(count.analysed + count.reused, 88 - kept);
  EXPECT_EQ(bytes(), bytes_anew());
}

/// The catalogue tells of a record that was damaged since; a run that needs it says so, the next one mends
/// it.
TEST_F(UpdateTrouble, ADamagedRecordIsMendedByTheNextRun) {
  for (int i = 8; i < 40; ++i) music_.add("x" + std::to_string(i) + ".wav", 1000 + 10 * i);
  run();
  const Contents contents = read_contents(library_);
  const auto place = static_cast<std::size_t>(contents.find("x20.wav")->offset);
  ASSERT_GT(place, 4096U) << "it would be seen";
  ASSERT_LT(place + 4096, contents.end) << "it would be seen";
  mrec::testing::write_bytes(library_, bytes().replace(place, 1, "x"));
  fs::rename(file("x20.wav"), file("y.wav"));
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "run the extraction again", [&] { run(); }));
  EXPECT_EQ(run().analysed, 1U);
  EXPECT_EQ(bytes(), bytes_anew());
}

}  // namespace
}  // namespace mrec::catalogue
