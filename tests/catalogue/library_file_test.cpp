#include "mrec/catalogue/library_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "catalogue/library_samples.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "support/expect_error.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;
using mrec::testing::read_bytes;
using mrec::testing::throws_error;
using testing::append_bytes;
using testing::failure_of;
using testing::paths_of;
using testing::record_of;
using testing::track_of;
using testing::write_library;
using Paths = std::vector<std::string>;

bool keep_all(const Entry&) {
  return true;
}

class Library : public testing::LibraryForms {
 protected:
  void append(LibraryFile& file, const features::TrackFeatures& track) const {
    file.append(track, record_of(track, library_));
  }
  /// The bytes of a library of these tracks.
  std::string bytes_of(const std::vector<features::TrackFeatures>& tracks) const {
    const fs::path other = folder_ / ("other" + library_.extension().string());
    write_library(other, tracks);
    return read_bytes(other);
  }
  /// Paths as read without and with the catalogue, which have to agree.
  Paths paths() const {
    const Paths kept = paths_of(read_contents(library_));
    remove_catalogue(library_);
    EXPECT_EQ(paths_of(read_contents(library_)), kept);
    return kept;
  }
};
INSTANTIATE_TEST_SUITE_P(Forms, Library, testing::both_forms(), testing::name_of_form);

TEST_P(Library, GrowsByWhatIsAppended) {
  library_ = folder_.path() / "new/folders" / library_.filename();
  LibraryFile::create(library_, testing::small_header());
  {
    LibraryFile file(library_);
    EXPECT_EQ(file.form(), GetParam());
    EXPECT_EQ(file.header().root, "/music/all");
    append(file, track_of("b"));
    EXPECT_EQ(paths_of(read_contents(library_)), Paths{"b"}) << "a reader sees it at once";
    append(file, failure_of("a"));
    file.finish(keep_all);
  }
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("b"), failure_of("a")})) << "nothing died";
  const LibraryFile file(library_);
  EXPECT_EQ(file.read_line(*file.contents().find("b")),
            features::to_line(track_of("b"), testing::small_header()));
  EXPECT_EQ(paths(), (Paths{"a", "b"}));
}

TEST_P(Library, CreateTakesThePlaceOfAnOlderOne) {
  write_library(library_, {track_of("a")});
  write_catalogue(library_, read_contents(library_));
  LibraryFile::create(library_, testing::small_header());
  EXPECT_EQ(read_bytes(library_), bytes_of({}));
  EXPECT_FALSE(fs::exists(library_.native() + ".catalogue"));
}

TEST_P(Library, ATornEndIsCutOff) {
  write_library(library_, {track_of("a")});
  append_bytes(library_, record_of(track_of("b"), library_).substr(0, 40));
  LibraryFile file(library_);
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("a")}));
  append(file, track_of("c"));
  file.finish(keep_all);
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("a"), track_of("c")}));
}

TEST_P(Library, WhatDiedIsLeftOutAndTheRestSorted) {
  write_library(library_, {track_of("c"), track_of("a"), track_of("d")});
  LibraryFile file(library_);
  append(file, track_of("a", 2));
  file.finish([](const Entry& entry) { return entry.facts.path != "d"; });
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("a", 2), track_of("c")}));
  EXPECT_EQ(file.read_line(*file.contents().find("c")),
            features::to_line(track_of("c"), testing::small_header()));
  EXPECT_EQ(paths(), (Paths{"a", "c"}));
}

TEST_P(Library, DamageIsLeftOut) {
  write_library(library_, {track_of("b")});
  append_bytes(library_, "damage\n" + record_of(track_of("a"), library_));
  LibraryFile(library_).finish(keep_all);
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("a"), track_of("b")}));
}

TEST_P(Library, CloseLeavesOldRecordsToTheNextRun) {
  write_library(library_, {track_of("b"), track_of("a")});
  {
    LibraryFile file(library_);
    append(file, track_of("b", 2));
    file.close();
  }
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("b"), track_of("a"), track_of("b", 2)}));
  LibraryFile(library_).finish(keep_all);
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("a"), track_of("b", 2)}));
}

TEST_P(Library, AnotherRoot) {
  write_library(library_, {track_of("b"), track_of("a")});
  LibraryFile(library_).finish_under("/elsewhere");
  auto header = testing::small_header();
  header.root = "/elsewhere";
  const fs::path other = folder_ / ("other" + library_.extension().string());
  write_library(other, {track_of("a"), track_of("b")}, header);
  EXPECT_EQ(read_bytes(library_), read_bytes(other));
}

TEST_P(Library, PermissionsAndLinksStay) {
  const fs::path link = folder_ / ("link" + library_.extension().string());
  write_library(library_, {track_of("b"), track_of("a")});
  fs::permissions(library_, fs::perms{0640});
  fs::create_symlink(library_.filename(), link);
  LibraryFile(link).finish([](const Entry& entry) { return entry.facts.path != "a"; });
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("b")}));
  EXPECT_EQ(fs::status(library_).permissions(), fs::perms{0640});
}

/// What a run finds damaged although the catalogue knows nothing of it, the next run mends.
TEST_P(Library, ADamagedRecordCostsTheCatalogue) {
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

TEST_P(Library, AnInterruptedRewritingLeavesAllAsItWas) {
  write_library(library_, {track_of("b"), track_of("a"), track_of("c")});
  LibraryFile file(library_);
  append(file, track_of("b", 2));
  const std::string before = read_bytes(library_);
  EXPECT_EXIT(interrupt_while_rewriting(file), ::testing::ExitedWithCode(42), "");
  EXPECT_EQ(read_bytes(library_), before);
  EXPECT_EQ(paths(), (Paths{"a", "b", "c"}));
}

TEST_P(Library, NoLibraryIsRefused) {
  mrec::testing::write_bytes(library_, "no library\n");
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, library_.filename(), [&] { LibraryFile file(library_); }));
  fs::remove(library_);
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

TEST_P(Library, AFullDiskLeavesWholeRecordsOnly) {
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
