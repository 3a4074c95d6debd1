#include "mrec/library/kept_favourites.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;
using mrec::testing::TempFolder;
using mrec::testing::write_bytes;

/// A library with two files and an album of two tracks, and a file that is not in it.
class KeptFavouritesTest : public ::testing::Test {
 protected:
  KeptFavouritesTest() {
    fs::create_directory(folder_ / "music");
    for (const char* name : {"music/a.mp3", "music/b.mp3", "music/album.wav", "x.mp3"}) {
      write_bytes(folder_ / name, name);
    }
    index_.root = folder_ / "music";
    index_.tracks = {
        {.path = "a.mp3", .artist = {}, .title = {}},
        {.path = "album.wav#01", .artist = {}, .title = {}, .file = "album.wav", .end_s = 12.5},
        {.path = "album.wav#02", .artist = {}, .title = {}, .file = "album.wav", .start_s = 12.5},
        {.path = "b.mp3", .artist = {}, .title = {}}};
  }

  KeptFavourites kept(const std::string& text) const { return {text, folder_.path(), index_}; }
  std::vector<FavouriteMatch> found(const std::vector<std::string>& entries) const {
    return match_favourites(entries, folder_.path(), index_);
  }
  std::string path(const std::string& name) const { return (folder_ / name).native(); }

  TempFolder folder_;
  Index index_;
};

TEST_F(KeptFavouritesTest, AddsAbsolutePaths) {
  KeptFavourites list = kept("");
  const auto change = list.add(found({"music/a.mp3", "x.mp3", "album.wav#02", "gone.mp3"}));
  EXPECT_EQ(change.added, 3U);
  ASSERT_EQ(change.not_found.size(), 1U);
  EXPECT_EQ(change.not_found[0].entry, "gone.mp3");
  EXPECT_EQ(list.text(),
            path("music/a.mp3") + "\n" + path("x.mp3") + "\n" + path("music/album.wav") + "#t=12.5\n");
}

TEST_F(KeptFavouritesTest, AddsNothingTwiceWhateverItIsCalled) {
  fs::create_symlink("x.mp3", folder_ / "link.mp3");
  fs::create_hard_link(folder_ / "x.mp3", folder_ / "other.mp3");
  KeptFavourites list = kept("a.mp3\nx.mp3\nalbum.wav\n");
  const auto change = list.add(
      found({path("music/../music/a.mp3"), "link.mp3", "other.mp3", path("music/album.wav") + "#t=12.5"}));
  EXPECT_EQ(change.added, 0U);
  EXPECT_EQ(change.unchanged, 3U) << "two names of one file are one favourite";
  EXPECT_EQ(list.text(), "a.mp3\nx.mp3\nalbum.wav\n");
}

TEST_F(KeptFavouritesTest, KeepsOtherLinesAsTheyAre) {
  const std::string text = "\xEF\xBB\xBF# mine\r\n\r\n b.mp3 \r\n# end";
  KeptFavourites list = kept(text);
  EXPECT_EQ(list.text(), text);
  list.add(found({"a.mp3"}));
  EXPECT_EQ(list.text(), text + "\n" + path("music/a.mp3") + "\r\n");
  EXPECT_EQ(list.remove(found({"b.mp3"})).removed, 1U);
  EXPECT_EQ(list.text(), "\xEF\xBB\xBF# mine\r\n\r\n# end\n" + path("music/a.mp3") + "\r\n");
}

TEST_F(KeptFavouritesTest, RemovesEveryNameAndWhatIsSaidOfIt) {
  KeptFavourites list = kept("#EXTM3U\n#EXTINF:1,A\na.mp3\nb.mp3\n# note\n#EXTVLCOPT:start-time=0\n" +
                             path("music/a.mp3") + "\n");
  const auto change = list.remove(found({"music/a.mp3", "x.mp3"}));
  EXPECT_EQ(change.removed, 1U);
  EXPECT_EQ(change.unchanged, 1U);
  EXPECT_EQ(list.text(), "#EXTM3U\nb.mp3\n# note\n");
  EXPECT_EQ(list.add(found({"a.mp3"})).added, 1U) << "what was removed can be added again";
}

TEST_F(KeptFavouritesTest, RemovesOneTrackOfAnAlbum) {
  KeptFavourites list = kept("album.wav\nb.mp3\n");
  EXPECT_EQ(list.remove(found({"album.wav#01"})).removed, 1U);
  EXPECT_EQ(list.text(), path("music/album.wav") + "#t=12.5\nb.mp3\n");
}

TEST_F(KeptFavouritesTest, RemovesWhatIsGoneByItsText) {
  KeptFavourites list = kept("/gone/a.mp3\nb.mp3\n");
  EXPECT_EQ(list.remove(found({"/gone/a.mp3"})).removed, 1U);
  EXPECT_EQ(list.text(), "b.mp3\n");
  EXPECT_EQ(list.remove(found({"/gone/a.mp3"})).unchanged, 1U);
}

TEST_F(KeptFavouritesTest, TogglesEachForItself) {
  KeptFavourites list = kept("b.mp3\n/gone\n");
  const auto change = list.toggle(found({"a.mp3", "b.mp3", "/gone", "/gone too"}));
  EXPECT_EQ(change.added, 1U);
  EXPECT_EQ(change.removed, 2U);
  EXPECT_EQ(change.not_found.size(), 1U);
  EXPECT_EQ(list.text(), path("music/a.mp3") + "\n");
}

TEST_F(KeptFavouritesTest, HoldsNoPathsWithLineBreaks) {
  write_bytes(folder_ / "a\nb.mp3", "x");
  KeptFavourites list = kept("");
  const auto change = list.add(found({path("a\nb.mp3")}));
  EXPECT_EQ(change.added, 0U);
  EXPECT_EQ(change.impossible, std::vector<std::string>{path("a\nb.mp3")});
  EXPECT_EQ(list.text(), "");
}

TEST_F(KeptFavouritesTest, ListsEachOnceAndThoseThatAreGone) {
  const auto favourites = kept("a.mp3\n/gone\n" + path("music/a.mp3") + "\nalbum.wav\n").favourites();
  ASSERT_EQ(favourites.size(), 4U);
  EXPECT_EQ(favourites[0].track, 0U);
  EXPECT_EQ(favourites[1].entry, "/gone");
  EXPECT_EQ(favourites[2].track, 1U);
  EXPECT_EQ(favourites[3].track, 2U);
}

TEST_F(KeptFavouritesTest, ChangesNoXspf) {
  EXPECT_TRUE(testing::throws_error(ErrorKind::kData, "XSPF",
                                    [&] { (void)kept("<?xml version=\"1.0\"?><playlist/>"); }));
}

}  // namespace
}  // namespace mrec::library
