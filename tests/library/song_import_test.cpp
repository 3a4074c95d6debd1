#include "mrec/library/song_import.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "library/json_songs.h"
#include "library/listen_history.h"
#include "support/expect_error.h"
#include "support/small_index.h"
#include "support/temp_folder.h"

namespace mrec::library {
namespace {

using testing::TempFolder;
using testing::throws_error;
using testing::write_bytes;
using Names = std::vector<std::string>;

/// "artist - title" of the favourites of a text of JSON.
Names favourites_of(const std::string& text, std::size_t min_plays = 2) {
  ListenHistory history;
  read_json_songs(text, "x.json", history);
  Names names;
  for (const ListedSong& song : history.favourites(min_plays))
    names.push_back(song.artist + " - " + song.title);
  return names;
}

std::string listen(const std::string& artist, const std::string& title, const std::string& more = "{}") {
  return R"({"listened_at": 1, "track_metadata": {"artist_name": ")" + artist + R"(", "track_name": ")" +
         title + R"(", "additional_info": )" + more + "}}\n";
}

TEST(JsonSongs, ListensCountWhateverTheSpelling) {
  const std::string lines = listen("A", "One") + listen("B", "Two") + listen("a", "ONE (Remastered)");
  EXPECT_EQ(favourites_of(lines), Names{"A - One"});
  EXPECT_EQ(favourites_of(lines, 1), (Names{"A - One", "B - Two"}));
  EXPECT_EQ(favourites_of(lines, 0), Names{});
  EXPECT_EQ(favourites_of("[" + listen("A", "One") + "," + listen("A", "One") + "]"), Names{"A - One"});
  EXPECT_EQ(
      favourites_of(R"({"payload": {"listens": [)" + listen("A", "One") + "," + listen("A", "One") + "]}}"),
      Names{"A - One"});
}

std::string feedback(const std::string& score, const std::string& names) {
  return R"({"recording_mbid": null, "recording_msid": "m1", "score": )" + score + names + "}\n";
}

TEST(JsonSongs, FeedbackIsLoveOrHate) {
  const std::string a = R"(, "track_metadata": {"artist_name": "A", "track_name": "One"})";
  EXPECT_EQ(favourites_of(feedback("1", a)), Names{"A - One"});
  EXPECT_EQ(favourites_of(feedback("-1", a)), Names{});
  EXPECT_EQ(favourites_of(feedback("0", a)), Names{});
  EXPECT_EQ(favourites_of(feedback("1", a) + feedback("-1", a)), Names{}) << "what came last counts";
  EXPECT_EQ(favourites_of(listen("A", "One") + listen("A", "One") + feedback("-1", a)), Names{});
  EXPECT_EQ(favourites_of(R"({"feedback": [)" + feedback("1", a) + R"(], "count": 1})"), Names{"A - One"});
}

TEST(JsonSongs, FeedbackByNumberGetsItsNameFromListens) {
  const std::string named = listen("A", "One", R"({"recording_msid": "m1"})");
  EXPECT_EQ(favourites_of(feedback("1", "") + named), Names{"A - One"});
  EXPECT_EQ(favourites_of(named + feedback("1", "")), Names{"A - One"});
  EXPECT_EQ(favourites_of(listen("A", "One") + feedback("1", "") + named), Names{"A - One"});
  EXPECT_EQ(favourites_of(listen("A", "One") + listen("A", "One") + feedback("-1", "") + named), Names{});
  const std::string mapped =
      R"({"track_metadata": {"artist_name": "A", "track_name": "One", "mbid_mapping": {"recording_mbid": "b1"}}})"
      "\n";
  EXPECT_EQ(favourites_of(R"({"recording_mbid": "b1", "score": 1})"
                          "\n" +
                          mapped),
            Names{"A - One"});
  ListenHistory history;
  read_json_songs(feedback("1", ""), "x", history);
  EXPECT_EQ(history.nameless(), 1U);
  read_json_songs(named, "x", history);
  EXPECT_EQ(history.nameless(), 0U);
}

TEST(JsonSongs, CollectionsAreLoved) {
  EXPECT_EQ(favourites_of(R"({
    "recording-count": 2, "recordings": [
      {"id": "x", "title": "One", "length": 1000, "artist-credit": [
        {"name": "A", "joinphrase": " feat. ", "artist": {"id": "a", "name": "AA", "title": "no"}}, {"name": "B"}],
       "releases": [{"title": "Album", "score": 7}]},
      {"id": "y", "title": "Two", "artist-credit": [{"name": "C", "joinphrase": ""}]}]})"),
            (Names{"A feat. B - One", "C - Two"}));
}

TEST(JsonSongs, OtherEntriesArePassedOver) {
  ListenHistory history;
  EXPECT_EQ(read_json_songs("{\"user_id\": 1, \"username\": \"x\"}\n", "x", history), 0U);
  EXPECT_EQ(read_json_songs("[1, null, \"score\", [], {}]", "x", history), 0U);
  EXPECT_EQ(read_json_songs(R"({"track_metadata": {"artist_name": 1, "track_name": null}})", "x", history),
            1U);
  EXPECT_EQ(read_json_songs(R"({"track_metadata": [], "score": "1"})", "x", history), 0U);
  EXPECT_TRUE(history.favourites(1).empty());
}

TEST(JsonSongs, DamageIsToldWithItsLine) {
  const auto refuses = [](const std::string& text, const std::string& part) {
    return throws_error(ErrorKind::kFormat, part, [&] { favourites_of(text); });
  };
  EXPECT_TRUE(refuses(listen("A", "One") + "\n{\"track_meta", "x.json: line 3: "));
  EXPECT_TRUE(refuses("{\"a\": 1}\n[\xFF]\n", "x.json: line 2: "));
  EXPECT_TRUE(refuses("{\"recordings\": [\n{\"title\": \"One\"", "x.json: "));
  EXPECT_TRUE(refuses("{\"score\": 1e999}", "x.json: "));
  EXPECT_TRUE(refuses("", "x.json: "));
  EXPECT_TRUE(refuses(std::string(100000, '['), "x.json: "));
  EXPECT_EQ(favourites_of(std::string(100000, '[') + std::string(100000, ']')), Names{});
}

TEST(SongImport, TellsPlaylistsByTheirContent) {
  const TempFolder folder;
  write_bytes(folder / "a", "#EXTM3U\n#EXTINF:12,A - B - C\nx/1.mp3\n#EXTINF:3,D\n2.mp3\n3.mp3\n");
  write_bytes(
      folder / "b.m3u",
      "<?xml version=\"1.0\"?><playlist><trackList><track><title>T</title></track></trackList></playlist>");
  SongImport import({});
  EXPECT_EQ(import.read(folder / "a"), 3U);
  EXPECT_EQ(import.read(folder / "b.m3u"), 1U);
  EXPECT_EQ(
      import.favourites(),
      (std::vector<ListedSong>{{.path = "x/1.mp3", .artist = "A", .title = "B - C", .folder = folder.path()},
                               {.path = "2.mp3", .artist = "", .title = "D", .folder = folder.path()},
                               {.path = "3.mp3", .artist = "", .title = "", .folder = folder.path()},
                               {.path = "", .artist = "", .title = "T", .folder = folder.path()}}));
}

TEST(SongImport, RefusesWhatItCannotRead) {
  const TempFolder folder;
  SongImport import({});
  write_bytes(folder / "x.zip", "PK\x03\x04...");
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "unpack it", [&] { import.read(folder / "x.zip"); }));
  write_bytes(folder / "x.db", std::string_view("SQLite format 3\0and nothing else", 32));
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "x.db", [&] { import.read(folder / "x.db"); }));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "gone", [&] { import.read(folder / "gone"); }));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "is a folder", [&] { import.read(folder.path()); }));
}

/// A library of three songs.
class FindSongsTest : public ::testing::Test {
 protected:
  /// Places of the songs that were found, in order.
  std::vector<std::size_t> places(const std::vector<ListedSong>& songs) {
    const FoundSongs result = find_songs(songs, index_);
    missing_ = result.missing;
    std::vector<std::size_t> places;
    for (const FavouriteMatch& match : result.found) places.push_back(match.track.value_or(99));
    return places;
  }

  Index index_ = mrec::testing::index_of(
      "/music", {{.path = "a/one.mp3", .artist = "The A", .title = "One (Remastered 2009)"},
                 {.path = "b/two.mp3", .artist = "B", .title = "Two"},
                 {.path = "c/three.mp3", .artist = "", .title = ""}});
  Names missing_;
};

using Places = std::vector<std::size_t>;

TEST_F(FindSongsTest, ByNameOrByPath) {
  EXPECT_EQ(places({{.path = "", .artist = "b", .title = "two"},
                    {.path = "c/three.mp3", .artist = "C", .title = "Three"},
                    {.path = "", .artist = "A", .title = "One"},
                    {.path = "/elsewhere/a/ONE.flac", .artist = "A", .title = "one"}}),
            (Places{1, 2, 0}));
  EXPECT_EQ(missing_, Names{});
}

TEST_F(FindSongsTest, NamesTheMissing) {
  EXPECT_EQ(places({{.path = "", .artist = "X", .title = "Y"},
                    {.path = "/gone.mp3", .artist = "", .title = ""},
                    {.path = "", .artist = "", .title = "Two"}}),
            Places{});
  EXPECT_EQ(missing_, (Names{"X - Y", "/gone.mp3", "Two"}));
}

TEST_F(FindSongsTest, ANameCountsForMoreThanAPath) {
  EXPECT_EQ(places({{.path = "/x/two.mp3", .artist = "A", .title = "One"}}), Places{0});
  EXPECT_EQ(places({{.path = "/x/two.mp3", .artist = "B", .title = "Two"}}), Places{1});
  EXPECT_EQ(places({{.path = "b/two.mp3", .artist = "X", .title = "Two"}}), Places{1})
      << "nobody else has it";
  EXPECT_EQ(places({{.path = "file:///music/b/two.mp3", .artist = "X", .title = "Two"}}), Places{1});
  EXPECT_EQ(places({{.path = "/x/three.mp3", .artist = "X", .title = "Two"}}), Places{2}) << "it has no name";
}

TEST_F(FindSongsTest, ANamesakeOfTheFileIsAnotherSong) {
  EXPECT_EQ(places({{.path = "/x/two.mp3", .artist = "X", .title = "Two"}}), Places{});
  EXPECT_EQ(missing_, Names{"X - Two"});
  EXPECT_EQ(places({{.path = "/x/two.mp3", .artist = "", .title = ""}}), Places{1})
      << "nothing speaks against it";
}

}  // namespace
}  // namespace mrec::library
