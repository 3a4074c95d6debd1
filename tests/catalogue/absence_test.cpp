#include "catalogue/absence.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "catalogue/library_samples.h"
#include "support/unreadable.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;
using mrec::testing::write_bytes;
using testing::track_of;

class AbsenceOfTracks : public ::testing::Test {
 protected:
  AbsenceOfTracks() { write_bytes(root_ / "album/here.wav", "x"); }

  Absence of_all() const { return {root_, {root_}}; }

  mrec::testing::TempFolder folder_;
  fs::path root_ = folder_ / "music";
};

TEST_F(AbsenceOfTracks, GoneFromAFolderWithOtherFiles) {
  Absence absence = of_all();
  EXPECT_TRUE(absence.is_gone(track_of("album/gone.wav")));
  EXPECT_TRUE(absence.is_gone(track_of("no album/disc 1/gone.wav")));
  EXPECT_TRUE(absence.is_gone(track_of("album/here.wav/gone.wav")));
  EXPECT_TRUE(absence.is_gone(track_of("album/here.wav"))) << "there, but the walk passed it over";
  EXPECT_TRUE(absence.doubtful().empty());
}

TEST_F(AbsenceOfTracks, OfASheetItIsTheAudioFileThatCounts) {
  auto track = track_of("album/gone.wav#01");
  track.file = "album/gone.wav";
  EXPECT_TRUE(of_all().is_gone(track));
  track.file = "disk/gone.wav";
  fs::create_directory(root_ / "disk");
  EXPECT_FALSE(of_all().is_gone(track));
}

TEST_F(AbsenceOfTracks, AnEmptyFolderMayBeADisk) {
  fs::create_directories(root_ / "disk");
  Absence absence = of_all();
  EXPECT_FALSE(absence.is_gone(track_of("disk/a.wav")));
  EXPECT_FALSE(absence.is_gone(track_of("disk/albums/b.wav")));
  EXPECT_EQ(absence.doubtful(), (std::map<fs::path, std::size_t>{{root_ / "disk", 2}}));
}

TEST_F(AbsenceOfTracks, ALinkToADiskThatIsNotMounted) {
  fs::create_directory_symlink(folder_ / "nowhere", root_ / "disk");
  fs::create_symlink(folder_ / "nowhere/song.wav", root_ / "song.wav");
  Absence absence = of_all();
  EXPECT_FALSE(absence.is_gone(track_of("disk/a.wav")));
  EXPECT_FALSE(absence.is_gone(track_of("disk/albums/b.wav")));
  EXPECT_FALSE(absence.is_gone(track_of("song.wav")));
  EXPECT_EQ(absence.doubtful(),
            (std::map<fs::path, std::size_t>{{root_ / "disk", 2}, {root_ / "song.wav", 1}}));
}

TEST_F(AbsenceOfTracks, AFolderThatMayNotBeRead) {
  write_bytes(root_ / "secret/a.wav", "x");
  fs::permissions(folder_.path(), fs::perms{0755});
  const mrec::testing::Unreadable secret(root_ / "secret");
  Absence absence = of_all();
  EXPECT_FALSE(absence.is_gone(track_of("secret/a.wav")));
  EXPECT_FALSE(absence.is_gone(track_of("secret/gone.wav")));
  EXPECT_FALSE(absence.doubtful().empty());
  EXPECT_FALSE(has_files(root_ / "secret"));
}

TEST_F(AbsenceOfTracks, ARootThatIsNotThere) {
  Absence absence(folder_ / "nowhere", {folder_ / "nowhere"});
  EXPECT_TRUE(absence.concerns(track_of("a.wav")));
  EXPECT_FALSE(has_files(folder_ / "nowhere"));
}

TEST_F(AbsenceOfTracks, OnlyWhatLiesUnderTheFoldersIsConcerned) {
  const Absence absence("/music", {"/music/rock", "/other"});
  EXPECT_TRUE(absence.concerns(track_of("rock/a.wav")));
  EXPECT_TRUE(absence.concerns(track_of("rock/hard/a.wav")));
  EXPECT_TRUE(absence.concerns(track_of("/other/a.wav")));
  EXPECT_FALSE(absence.concerns(track_of("rock'n'roll/a.wav"))) << "its name only begins like a folder's";
  EXPECT_FALSE(absence.concerns(track_of("rock.wav")));
  EXPECT_FALSE(absence.concerns(track_of("rock")));
  EXPECT_FALSE(absence.concerns(track_of("/others/a.wav")));
  EXPECT_FALSE(Absence("/music", {}).concerns(track_of("rock/a.wav")));
  EXPECT_TRUE(Absence("/", {"/"}).concerns(track_of("music/a.wav")));
}

}  // namespace
}  // namespace mrec::catalogue
