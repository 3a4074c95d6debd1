#include "mrec/audio/scanner.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "support/expect_error.h"
#include "support/temp_folder.h"
#include "support/unreadable.h"

namespace mrec::audio {
namespace {

using namespace mrec::testing;
namespace fs = std::filesystem;
using Names = std::vector<std::string>;

constexpr std::string_view kWavHead("RIFF\x04\0\0\0WAVE", 12);

class Scanner : public ::testing::Test {
 protected:
  fs::path make(const std::string& name, std::string_view bytes = kWavHead) {
    write_bytes(root_ / name, bytes);
    return root_ / name;
  }

  static Names names(const Scan& scan) {
    Names all;
    for (const ScannedFile& file : scan.files) all.push_back(file.path.native());
    return all;
  }

  Names names_in(const std::vector<fs::path>& paths) { return names(scan(paths)); }

  TempFolder folder_;
  fs::path root_ = fs::canonical(folder_.path());
};

TEST_F(Scanner, FindsAudioByContentOrName) {
  make("album/content_only");
  make("album/damaged.mp3", "not music at all");
  make("album/empty.OGG", "");
  make("album/photograph.jpg", std::string_view("\xFF\xD8\xFF\xE0\0\x10JFIF", 10));
  make("album/cover.png", "\x89PNG\r\n\x1A\n");
  make("album/notes.txt", "a letter");
  make("wav_named.jpg");
  EXPECT_EQ(names_in({root_}),
            (Names{"album/content_only", "album/damaged.mp3", "album/empty.OGG", "wav_named.jpg"}));
}

TEST_F(Scanner, PassesOverHiddenEntriesUnlessNamed) {
  make("a.mp3");
  const fs::path hidden = make(".b.mp3");
  make(".trash/c.mp3");
  EXPECT_EQ(names_in({root_}), (Names{"a.mp3"}));
  EXPECT_EQ(names_in({root_, hidden}), (Names{".b.mp3", "a.mp3"}));
  EXPECT_EQ(names_in({root_ / ".trash"}), (Names{"c.mp3"}));
}

TEST_F(Scanner, OrdersByBytesOfTheRelativePath) {
  for (const char* name :
       {"b/1.mp3", "a.mp3", "a/2.mp3", "a-b.mp3", "B.mp3", "\xC3\xA4.mp3", "b/10.mp3", "\xFF.mp3"}) {
    make(name);
  }
  EXPECT_EQ(names_in({root_}), (Names{"B.mp3", "a-b.mp3", "a.mp3", "a/2.mp3", "b/1.mp3", "b/10.mp3",
                                      "\xC3\xA4.mp3", "\xFF.mp3"}));
}

TEST_F(Scanner, KeepsTheBytesOfStrangeNames) {
  const Names strange = {" leading.mp3", "line\nbreak.mp3", "tab\t.mp3", "\xE9t\xE9/\xFE.mp3"};
  for (const std::string& name : strange) make(name);
  EXPECT_EQ(names_in({root_}), strange);
}

TEST_F(Scanner, RootIsTheDeepestFolderThatHoldsEverything) {
  const fs::path song = make("music/rock/a.mp3");
  make("music/jazz/b.mp3");
  make("musical/c.mp3");
  const Scan one = scan(std::array{root_ / "music/rock"});
  EXPECT_EQ(one.root, root_ / "music/rock");
  EXPECT_EQ(names(one), (Names{"a.mp3"}));
  const Scan file = scan(std::array{song});
  EXPECT_EQ(file.root, root_ / "music/rock");
  EXPECT_EQ(names(file), (Names{"a.mp3"}));
  const Scan both = scan(std::array{song, root_ / "music/jazz"});
  EXPECT_EQ(both.root, root_ / "music");
  EXPECT_EQ(names(both), (Names{"jazz/b.mp3", "rock/a.mp3"}));
  const Scan names_that_begin_alike = scan(std::array{root_ / "music", root_ / "musical"});
  EXPECT_EQ(names_that_begin_alike.root, root_);
  const Scan far = scan(std::array{song, fs::path("/etc/passwd")});
  EXPECT_EQ(far.root, "/");
}

TEST_F(Scanner, TakesRelativePathsAndTrailingSlashes) {
  make("music/a.mp3");
  const fs::path before = fs::current_path();
  fs::current_path(root_ / "music");
  const Scan dot = scan(std::array{fs::path(".")});
  const Scan file = scan(std::array{fs::path("a.mp3")});
  const Scan up = scan(std::array{fs::path("../music//")});
  fs::current_path(before);
  for (const Scan& result : {dot, file, up}) {
    EXPECT_EQ(result.root, root_ / "music");
    EXPECT_EQ(names(result), (Names{"a.mp3"}));
  }
}

TEST_F(Scanner, ListsEachFileOnceHoweverPathsOverlap) {
  const fs::path song = make("music/rock/a.mp3");
  make("music/b.mp3");
  const Names expected = {"b.mp3", "rock/a.mp3"};
  EXPECT_EQ(names_in({root_ / "music", root_ / "music/rock", song, root_ / "music", song}), expected);
  EXPECT_EQ(names_in({song, root_ / "music/rock/../rock", root_ / "music/rock", root_ / "music"}), expected);
}

TEST_F(Scanner, SurvivesLoopsOfLinks) {
  make("music/real/a.mp3");
  fs::create_directory_symlink(root_ / "music", root_ / "music/real/up");
  fs::create_directory_symlink("loop", root_ / "music/loop");
  fs::create_directory_symlink(root_ / "music/real", root_ / "music/another_name");
  const Scan result = scan(std::array{root_ / "music"});
  EXPECT_EQ(names(result), (Names{"real/a.mp3"}));  // by its real name, although the link's comes first
  ASSERT_EQ(result.warnings.size(), 1U);
  EXPECT_NE(result.warnings[0].find("loop: link leads nowhere"), std::string::npos) << result.warnings[0];
}

TEST_F(Scanner, PrefersRealNamesHoweverDeepTheyLie) {
  make("music/b/c/d/real/a.mp3");
  fs::create_directory_symlink("b/c/d/real", root_ / "music/a");
  fs::create_directory_symlink("b/c/d/real", root_ / "music/z");
  EXPECT_EQ(names_in({root_ / "music"}), (Names{"b/c/d/real/a.mp3"}));
}

TEST_F(Scanner, FollowsLinksAndKeepsTheirNames) {
  make("elsewhere/album/a.mp3");
  make("elsewhere/song.mp3");
  fs::create_directory(root_ / "music");
  fs::create_directory_symlink("../elsewhere/album", root_ / "music/favourites");
  fs::create_symlink("../elsewhere/song.mp3", root_ / "music/best.mp3");
  EXPECT_EQ(names_in({root_ / "music"}), (Names{"best.mp3", "favourites/a.mp3"}));
  EXPECT_EQ(names_in({root_ / "music/best.mp3"}), (Names{"best.mp3"}));
  fs::create_directory_symlink("music", root_ / "linked_root");
  const Scan linked = scan(std::array{root_ / "linked_root"});
  EXPECT_EQ(linked.root, root_ / "music");
  EXPECT_EQ(names(linked).size(), 2U);
}

TEST_F(Scanner, TellsOfBrokenLinksAndUnreadableFolders) {
  make("music/a.mp3");
  make("music/locked/b.mp3");
  fs::create_symlink("nowhere.mp3", root_ / "music/broken.mp3");
  ::chmod(root_.c_str(), 0755);
  const Unreadable unreadable(root_ / "music/locked");
  const Scan result = scan(std::array{root_ / "music"});
  EXPECT_EQ(names(result), (Names{"a.mp3"}));
  ASSERT_EQ(result.warnings.size(), 2U);
  EXPECT_NE(result.warnings[0].find("broken.mp3: link leads nowhere"), std::string::npos)
      << result.warnings[0];
  EXPECT_NE(result.warnings[1].find("locked: folder cannot be read: Permission"), std::string::npos)
      << result.warnings[1];
}

TEST_F(Scanner, NeverOpensFifosAndDevices) {
  make("a.mp3");
  ASSERT_EQ(::mkfifo((root_ / "fifo.mp3").c_str(), 0600), 0);
  ASSERT_EQ(::mkfifo((root_ / "fifo").c_str(), 0600), 0);
  fs::create_symlink("/dev/zero", root_ / "zero.wav");
  EXPECT_EQ(names_in({root_}), (Names{"a.mp3"}));
  EXPECT_TRUE(
      throws_error(ErrorKind::kIo, "neither a file nor a folder", [&] { names_in({root_ / "fifo.mp3"}); }));
}

TEST_F(Scanner, RefusesWhatDoesNotExist) {
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "missing: cannot be found (No such file", [&] {
    names_in({root_, root_ / "missing"});
  }));
  EXPECT_TRUE(throws_error(ErrorKind::kUsage, "no files", [&] { names_in({}); }));
}

TEST_F(Scanner, ALinkToAFileThatIsThereAddsNothing) {
  make("b.wav", "RIFF....WAVE");
  fs::create_symlink("b.wav", root_ / "a.wav");
  fs::create_directory(root_ / "aside");
  make("aside/only.wav", "RIFF....WAVE");
  EXPECT_EQ(names_in({root_}), (Names{"aside/only.wav", "b.wav"}));
  fs::create_directory(root_ / "links");
  fs::create_symlink(root_ / "b.wav", root_ / "links/one.wav");
  fs::create_symlink(root_ / "b.wav", root_ / "links/two.wav");
  EXPECT_EQ(names_in({root_ / "links"}), (Names{"one.wav"}));
}

TEST_F(Scanner, NamedFilesAlwaysCount) {
  EXPECT_EQ(names_in({make("notes.txt", "a letter")}), (Names{"notes.txt"}));
}

TEST_F(Scanner, GivesSizesAndTimes) {
  const fs::path song = make("a.mp3", "12345");
  const std::array<timespec, 2> times = {timespec{1, 0}, timespec{1'700'000'000, 123'456'789}};
  ASSERT_EQ(::utimensat(AT_FDCWD, song.c_str(), times.data(), 0), 0);
  const Scan result = scan(std::array{root_});
  ASSERT_EQ(result.files.size(), 1U);
  EXPECT_EQ(result.files[0].size_bytes, 5U);
  EXPECT_EQ(result.files[0].mtime_us, 1'700'000'000'123'456);
}

std::string sheet_for(const std::string& file, int tracks = 2) {
  std::string text = "PERFORMER \"Band\"\nFILE \"" + file + "\" WAVE\n";
  for (int i = 1; i <= tracks; ++i) {
    const std::string number = std::to_string(i);
    text += "TRACK " + number + " AUDIO\nTITLE \"T" + number + "\"\nINDEX 01 " + number + ":00:00\n";
  }
  return text;
}

TEST_F(Scanner, ASheetStandsForTheTracksOfItsFile) {
  const fs::path song = make("cd/album.flac", "12345");
  const fs::path sheet = make("cd/album.cue", sheet_for("album.flac", 3));
  make("cd/bonus.mp3");
  const std::array<timespec, 2> early = {timespec{1, 0}, timespec{1'000'000'000, 0}};
  const std::array<timespec, 2> late = {timespec{1, 0}, timespec{1'700'000'000, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, song.c_str(), early.data(), 0), 0);
  ASSERT_EQ(::utimensat(AT_FDCWD, sheet.c_str(), late.data(), 0), 0);
  const Scan result = scan(std::array{root_});
  EXPECT_EQ(names(result),
            (Names{"cd/album.flac#01", "cd/album.flac#02", "cd/album.flac#03", "cd/bonus.mp3"}));
  EXPECT_TRUE(result.warnings.empty());
  const ScannedFile& track = result.files[1];
  ASSERT_TRUE(track.sheet);
  EXPECT_EQ(track.audio_file(), "cd/album.flac");
  EXPECT_EQ(track.sheet->section, (Section{120, 180}));
  EXPECT_EQ(track.sheet->tags, (Tags{.artist = "Band", .title = "T2", .album = "", .genre = "", .year = 0}));
  EXPECT_EQ(track.size_bytes, 5U);
  EXPECT_EQ(track.mtime_us, 1'700'000'000'000'000);
  EXPECT_EQ(result.files[3].audio_file(), "cd/bonus.mp3");
  ASSERT_EQ(::utimensat(AT_FDCWD, sheet.c_str(), early.data(), 0), 0);
  ASSERT_EQ(::utimensat(AT_FDCWD, song.c_str(), late.data(), 0), 0);
  EXPECT_EQ(scan(std::array{root_}).files[0].mtime_us, 1'700'000'000'000'000);
}

TEST_F(Scanner, ASheetFindsItsFileUnderOtherEndingsAndCapitals) {
  const Names tracks = {"Album.FLAC#01", "Album.FLAC#02"};
  make("Album.FLAC");
  make("sheet.CUE", sheet_for("album.flac"));
  EXPECT_EQ(names_in({root_}), tracks);
  make("sheet.CUE", sheet_for("ALBUM.wav"));
  EXPECT_EQ(names_in({root_}), tracks);
  make("album.jpg", "no sound");
  make("album.txt", "no sound");
  EXPECT_EQ(names_in({root_}), tracks);
  make("ALBUM.wav");  // the very name comes first
  EXPECT_EQ(names_in({root_}), (Names{"ALBUM.wav#01", "ALBUM.wav#02", "Album.FLAC"}));
}

TEST_F(Scanner, ALatin1SheetFindsALatin1Name) {
  make(
      "stra\xDF"
      "e.flac");
  make("a.cue", sheet_for("stra\xDF"
                          "e.flac"));
  EXPECT_EQ(names_in({root_}), (Names{"stra\xDF"
                                      "e.flac#01",
                                      "stra\xDF"
                                      "e.flac#02"}));
}

TEST_F(Scanner, NamedSheetsAndFiles) {
  const fs::path song = make("a.flac");
  const fs::path sheet = make("a.cue", sheet_for("a.flac"));
  const Names tracks = {"a.flac#01", "a.flac#02"};
  EXPECT_EQ(names_in({sheet}), tracks);
  EXPECT_EQ(names_in({song, sheet}), tracks);
  EXPECT_EQ(names_in({song, root_}), tracks);
  EXPECT_EQ(names_in({song}), (Names{"a.flac"}));  // who names the file alone means the whole
}

TEST_F(Scanner, SheetsOfOneTrackAndSecondSheetsChangeNothing) {
  make("a.flac");
  make("a.cue", sheet_for("a.flac", 1));
  EXPECT_EQ(names_in({root_}), (Names{"a.flac"}));
  make("b.cue", sheet_for("a.flac", 2));
  make("c.cue", sheet_for("a.flac", 3));
  fs::create_symlink("a.flac", root_ / "link.flac");
  make("d.cue", sheet_for("link.flac", 4));
  const Scan result = scan(std::array{root_});
  EXPECT_EQ(names(result), (Names{"a.flac#01", "a.flac#02"}));
  EXPECT_TRUE(result.warnings.empty());
}

TEST_F(Scanner, WarnsOfSheetsThatLeadNowhere) {
  make("outside.flac");
  make("cd/image.bin", "no sound that could be told");
  make("cd/missing.cue", sheet_for("missing.flac"));
  make("cd/up.cue", sheet_for("../outside.flac"));
  make("cd/absolute.cue", sheet_for((root_ / "outside.flac").string()));
  make("cd/windows.cue", sheet_for("C:\\Music\\a.wav"));
  make("cd/image.cue", sheet_for("image.bin"));
  make("cd/long.cue", std::string(2'000'000, 'x'));
  make("cd/empty.cue", "");
  ASSERT_EQ(::mkfifo((root_ / "cd/fifo.cue").c_str(), 0600), 0);
  fs::create_directory(root_ / "cd/folder.cue");
  const Scan result = scan(std::array{root_});
  EXPECT_EQ(names(result), (Names{"outside.flac"}));
  const std::string cd = (root_ / "cd").string();
  EXPECT_EQ(
      result.warnings,
      (Names{
          cd + "/absolute.cue: names \"" + (root_ / "outside.flac").string() +
              "\", which is not looked for: it is not in the sheet's folder",
          cd + "/image.cue: names \"image.bin\", which is no audio file",
          cd + "/long.cue: is too long for a CUE sheet",
          cd + "/missing.cue: names \"missing.flac\", which is not there",
          cd + "/up.cue: names \"../outside.flac\", which is not looked for: it is not in the sheet's folder",
          cd + "/windows.cue: names \"C:\\Music\\a.wav\", which is not looked for: it is not in the "
               "sheet's folder"}));
}

TEST_F(Scanner, AnUnreadableSheetIsAWarning) {
  make("cd/a.flac");
  const fs::path sheet = make("cd/a.cue", sheet_for("a.flac"));
  ::chmod(root_.c_str(), 0755);
  const Unreadable unreadable(sheet);
  const Scan result = scan(std::array{root_});
  EXPECT_EQ(names(result), (Names{"cd/a.flac"}));
  ASSERT_EQ(result.warnings.size(), 1U);
  EXPECT_NE(result.warnings[0].find("a.cue: cannot be opened: Permission"), std::string::npos)
      << result.warnings[0];
}

TEST_F(Scanner, AnEmptyFolderHasNoFiles) {
  const Scan result = scan(std::array{root_});
  EXPECT_TRUE(result.files.empty());
  EXPECT_TRUE(result.warnings.empty());
}

}  // namespace
}  // namespace mrec::audio
