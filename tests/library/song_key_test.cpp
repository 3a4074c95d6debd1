#include "mrec/library/song_key.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mrec::library {
namespace {

TEST(TitleKey, IsOneForWhatIsOnlyWrittenDifferently) {
  const std::vector<std::vector<std::string>> songs{
      {"Come Together", "come together", "COME  TOGETHER ", "Come Together (Remastered 2009)",
       "Come Together - 2011 Remaster", "Come Together - Remastered",
       "Come Together [2019 Remastered Version]", "Come Together (Digitally Re-Mastered)",
       "Come Together (Remastered) [Bonus Track]", "Come Together (40th Anniversary Remaster)",
       "Come Together (Mono)", "Come Together - Album Version", "Come Together (Radio Edit)",
       "Come Together (Official Video)", "Come Together \xE2\x80\x93 Remastered"},
      {"Stan", "Stan (feat. Dido)", "Stan feat. Dido", "Stan [ft. Dido, Elton John & Others]",
       "Stan featuring Dido", "Stan (feat. A/B) - Radio Edit", "Stan - feat. Dido"},
      {"Don't Stop", "Dont stop", "Don\xE2\x80\x99t Stop", "DON'T-STOP!", "Don`t Stop..."},
      {"J\xC3\xB3ga", "Joga", "Jo\xCC\x81ga", "\xEF\xBC\xAA\xEF\xBD\x8F\xEF\xBD\x87\xEF\xBD\x81"},
      {"Song (Live)", "Song - Live", "Song [live]", "Song (Live) [2009 Remaster]",
       "Song (Live, 2009 Remaster)", "Song (Live feat. X)"},
      {"Song (Acoustic)", "Song (Acoustic Version)", "Song - Acoustic"},
      {"Salt & Pepper", "Salt and Pepper", "Salt + Pepper"},
      {"Brick, Pt. 2", "Brick (Part 2)"},
      {"Stra\xC3\x9F"
       "e",
       "STRASSE", "strasse"},
      {"Sm\xC3\xB8rrebr\xC3\xB8"
       "d",
       "Smorrebrod"},
  };
  for (const auto& song : songs) {
    for (const std::string& title : song) EXPECT_EQ(title_key(title), title_key(song[0])) << title;
  }
}

TEST(TitleKey, DiffersForOtherSongsAndRecordings) {
  const std::vector<std::string> titles{"Song",
                                        "Song (Live)",
                                        "Song (Live 1985)",
                                        "Song (Acoustic)",
                                        "Song (Remix)",
                                        "Song (Y Remix)",
                                        "Song - Demo",
                                        "Song (Instrumental)",
                                        "Song - New Version",
                                        "Song (Taylor's Version)",
                                        "Song (Unplugged)",
                                        "Song (Extended Mix)",
                                        "Song 2",
                                        "Song (Part 2)",
                                        "Songs",
                                        "1979",
                                        "1979 (Remix)",
                                        "6 ft Under",
                                        "6",
                                        "\xE3\x81\x8C",
                                        "\xE3\x81\x8B",
                                        "???",
                                        "!",
                                        "+",
                                        "(You) Song",
                                        "Song (Version 2)"};
  for (const std::string& one : titles) {
    for (const std::string& other : titles) {
      if (&one != &other && title_key(one) == title_key(other)) ADD_FAILURE() << one << " = " << other;
    }
  }
}

TEST(TitleKey, SaysSomethingOfATitleThatIsANote) {
  EXPECT_EQ(title_key("(Original Mix)"), "originalmix");
  EXPECT_EQ(title_key("Feat"), "feat");
  EXPECT_EQ(title_key("(feat. X)"), "featx");
  EXPECT_EQ(title_key("???"), "???");
}

TEST(TitleKey, IsEmptyForWhatNamesNoSong) {
  for (const char* title : {"", "  ", "Track 01", "track 7", "Untitled", "[unknown]", "Titel 3"}) {
    EXPECT_EQ(title_key(title), "") << title;
  }
  EXPECT_NE(title_key("Tracks of My Tears"), "");
}

TEST(ArtistKey, IsOneForWhatIsOnlyWrittenDifferently) {
  const std::vector<std::vector<std::string>> artists{
      {"The Beatles", "Beatles", "BEATLES, The", "the beatles "},
      {"Bj\xC3\xB6rk", "Bjork", "BJ\xC3\x96RK", "Bjo\xCC\x88rk"},
      {"AC/DC", "ACDC", "AC-DC",
       "AC\xE2\x9A\xA1"
       "DC"},
      {"Eminem", "Eminem feat. Dido", "Eminem ft. Dido", "Eminem (feat. Dido)"},
      {"Simon & Garfunkel", "Simon and Garfunkel"},
      {"R.E.M.", "REM"},
      {"\xD0\xA6\xD0\x9E\xD0\x99", "\xD1\x86\xD0\xBE\xD0\xB9"},
  };
  for (const auto& artist : artists) {
    for (const std::string& name : artist) EXPECT_EQ(artist_key(name), artist_key(artist[0])) << name;
  }
  EXPECT_EQ(artist_key("The The"), "the");
  EXPECT_EQ(artist_key("!!!"), "!!!");
  EXPECT_NE(artist_key("Nirvana (UK)"), artist_key("Nirvana"));
}

TEST(ArtistKey, IsEmptyForNobody) {
  for (const char* name :
       {"", " \t", "Various Artists", "various", "VA", "V.A.", "V/A", "Unknown Artist", "<unknown>",
        "[Unknown]", "Verschiedene Interpreten", "Verschiedene K\xC3\xBCnstler"}) {
    EXPECT_EQ(artist_key(name), "") << name;
  }
}

TEST(SongKey, NeedsArtistAndTitle) {
  EXPECT_EQ(song_key("The Beatles", "Help! (Remastered)"), song_key("beatles", "HELP"));
  EXPECT_NE(song_key("a", "bc"), song_key("ab", "c"));
  EXPECT_EQ(song_key("", "Help"), "");
  EXPECT_EQ(song_key("Various Artists", "Help"), "");
  EXPECT_EQ(song_key("The Beatles", ""), "");
}

TEST(SongKey, TakesAnyBytes) {
  EXPECT_EQ(title_key("caf\xE9"), title_key("caf\xEF\xBF\xBD"));
  EXPECT_EQ(title_key(std::string("a\0b", 3)), "ab");
  EXPECT_EQ(title_key(" - ( - ) - "), "-(-)-");
  EXPECT_EQ(title_key(std::string(100000, '(')).size(), 100000U);
}

}  // namespace
}  // namespace mrec::library
