#include "mrec/library/favourites.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "library/list_text.h"
#include "mrec/core/error.h"
#include "support/expect_error.h"
#include "support/small_index.h"
#include "support/temp_folder.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;
using mrec::testing::TempFolder;
using mrec::testing::write_bytes;

std::vector<std::string> entries_of(std::string_view text) {
  const TempFolder folder;
  write_bytes(folder / "list", text);
  return read_favourites(folder / "list");
}

ErrorKind kind_of_failure(const fs::path& list) {
  try {
    read_favourites(list);
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find(list.string()), std::string::npos) << error.what();
    return error.kind();
  }
  ADD_FAILURE() << "nothing thrown";
  return ErrorKind::kUsage;
}

using Entries = std::vector<std::string>;

TEST(FavouriteList, OnePathALine) {
  EXPECT_EQ(entries_of("a.mp3\nb/c d.mp3\n"), (Entries{"a.mp3", "b/c d.mp3"}));
  EXPECT_EQ(entries_of("a"), Entries{"a"});
  EXPECT_EQ(entries_of("a\n\n \t\n\r\nb"), (Entries{"a", "b"}));
}

TEST(FavouriteList, TakesTheBeginningOfATrackFromAPlaylist) {
  EXPECT_EQ(entries_of("#EXTM3U\n#EXTVLCOPT:start-time=12.500\n#EXTVLCOPT:stop-time=20\na.wav\nb.wav\n"),
            (Entries{"a.wav#t=12.500", "b.wav"}));
  for (const char* start : {"", "x", "1x", "nan", "inf", "1e999"}) {
    EXPECT_EQ(entries_of("#EXTVLCOPT:start-time=" + std::string(start) + "\na.wav\n"), Entries{"a.wav"})
        << start;
  }
}

TEST(FavouriteList, HasALimit) {
  const TempFolder folder;
  write_bytes(folder / "list", std::string(1000, 'a'));
  EXPECT_EQ(read_list_text(folder / "list", 1000).size(), 1000U);
  EXPECT_TRUE(mrec::testing::throws_error(ErrorKind::kData, "is too large for a list",
                                          [&] { read_list_text(folder / "list", 999); }));
}

TEST(FavouriteList, KeepsBlanksAndForeignBytes) {
  EXPECT_EQ(entries_of(" a \ncaf\xE9\n"), (Entries{" a ", "caf\xE9"}));
}

TEST(FavouriteList, PassesOverMarksAndComments) {
  EXPECT_EQ(entries_of("\xEF\xBB\xBF#EXTM3U\r\n#EXTINF:3,x\r\na.mp3\r\n# c\r\nb#.mp3\r\n"),
            (Entries{"a.mp3", "b#.mp3"}));
  EXPECT_EQ(entries_of("\xEF\xBB\xBF"
                       "a"),
            Entries{"a"});
  EXPECT_EQ(entries_of("./#1.mp3\n"), Entries{"./#1.mp3"});
}

TEST(FavouriteList, MayBeAnXspf) {
  const std::string head = "<?xml version=\"1.0\"?>\n<playlist version=\"1\"><trackList><track>";
  const std::string end = "</track></trackList></playlist>";
  EXPECT_EQ(entries_of(head + "<title>T</title></track><track><location>a%20b.mp3</location>" + end),
            Entries{"a b.mp3"});
  const TempFolder folder;
  write_bytes(folder / "list", head + "<title>T</title>" + end);
  EXPECT_EQ(kind_of_failure(folder / "list"), ErrorKind::kData) << "it names no file";
  write_bytes(folder / "list", head);
  EXPECT_EQ(kind_of_failure(folder / "list"), ErrorKind::kFormat);
}

TEST(FavouriteList, ThatNamesNothingIsBadData) {
  const TempFolder folder;
  for (const std::string_view text : {"", "\n\n", "#EXTM3U\n", "\xEF\xBB\xBF", " \r\n"}) {
    write_bytes(folder / "list", text);
    EXPECT_EQ(kind_of_failure(folder / "list"), ErrorKind::kData) << text;
  }
}

TEST(FavouriteList, ThatIsNoTextIsBadData) {
  const TempFolder folder;
  write_bytes(folder / "list", std::string_view("\xFF\xFE"
                                                "a\0\n\0",
                                                6));
  EXPECT_EQ(kind_of_failure(folder / "list"), ErrorKind::kData);
}

TEST(FavouriteList, ThatCannotBeReadIsAnIoError) {
  const TempFolder folder;
  EXPECT_EQ(kind_of_failure(folder / "missing"), ErrorKind::kIo);
  EXPECT_EQ(kind_of_failure(folder.path()), ErrorKind::kIo);
  EXPECT_EQ(kind_of_failure("/proc/self/mem"), ErrorKind::kIo) << "opens, but reading fails";
}

/// A library on disk with a list folder beside it; the working folder is `work` while the test runs.
class Matching : public ::testing::Test {
 protected:
  Matching() {
    root_ = folder_ / "music";
    for (const char* path :
         {"jazz/a.mp3", "rock/b.mp3", "rock/same.mp3", "jazz/same.mp3", "rock/caf\xE9.mp3"}) {
      add(path);
      write_bytes(root_ / path, path);
    }
    for (const char* name : {"lists", "work", "other"}) fs::create_directories(folder_ / name);
    fs::current_path(folder_ / "work");
  }
  ~Matching() override { fs::current_path(before_); }

  std::vector<FavouriteMatch> match(const Entries& entries) const {
    return match_favourites(entries, folder_ / "lists", mrec::testing::index_of(root_, tracks_));
  }
  FavouriteMatch match_one(const std::string& entry) const {
    const auto matches = match({entry});
    EXPECT_EQ(matches.size(), 1U);
    EXPECT_EQ(matches.at(0).entry, entry);
    const int outcomes =
        matches[0].track.has_value() + matches[0].file.has_value() + !matches[0].problem.empty();
    EXPECT_EQ(outcomes, 1) << "exactly one of track, file, problem";
    return matches.at(0);
  }
  void add(const fs::path& path) { tracks_.push_back({.path = path, .artist = "", .title = ""}); }
  /// The path of the track that it was found to be.
  std::string found(const std::string& entry) const {
    const auto track = match_one(entry).track;
    return track ? mrec::testing::index_of(root_, tracks_).track(*track).path.string() : "nothing";
  }
  std::string music(const std::string& path) const { return (root_ / path).string(); }

  const fs::path before_ = fs::current_path();
  const TempFolder folder_;
  fs::path root_;
  std::vector<Track> tracks_;
};

TEST_F(Matching, ByAbsolutePath) {
  EXPECT_EQ(found(music("jazz/a.mp3")), "jazz/a.mp3");
  EXPECT_EQ(found(music("rock/../jazz/./a.mp3")), "jazz/a.mp3");
  EXPECT_EQ(found(music("rock//b.mp3")), "rock/b.mp3");
  EXPECT_EQ(found(music("rock/caf\xE9.mp3")), "rock/caf\xE9.mp3");
}

TEST_F(Matching, RelativeToTheListAndToTheWorkingFolder) {
  EXPECT_EQ(found("../music/rock/same.mp3"), "rock/same.mp3");
  fs::create_directories(folder_ / "work/deep");
  fs::current_path(folder_ / "work/deep");
  EXPECT_EQ(found("../../music/jazz/same.mp3"), "jazz/same.mp3");
}

TEST_F(Matching, TheListsOwnFolderComesFirst) {
  fs::create_symlink(music("rock/same.mp3"), folder_ / "lists/x");
  fs::create_symlink(music("jazz/same.mp3"), folder_ / "work/x");
  EXPECT_EQ(found("x"), "rock/same.mp3");
}

TEST_F(Matching, AnEmptyListFolderIsTheWorkingFolder) {
  const auto matches = match_favourites({"../music/jazz/a.mp3"}, "", mrec::testing::index_of(root_, tracks_));
  EXPECT_TRUE(matches.at(0).track);
}

TEST_F(Matching, ByPathInsideTheLibrary) {
  EXPECT_EQ(found("jazz/same.mp3"), "jazz/same.mp3");
  EXPECT_EQ(found("./jazz/same.mp3"), "jazz/same.mp3");
}

TEST_F(Matching, ByFileNameThatOneTrackHas) {
  EXPECT_EQ(found("a.mp3"), "jazz/a.mp3");
  EXPECT_EQ(found("/gone/folder/b.mp3"), "rock/b.mp3");
}

TEST_F(Matching, AFileNameOfSeveralTracksNamesThem) {
  EXPECT_EQ(match_one("same.mp3").problem, "is a name of several tracks: jazz/same.mp3, rock/same.mp3");
}

TEST_F(Matching, TracksThatAreGoneFromDiskStillMatch) {
  fs::remove_all(root_);
  EXPECT_EQ(found(music("jazz/a.mp3")), "jazz/a.mp3");
  EXPECT_EQ(found(music("rock/../jazz/same.mp3")), "jazz/same.mp3");
  EXPECT_EQ(found("../music/rock/same.mp3"), "rock/same.mp3");
  EXPECT_EQ(found("jazz/same.mp3"), "jazz/same.mp3");
}

TEST_F(Matching, ThroughLinks) {
  fs::create_directory_symlink(root_ / "rock", folder_ / "other/alias");
  fs::create_symlink(root_ / "jazz/same.mp3", folder_ / "other/link.mp3");
  EXPECT_EQ(found((folder_ / "other/alias/same.mp3").string()), "rock/same.mp3");
  EXPECT_EQ(found((folder_ / "other/link.mp3").string()), "jazz/same.mp3");
  EXPECT_EQ(found((folder_ / "other/alias/../jazz/same.mp3").string()), "jazz/same.mp3")
      << ".. goes up from rock";
}

TEST_F(Matching, StepsUpFromALinkAreTakenAsTheSystemTakesThem) {
  fs::create_directories(folder_ / "other/deep");
  fs::create_directory_symlink(folder_ / "other/deep", root_ / "jazz/link");
  write_bytes(folder_ / "other/a.mp3", "another a");
  const FavouriteMatch match = match_one(music("jazz/link/../a.mp3"));
  EXPECT_EQ(match.file, folder_ / "other/a.mp3")
      << "and not the library's jazz/a.mp3, as the text alone has it";
}

TEST_F(Matching, WhenTheLibraryItselfIsNamedByALink) {
  fs::create_directory_symlink(root_, folder_ / "link");
  const std::string real = music("rock/same.mp3");
  root_ = folder_ / "link";
  EXPECT_EQ(found(real), "rock/same.mp3");
}

TEST_F(Matching, AFileBesideTheLibraryIsAFile) {
  write_bytes(folder_ / "other/new.mp3", "new");
  const FavouriteMatch absolute = match_one((folder_ / "other/new.mp3").string());
  EXPECT_EQ(absolute.file, folder_ / "other/new.mp3");
  EXPECT_EQ(match_one("../other/new.mp3").file, folder_ / "other/new.mp3");
  write_bytes(folder_ / "work/here.mp3", "here");
  EXPECT_EQ(match_one("here.mp3").file, folder_ / "work/here.mp3");
}

TEST_F(Matching, AFileInTheLibrarysFolderThatIsNotIndexedIsAFile) {
  write_bytes(root_ / "jazz/fresh.mp3", "fresh");
  EXPECT_EQ(match_one("jazz/fresh.mp3").file, root_ / "jazz/fresh.mp3");
}

TEST_F(Matching, AFileThatIsThereIsNotTakenForANamesake) {
  write_bytes(folder_ / "other/a.mp3", "another a");
  EXPECT_EQ(match_one((folder_ / "other/a.mp3").string()).file, folder_ / "other/a.mp3");
}

TEST_F(Matching, FoldersAndNothings) {
  EXPECT_EQ(match_one(music("rock")).problem, "is a folder");
  EXPECT_EQ(match_one("rock").problem, "is a folder");
  EXPECT_EQ(match_one(".").problem, "is a folder");
  EXPECT_EQ(match_one("/").problem, "is a folder");
  const std::string nowhere = "is neither in the library nor a file";
  for (const char* entry :
       {"nowhere.mp3", "jazz/nowhere.mp3", "/nowhere", "/dev/null", "rock/b.mp3/", "..a", "~"}) {
    EXPECT_EQ(match_one(entry).problem, nowhere) << entry;
  }
  EXPECT_EQ(match_one(std::string(100'000, 'x')).problem, nowhere);
}

TEST_F(Matching, BlanksAreTrimmedOnlyWhenNothingIsFoundWithThem) {
  EXPECT_EQ(found(" jazz/same.mp3\t"), "jazz/same.mp3");
  add(" jazz/same.mp3");
  EXPECT_EQ(found(" jazz/same.mp3"), " jazz/same.mp3");
  EXPECT_EQ(found("jazz/same.mp3 "), "jazz/same.mp3");
}

TEST_F(Matching, BackslashesOfWindows) {
  EXPECT_EQ(found("rock\\same.mp3"), "rock/same.mp3");
  EXPECT_EQ(found("..\\music\\jazz\\same.mp3"), "jazz/same.mp3");
  EXPECT_EQ(found("C:\\Users\\me\\Music\\b.mp3"), "rock/b.mp3");
  add("rock\\same.mp3");
  EXPECT_EQ(found("rock\\same.mp3"), "rock\\same.mp3") << "a name that has the backslash itself";
}

TEST_F(Matching, FileUris) {
  EXPECT_EQ(found("file://" + music("rock/caf%E9.mp3")), "rock/caf\xE9.mp3");
  EXPECT_EQ(found("file://localhost" + music("rock/%73ame.mp3")), "rock/same.mp3");
}

TEST_F(Matching, WhatWasNamedBeforeIsLeftOut) {
  write_bytes(folder_ / "other/new.mp3", "new");
  fs::create_symlink(folder_ / "other/new.mp3", folder_ / "work/new_link.mp3");
  const auto matches = match({"jazz/a.mp3", "nowhere", music("jazz/a.mp3"), "a.mp3", "../other/new.mp3",
                              "new_link.mp3", "nowhere", "rock/b.mp3"});
  ASSERT_EQ(matches.size(), 4U);
  EXPECT_EQ(matches[0].entry, "jazz/a.mp3");
  EXPECT_EQ(matches[1].entry, "nowhere");
  EXPECT_EQ(matches[2].entry, "../other/new.mp3");
  EXPECT_EQ(matches[3].entry, "rock/b.mp3");
}

TEST_F(Matching, IsQuickInALargeLibrary) {
  Entries entries;
  for (std::size_t i = 0; i < 100'000; ++i) {
    const std::string path = "artist " + std::to_string(i / 10) + "/track " + std::to_string(i) + ".mp3";
    add(path);
    if (i % 50 == 0) entries.push_back(path);
  }
  const Index index = mrec::testing::index_of(root_, tracks_);
  const auto start = std::chrono::steady_clock::now();
  const auto matches = match_favourites(entries, folder_ / "lists", index);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  ASSERT_EQ(matches.size(), entries.size());
  EXPECT_EQ(index.track(matches.back().track.value()).path, entries.back());
  EXPECT_LT(taken.count(), 20) << "comparing every entry with every track takes minutes here";
}

}  // namespace
}  // namespace mrec::library
