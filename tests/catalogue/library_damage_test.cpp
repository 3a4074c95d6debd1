#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "catalogue/library_changes.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "support/expect_error.h"

namespace mrec::catalogue {
namespace {

using mrec::testing::read_bytes;
using mrec::testing::throws_error;
using testing::track_of;
using testing::write_library;
using Paths = std::vector<std::string>;

class LibraryDamage : public testing::LibraryChanges {};
INSTANTIATE_TEST_SUITE_P(Forms, LibraryDamage, testing::both_forms(), testing::name_of_form);

/// What a run finds damaged although the catalogue knows nothing of it, the next run mends.
TEST_P(LibraryDamage, ADamagedRecordCostsTheCatalogue) {
  std::vector<features::TrackFeatures> tracks;
  for (int i = 10; i < 70; ++i) tracks.push_back(track_of(std::to_string(i)));
  write_library(library_, tracks);
  const Contents whole = read_contents(library_);
  write_catalogue(library_, whole);
  std::string bytes = read_bytes(library_);
  bytes.replace(static_cast<std::size_t>(whole.find("40")->offset), 10, "          ");
  mrec::testing::write_bytes(library_, bytes);
  {
    const LibraryFile file(library_);
    EXPECT_EQ(file.contents().entries.size(), 60U) << "the catalogue is believed";
    EXPECT_NO_THROW((void)file.read_line(*file.contents().find("41")));
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, "run the extraction again",
                             [&] { (void)file.read_line(*file.contents().find("40")); }));
  }
  EXPECT_EQ(read_contents(library_).entries.size(), 59U);
  EXPECT_EQ(read_contents(library_).find("40"), nullptr);
}

/// In a process of its own, because the request cannot be taken back.
void interrupt_while_rewriting(LibraryFile& file) {
  try {
    file.finish([](const Entry& entry) {
      request_interrupt();
      return entry.facts.path != "a";
    });
  } catch (const Interrupted&) {
    std::_Exit(42);
  }
  std::_Exit(43);
}

TEST_P(LibraryDamage, AnInterruptedRewritingLeavesAllAsItWas) {
  write_library(library_, {track_of("b"), track_of("a"), track_of("c")});
  LibraryFile file(library_);
  append(file, track_of("b", 2));
  const std::string before = read_bytes(library_);
  EXPECT_EXIT(interrupt_while_rewriting(file), ::testing::ExitedWithCode(42), "");
  EXPECT_EQ(read_bytes(library_), before);
  EXPECT_EQ(paths(), (Paths{"a", "b", "c"}));
}

TEST_P(LibraryDamage, NoLibraryIsRefused) {
  mrec::testing::write_bytes(library_, "no library\n");
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, library_.filename(), [&] { LibraryFile file(library_); }));
  std::filesystem::remove(library_);
  EXPECT_TRUE(throws_error(ErrorKind::kIo, library_.filename(), [&] { LibraryFile file(library_); }));
}

/// Files may become so long and no longer while this lives.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, SIG_DFL);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
};

TEST_P(LibraryDamage, AFullDiskLeavesWholeRecordsOnly) {
  const std::string whole = bytes_of({track_of("b"), track_of("a")});
  write_library(library_, {track_of("b")});
  LibraryFile file(library_);
  {
    const FileSizeLimit limit(whole.size() + 20);
    append(file, track_of("a"));
    EXPECT_TRUE(throws_error(ErrorKind::kIo, "cannot be written", [&] { append(file, track_of("c")); }));
  }
  EXPECT_EQ(read_bytes(library_), whole);
  append(file, track_of("d"));
  {
    const FileSizeLimit limit(60);
    const auto drop_b = [](const Entry& entry) { return entry.facts.path != "b"; };
    EXPECT_TRUE(throws_error(ErrorKind::kIo, "cannot be written", [&] { file.finish(drop_b); }));
  }
  EXPECT_EQ(paths(), (Paths{"a", "b", "d"}));
}

}  // namespace
}  // namespace mrec::catalogue
