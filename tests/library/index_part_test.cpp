#include "library/index_part.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "library/same_index.h"
#include "library/sample_rows.h"
#include "support/expect_error.h"

namespace mrec::library {
namespace {

/// Rows with numbers that matter not.
FinishedRows finished_rows(std::size_t tracks, Eigen::Index width = 4) {
  FinishedRows rows;
  rows.vectors = testing::random_matrix(static_cast<Eigen::Index>(tracks), width);
  for (std::size_t i = 0; i < tracks; ++i) {
    rows.tracks.push_back(sample_track(i));
    rows.hubness.push_back(static_cast<float>(i) / 8);
    rows.genre_mass.push_back(static_cast<float>(i) + 0.5F);
  }
  return rows;
}

const IndexSpace kSpace{.mean = {1, 2}, .scale = {3, 0}, .cosines = {-0.5F, 0.5F}, .references = {0, 5}};

IndexPart part_of(const FinishedRows& rows) {
  return {{{"k", "v"}}, rows, kSpace, {2, 3}};
}

TEST(IndexPart, KeepsAllOfATrack) {
  const FinishedRows rows = finished_rows(70);
  const IndexPart part = part_of(rows);
  ASSERT_EQ(part.tracks(), 70U);
  EXPECT_EQ(part.lanes().width, 4U);
  for (std::size_t row = 0; row < 70; ++row) {
    const IndexedTrack& expected = rows.tracks[row];
    EXPECT_EQ(facts_of(part.track(row)), facts_of(expected.track));
    EXPECT_EQ(part.time_s(row, IndexPart::kEnd), expected.track.end_s);
    EXPECT_EQ(part.year(row), expected.track.year);
    EXPECT_EQ(part.record(row), expected.record);
    EXPECT_EQ(part.sound(row).silence, expected.sound.silence);
    EXPECT_EQ(part.sound(row).speech, expected.sound.speech);
    EXPECT_EQ(part.hubness()[row], rows.hubness[row]);
    EXPECT_EQ(part.genre_mass(row), rows.genre_mass[row]);
    std::vector<float> vector(4);
    part.lanes().copy_to(row, 0, vector);
    for (Eigen::Index i = 0; i < 4; ++i) {
      EXPECT_EQ(vector[static_cast<std::size_t>(i)], rows.vectors(static_cast<Eigen::Index>(row), i));
    }
  }
}

TEST(IndexPart, KeepsWhatWasLearntAndWhatIsGone) {
  const IndexPart part = part_of(finished_rows(6));
  EXPECT_EQ(part.space().mean, kSpace.mean);
  EXPECT_EQ(part.space().scale, kSpace.scale);
  EXPECT_EQ(part.space().cosines, kSpace.cosines);
  EXPECT_EQ(part.space().references, kSpace.references);
  EXPECT_EQ(std::vector(part.gone().begin(), part.gone().end()), (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ(part.text("k"), "v");
  EXPECT_TRUE(
      testing::throws_error(ErrorKind::kFormat, "\"other\" are missing", [&] { part.text("other"); }));
}

TEST(IndexPart, TextsAreBytes) {
  FinishedRows rows = finished_rows(2);
  Track& track = rows.tracks[0].track;
  track.path = "caf\xE9/\xF0\x9F\x8E\xB5 \"\\\n.mp3";
  track.artist = "Bj\xF6rk";
  track.title = std::string("cut\0here", 8);
  track.album = std::string("\0", 1);
  track.genre = "";
  const IndexPart part = part_of(rows);
  EXPECT_EQ(part.field(0, IndexPart::kPath), track.path.native());
  EXPECT_EQ(part.field(0, IndexPart::kArtist), "Bj\xF6rk");
  EXPECT_EQ(part.field(0, IndexPart::kTitle), "cut");
  EXPECT_EQ(part.field(0, IndexPart::kAlbum), "");
  EXPECT_EQ(part.field(0, IndexPart::kGenre), "");
  EXPECT_EQ(facts_of(part.track(1)), facts_of(rows.tracks[1].track));
  EXPECT_EQ(part.find(track.path.native()), 0U);
}

TEST(IndexPart, NumbersAreBroughtIntoTheirBounds) {
  FinishedRows rows = finished_rows(2);
  rows.tracks[0].track.year = -3;
  rows.tracks[1].track.year = 70'000;
  rows.tracks[0].sound = {.silence = -1, .speech = 2};
  rows.tracks[1].sound = {.silence = 0.5F, .speech = 0.001F};
  const IndexPart part = part_of(rows);
  EXPECT_EQ(part.year(0), 0);
  EXPECT_EQ(part.year(1), 65535);
  EXPECT_EQ(part.sound(0).silence, 0);
  EXPECT_EQ(part.sound(0).speech, 1);
  EXPECT_NEAR(part.sound(1).silence, 0.5, 0.5 / 255 + 1e-6);
  EXPECT_EQ(part.sound(1).speech, 0);
}

TEST(IndexPart, FindsEveryTrackOfMany) {
  const FinishedRows rows = finished_rows(5000, 1);
  const IndexPart part = part_of(rows);
  for (std::size_t row = 0; row < 5000; ++row) {
    const std::string& path = rows.tracks[row].track.path.native();
    ASSERT_EQ(part.find(path), row);
    ASSERT_EQ(part.find_name(file_name_of(path)), std::vector<std::size_t>{row});
  }
  for (const char* path : {"", "0.mp3", "album 0/", "album 0/0.mp", "album 0/0.mp33", "/album 0/0.mp3"}) {
    EXPECT_EQ(part.find(path), std::nullopt) << path;
  }
  EXPECT_TRUE(part.find_name("").empty());
  EXPECT_TRUE(part.find_name("5000.mp3").empty());
  EXPECT_TRUE(part.find_name("album 0/0.mp3").empty());
}

TEST(IndexPart, FindsAllThatHaveAName) {
  FinishedRows rows = finished_rows(50);
  for (const std::size_t row : {4U, 17U, 30U})
    rows.tracks[row].track.path = std::to_string(row) + "/same.mp3";
  rows.tracks[31].track.path = "same.mp3";
  const IndexPart part = part_of(rows);
  EXPECT_EQ(part.find_name("same.mp3"), (std::vector<std::size_t>{4, 17, 30, 31}));
  EXPECT_EQ(part.find("same.mp3"), 31U);
}

TEST(IndexPart, WithoutTracksIsOne) {
  const IndexPart part = part_of(finished_rows(0));
  EXPECT_EQ(part.tracks(), 0U);
  EXPECT_EQ(part.find("a"), std::nullopt);
  EXPECT_TRUE(part.find_name("a").empty());
}

/// A part of five tracks of which `spoil` changes metadata or arrays; the latter own their bytes.
struct Spoilt {
  std::map<std::string, std::string> metadata;
  std::map<std::string, std::string> bytes;
  std::vector<ArrayBytes> arrays;

  template <class T>
  void set(const std::string& name, const std::vector<T>& numbers) {
    bytes[name].assign(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T));
  }
  ArrayBytes& array(const std::string& name) { return *std::ranges::find(arrays, name, &ArrayBytes::name); }
};

IndexPart spoilt_part(const std::function<void(Spoilt&)>& spoil) {
  const IndexPart part = part_of(finished_rows(5));
  Spoilt spoilt{.metadata = part.map().metadata(), .bytes = {}, .arrays = part.map().arrays()};
  for (const ArrayBytes& array : spoilt.arrays) spoilt.bytes[array.name] = array.bytes;
  spoil(spoilt);
  for (ArrayBytes& array : spoilt.arrays) array.bytes = spoilt.bytes[array.name];
  return IndexPart(TensorMap::of_bytes(tensor_map_bytes(spoilt.metadata, spoilt.arrays), "x"));
}

::testing::AssertionResult refused(const std::function<void(Spoilt&)>& spoil) {
  return testing::throws_error(ErrorKind::kFormat, "", [&] { spoilt_part(spoil); });
}

TEST(IndexPart, ThatIsUnchangedReads) {
  EXPECT_EQ(spoilt_part([](Spoilt&) {}).field(4, IndexPart::kPath), sample_path(4));
}

TEST(IndexPart, WithoutOneOfItsArraysIsNone) {
  for (const char* name :
       {"vectors", "hubness", "times_s", "text_ends", "path_hashes", "name_hashes", "records", "genre_mass",
        "path_rows", "name_rows", "gone", "years", "sounds", "texts"}) {
    EXPECT_TRUE(refused([&](Spoilt& part) {
      std::erase_if(part.arrays, [&](auto& a) { return a.name == name; });
    })) << name;
    EXPECT_TRUE(refused([&](Spoilt& part) {
      part.array(name).dtype = part.array(name).dtype == "U8" ? "F64" : "U8";
      part.array(name).shape = {0};
      part.bytes[name].clear();
    })) << name;
  }
}

TEST(IndexPart, WithArraysOfAnotherSizeIsNone) {
  for (const char* count : {"", "4", "6", "37", "-5", "5 ", "5.0", "99999999999", "x"}) {
    EXPECT_TRUE(refused([&](Spoilt& part) { part.metadata["tracks"] = count; })) << count;
  }
  EXPECT_TRUE(refused([](Spoilt& part) { part.metadata.erase("tracks"); }));
  EXPECT_TRUE(refused([](Spoilt& part) { part.array("vectors").shape = {4 * 32}; }));
  EXPECT_TRUE(refused([](Spoilt& part) { part.array("vectors").shape = {1, 32, 4}; }));
  EXPECT_TRUE(refused([](Spoilt& part) { part.array("times_s").shape = {3, 5}; }));
}

TEST(IndexPart, WithTextsThatEndAnywhereStaysWithinThem) {
  constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();
  for (const std::vector<std::uint64_t>& ends :
       std::vector<std::vector<std::uint64_t>>{{kHuge, 0, 5, 5, 5},
                                               {0, 0, 0, 0, 0},
                                               {5, 4, 3, 2, 1},
                                               {3, kHuge, kHuge - 1, 9, 20},
                                               {1, 2, 3, 4, 1'000'000}}) {
    const IndexPart part = spoilt_part([&](Spoilt& spoilt) { spoilt.set("text_ends", ends); });
    const std::size_t size = part.map().numbers<std::uint8_t>("texts").size();
    for (std::size_t row = 0; row < 5; ++row) {
      const bool readable = ends[row] <= size && (row == 0 || ends[row - 1] <= ends[row]);
      EXPECT_TRUE(readable || part.field(row, IndexPart::kPath).empty()) << row;
      EXPECT_LT(part.track(row).path.native().size() + part.track(row).genre.size(), 200U);
      part.find(part.field(row, IndexPart::kPath));
    }
  }
  const IndexPart no_zeros =
      spoilt_part([](Spoilt& part) { std::ranges::replace(part.bytes["texts"], '\0', 'x'); });
  EXPECT_EQ(no_zeros.find(sample_path(0)), std::nullopt);
}

TEST(IndexPart, WithTablesThatPointAnywhereFindsWhatIsThere) {
  for (const std::uint32_t row : {0U, 5U, 4'000'000'000U}) {
    const IndexPart part = spoilt_part([&](Spoilt& spoilt) {
      spoilt.set("path_rows", std::vector<std::uint32_t>(5, row));
      spoilt.set("name_rows", std::vector<std::uint32_t>(5, row));
    });
    for (std::size_t i = 0; i < 5; ++i) {
      const auto found = part.find(sample_path(i));
      EXPECT_EQ(found.has_value(), row == 0 && i == 0);
      EXPECT_EQ(part.find_name(file_name_of(sample_path(i))).empty(), !(row == 0 && i == 0));
    }
  }
}

TEST(FileName, IsBehindTheLastSlash) {
  EXPECT_EQ(file_name_of("a/b/c.mp3"), "c.mp3");
  EXPECT_EQ(file_name_of("c.mp3"), "c.mp3");
  EXPECT_EQ(file_name_of("a/"), "");
  EXPECT_EQ(file_name_of(""), "");
}

}  // namespace
}  // namespace mrec::library
