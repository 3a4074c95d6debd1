#include "mrec/features/labels.h"

#include <gtest/gtest.h>

#include "support/audio_fixture.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::features {
namespace {

using mrec::testing::throws_error;
using mrec::testing::write_bytes;
using Labels = std::vector<std::string>;

/// Files that are only named: rock/a.wav, rock/live/b.wav and c.wav under <folder>/music.
class LabelFiles : public ::testing::Test {
 protected:
  LabelFiles() {
    std::filesystem::create_directory(scan_.root);
    for (const char* path : {"c.wav", "rock/a.wav", "rock/live/b.wav"}) scan_.files.push_back({.path = path});
  }

  Labels labels(const std::string& rule) const { return label_files(scan_, rule, Workers(2)); }

  /// By a table that lies in `folder`, beside the music where nothing else is said.
  Labels by_table(const std::string& text, const std::string& name = "genres.tsv") const {
    write_bytes(folder_ / name, text);
    return labels((folder_ / name).string());
  }

  ::testing::AssertionResult refused(ErrorKind kind, const std::string& part, const std::string& text) const {
    return throws_error(kind, (folder_ / "genres.tsv").string() + part, [&] { by_table(text); });
  }

  const mrec::testing::TempFolder folder_;
  audio::Scan scan_{
      .root = std::filesystem::canonical(folder_.path()) / "music", .files = {}, .warnings = {}};
};

TEST_F(LabelFiles, None) {
  EXPECT_EQ(labels("none"), (Labels{"", "", ""}));
}

TEST_F(LabelFiles, Folder) {
  EXPECT_EQ(labels("folder"), (Labels{"music", "rock", "live"}));
}

TEST_F(LabelFiles, FolderThatIsNotUtf8) {
  scan_.files = {{.path = "r\xF6"
                          "ck/a.wav"}};
  EXPECT_EQ(labels("folder"), (Labels{"r\xEF\xBF\xBD"
                                      "ck"}));
}

TEST_F(LabelFiles, Tag) {
  std::filesystem::create_directories(scan_.root / "rock/live");
  const auto write = [&](const char* path, const std::string& genre) {
    mrec::testing::write_sound(scan_.root / path, {.samples = mrec::testing::make_tone(0.1, 8000, 1, 440),
                                                   .rate_hz = 8000,
                                                   .coding = mrec::testing::Coding::kFlac,
                                                   .text = {.genre = genre}});
  };
  write("c.wav", "Jazz");
  write("rock/a.wav", "");
  write_bytes(scan_.root / "rock/live/b.wav", "no sound");
  EXPECT_EQ(labels("tag"), (Labels{"Jazz", "", ""}));
}

TEST_F(LabelFiles, TableWithAbsolutePaths) {
  const std::string root = scan_.root.string();
  EXPECT_EQ(by_table(root + "/rock/a.wav\tRock\n" + root + "/rock/live/../../c.wav\tJazz\n"),
            (Labels{"Jazz", "Rock", ""}));
}

TEST_F(LabelFiles, TableRelativeToTheRoot) {
  EXPECT_EQ(by_table("rock/a.wav\tRock\n./rock//live/b.wav\tLive\n", "elsewhere/genres.tsv"),
            (Labels{"", "Rock", "Live"}));
}

TEST_F(LabelFiles, TableRelativeToItsOwnFolder) {
  EXPECT_EQ(by_table("music/rock/a.wav\tRock\n"), (Labels{"", "Rock", ""}));
  EXPECT_EQ(by_table("a.wav\tRock\n../c.wav\tJazz\n", "music/rock/genres.tsv"), (Labels{"Jazz", "Rock", ""}));
  EXPECT_EQ(by_table("../music/c.wav\tJazz\n", "elsewhere/genres.tsv"), (Labels{"Jazz", "", ""}));
}

TEST_F(LabelFiles, TableNamedThroughALink) {
  write_bytes(folder_ / "genres.tsv", "music/rock/a.wav\tRock\n");
  std::filesystem::create_directory_symlink(folder_.path(), folder_ / "link");
  EXPECT_EQ(labels((folder_ / "link/genres.tsv").string()), (Labels{"", "Rock", ""}));
}

TEST_F(LabelFiles, TableWithWindowsLinesCommentsAndFurtherColumns) {
  EXPECT_EQ(by_table("# path\tgenre\r\n\r\n\nc.wav\tNew Wave\tfor Ada\t3\r\nrock/a.wav\tRock\t\r\n"),
            (Labels{"New Wave", "Rock", ""}));
  EXPECT_EQ(by_table("c.wav\tJazz"), (Labels{"Jazz", "", ""})) << "a last line that does not end";
}

TEST_F(LabelFiles, TableThatIsNotUtf8) {
  scan_.files = {{.path = "\xE4.wav"}};
  EXPECT_EQ(by_table("\xE4.wav\tr\xF6\n"), (Labels{"r\xEF\xBF\xBD"})) << "paths are bytes, genres are text";
}

TEST_F(LabelFiles, TableThatStartsWithAByteOrderMark) {
  EXPECT_EQ(by_table("\xEF\xBB\xBF"
                     "c.wav\tJazz\n"),
            (Labels{"Jazz", "", ""}));
}

TEST_F(LabelFiles, TableLinesOfOtherFilesDoNotCount) {
  EXPECT_EQ(by_table("c.wav\tJazz\nmissing.wav\tRock\n"), (Labels{"Jazz", "", ""}));
}

TEST_F(LabelFiles, BadLinesAreNamed) {
  EXPECT_TRUE(
      refused(ErrorKind::kFormat, ": line 2: is not path<TAB>genre", "c.wav\tJazz\nrock/a.wav Rock\n"));
  EXPECT_TRUE(
      refused(ErrorKind::kFormat, ": line 4: is not path<TAB>genre", "# x\n\nc.wav\tJazz\nrock/a.wav\t\n"));
  EXPECT_TRUE(refused(ErrorKind::kFormat, ": line 1: is not path<TAB>genre", "\tJazz\r\n"));
  EXPECT_TRUE(refused(ErrorKind::kFormat, ": line 1: is not path<TAB>genre", "c.wav\t\tfor Ada\n"));
}

TEST_F(LabelFiles, TableThatLabelsNothing) {
  EXPECT_TRUE(refused(ErrorKind::kUsage, ": labels none of the files", ""));
  EXPECT_TRUE(refused(ErrorKind::kUsage, ": labels none of the files", "C.wav\tJazz\n"));
  EXPECT_TRUE(throws_error(ErrorKind::kUsage, scan_.root.string(), [&] { by_table("x\ty\n"); }));
  scan_.files.clear();
  EXPECT_EQ(by_table("c.wav\tJazz\n"), Labels{}) << "of no files none is unlabelled";
}

TEST_F(LabelFiles, TableThatCannotBeRead) {
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "folders: cannot be read", [&] { labels("folders"); }));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, scan_.root.string() + ": cannot be read", [&] {
    labels(scan_.root.string());
  })) << "a folder is no table";
}

TEST(DistinctLabels, AreSortedWithoutTheEmptyOne) {
  EXPECT_EQ(distinct_labels({"rock", "", "blues", "rock", "Rock", ""}), (Labels{"Rock", "blues", "rock"}));
  EXPECT_EQ(distinct_labels({}), Labels{});
  EXPECT_EQ(distinct_labels({"", ""}), Labels{});
}

}  // namespace
}  // namespace mrec::features
