#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "library/index_part.h"
#include "library/neighbourhood.h"
#include "library/same_index.h"
#include "library/sample_rows.h"
#include "mrec/core/tensor_map.h"
#include "mrec/library/index.h"
#include "mrec/library/search.h"

namespace mrec::library {
namespace {

const Workers kWorkers(1);

constexpr Sample kSample{.tracks = 60, .dimensions = 5, .genres = 10};

Sample some(std::size_t first, std::size_t tracks) {
  return {.first = first, .tracks = tracks, .dimensions = 5, .genres = 10};
}

std::size_t place_of(const Index& index, std::size_t number) {
  const auto place = index.find(sample_path(number));
  EXPECT_TRUE(place) << number;
  return place.value_or(0);
}

struct Listed {
  std::string path;
  float score = 0;

  bool operator==(const Listed&) const = default;
  friend void PrintTo(const Listed& each, std::ostream* out) { *out << each.path << ' ' << each.score; }
};

/// All tracks for each of three queries.
std::vector<std::vector<Listed>> lists_of(const Index& index, float hub_weight) {
  const Queries queries{.vectors = testing::random_matrix(3, static_cast<Eigen::Index>(index.width()), 9),
                        .hub_weight = hub_weight};
  Admission admission(index);
  std::vector<std::vector<Listed>> lists;
  for (const auto& hits : best_of_each(index, queries, index.size(), admission, kWorkers)) {
    lists.emplace_back();
    for (const Hit& hit : hits) lists.back().push_back({std::string(index.path_text(hit.place)), hit.score});
  }
  return lists;
}

std::string bytes_of(const IndexPart& part) {
  return tensor_map_bytes(part.map().metadata(), part.map().arrays());
}

/// Embeddings of +1 and -1, each with its opposite, so that mean and deviation are 0 and 1 whichever pairs
/// there are.
IndexRows opposites(std::size_t first, std::size_t pairs) {
  IndexRows rows = sample_rows(some(first, 2 * pairs));
  for (Eigen::Index i = 0; i < rows.embeddings.rows(); i += 2) {
    rows.embeddings.row(i) = rows.embeddings.row(i).array().sign();
    rows.embeddings.row(i + 1) = -rows.embeddings.row(i);
  }
  return rows;
}

TEST(IndexChanges, MakeTheListsOfAnIndexMadeAnew) {
  const Index grown =
      Index(sample_header(10), opposites(0, 30), kWorkers).changed(opposites(60, 15), {}, 0, kWorkers);
  const Index anew(sample_header(10), opposites(0, 45), kWorkers);
  ASSERT_EQ(grown.standardiser().mean(), anew.standardiser().mean());
  ASSERT_EQ(grown.standardiser().scale(), anew.standardiser().scale());
  EXPECT_EQ(lists_of(grown, 0), lists_of(anew, 0));
  std::vector<std::size_t> gone;
  for (std::size_t number = 20; number < 40; ++number) gone.push_back(place_of(anew, number));
  const Index shrunk = anew.changed({}, gone, 0, kWorkers);
  const Index back = shrunk.changed(opposites(20, 10), {}, 0, kWorkers);
  EXPECT_EQ(lists_of(back, 0), lists_of(anew, 0));
}

TEST(IndexChanges, ATrackThatIsReplacedByItselfIsTheSame) {
  const Index index = sample_index(kSample);
  const Index changed = index.changed(sample_rows(some(10, 25)), {}, 7, kWorkers);
  EXPECT_EQ(changed.tracks(), 60U);
  EXPECT_EQ(changed.size(), 85U);
  for (std::size_t number = 0; number < 60; ++number) {
    const std::size_t place = place_of(changed, number);
    EXPECT_EQ(place >= 60, number >= 10 && number < 35);
    expect_same_track(changed, place, index, place_of(index, number));
  }
}

TEST(IndexChanges, ATrackThatMovesIsTheSame) {
  const Index index = sample_index(kSample);
  IndexRows moved = sample_rows(some(10, 3));
  std::vector<std::size_t> gone;
  for (std::size_t i = 0; i < 3; ++i) {
    gone.push_back(place_of(index, 10 + i));
    moved.tracks[i].track.path = "moved/" + std::to_string(i);
  }
  const Index changed = index.changed(moved, gone, 7, kWorkers);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto place = changed.find("moved/" + std::to_string(i));
    ASSERT_TRUE(place);
    EXPECT_EQ(changed.vector(*place), index.vector(gone[i]));
    EXPECT_EQ(changed.hubness(*place), index.hubness(gone[i]));
  }
  const Index again = changed.changed(sample_rows(some(10, 3)), {*changed.find("moved/1")}, 7, kWorkers);
  expect_same_track(again, place_of(again, 11), index, gone[1]);
}

TEST(IndexChanges, ATrackThatSoundsALittleDifferentIsNotToldByItsFormerSelf) {
  const Index index = sample_index(kSample);
  IndexRows other = sample_rows(some(10, 1));
  other.embeddings.array() += 1e-4F;
  const Index changed = index.changed(other, {}, 7, kWorkers);
  EXPECT_NE(changed.vector(place_of(changed, 10)), index.vector(place_of(index, 10)));
  EXPECT_NEAR(changed.hubness(place_of(changed, 10)), index.hubness(place_of(index, 10)), 1e-3);
}

TEST(IndexChanges, ATrackThatSoundsLikeOneThatStaysIsNear) {
  const Index index = sample_index(kSample);
  IndexRows copy = sample_rows(some(10, 1));
  copy.tracks[0].track.path = "copy";
  const Index changed = index.changed(copy, {place_of(index, 11)}, 7, kWorkers);
  EXPECT_GT(changed.hubness(*changed.find("copy")), index.hubness(place_of(index, 10)) + 0.01F);
}

TEST(IndexChanges, TracksThatAreGoneAreNotThere) {
  const Index index = sample_index(kSample);
  const std::size_t first = place_of(index, 7);
  const std::size_t second = place_of(index, 33);
  const Index changed = index.changed({}, {first, second}, 9, kWorkers);
  EXPECT_EQ(changed.size(), 60U);
  EXPECT_EQ(changed.tracks(), 58U);
  EXPECT_EQ(changed.left_out(), 9U);
  EXPECT_EQ(changed.root(), "/music");
  EXPECT_EQ(changed.runs().size(), 1U);
  EXPECT_FALSE(changed.has(first));
  EXPECT_FALSE(changed.has(second));
  EXPECT_EQ(changed.find(sample_path(7)), std::nullopt);
  EXPECT_TRUE(changed.find_name("7.mp3").empty());
  auto expected = lists_of(index, 0.5F);
  for (auto& list : expected) {
    std::erase_if(
        list, [](const Listed& each) { return each.path == sample_path(7) || each.path == sample_path(33); });
  }
  EXPECT_EQ(lists_of(changed, 0.5F), expected);
  expect_same_index(index, sample_index(kSample));  // which is as it was
}

TEST(IndexChanges, AnAddedTrackIsToldByThoseThatWereThere) {
  const Index index = sample_index(kSample);
  const IndexRows added = sample_rows(some(100, 9));
  const Index changed = index.changed(added, {}, 0, kWorkers);
  Matrix units(60, 5);
  for (Eigen::Index i = 0; i < 60; ++i) units.row(i) = index.vector(static_cast<std::size_t>(i)).head(5);
  const auto none = [](std::size_t) { return kMostReferences; };
  for (Eigen::Index i = 0; i < 9; ++i) {
    const std::size_t place = place_of(changed, 100 + static_cast<std::size_t>(i));
    ASSERT_GE(place, 60U);
    EXPECT_EQ(changed.vector(place), index.vector_of(added.embeddings.row(i), added.probabilities.row(i)));
    EXPECT_EQ(
        changed.hubness(place),
        nearness_of_neighbours(changed.vector(place).head(5).transpose(), units, none, kWorkers).front());
    EXPECT_EQ(facts_of(changed.track(place)), facts_of(added.tracks[static_cast<std::size_t>(i)].track));
    EXPECT_EQ(changed.find_name(std::to_string(100 + i) + ".mp3"), std::vector<std::size_t>{place});
  }
  EXPECT_EQ(changed.share_less_alike(0.3), index.share_less_alike(0.3));
  ASSERT_EQ(changed.runs().size(), 2U);
  EXPECT_EQ(changed.runs()[1].first, 60U);
  EXPECT_EQ(changed.runs()[1].lanes.tracks, 9U);
}

TEST(IndexChanges, OneAfterTheOtherAreAsAllAtOnce) {
  const Index index = sample_index(kSample);
  const Index once = index.changed(sample_rows(some(100, 40)), {}, 7, kWorkers);
  const Index twice = index.changed(sample_rows(some(100, 13)), {}, 3, kWorkers)
                          .changed(sample_rows(some(113, 27)), {}, 7, kWorkers);
  expect_same_index(twice, once);
  EXPECT_EQ(bytes_of(*twice.more()), bytes_of(*once.more()));
  const Index removed = index.changed({}, {5}, 0, kWorkers).changed({}, {6, 7}, 0, kWorkers);
  expect_same_index(removed, index.changed({}, {5, 6, 7}, 0, kWorkers));
}

TEST(IndexChanges, AnAddedTrackCanGoAndComeBack) {
  const Index index = sample_index(kSample);
  const Index added = index.changed(sample_rows(some(100, 3)), {}, 0, kWorkers);
  const Index gone = added.changed({}, {place_of(added, 101)}, 0, kWorkers);
  EXPECT_EQ(gone.tracks(), 62U);
  EXPECT_EQ(gone.find(sample_path(101)), std::nullopt);
  expect_same_track(gone, place_of(gone, 102), added, place_of(added, 102));
  expect_same_index(gone.changed(sample_rows(some(101, 1)), {}, 0, kWorkers), added);
  std::vector<std::size_t> places;
  for (std::size_t place = 60; place < added.size(); ++place) places.push_back(place);
  const Index none = added.changed({}, places, 7, kWorkers);
  EXPECT_EQ(none.runs().size(), 1U);
  expect_same_index(none, index);
}

TEST(IndexChanges, AnAddedTrackCanBeReplacedToo) {
  const Index added = sample_index(kSample).changed(sample_rows(some(100, 3)), {}, 0, kWorkers);
  IndexRows other = sample_rows(some(200, 1));
  other.tracks[0].track.path = sample_path(101);
  const Index changed = added.changed(other, {}, 0, kWorkers);
  EXPECT_EQ(changed.tracks(), 63U);
  EXPECT_EQ(changed.track(place_of(changed, 101)).title, "title 200");
  EXPECT_EQ(changed.find_name("101.mp3").size(), 1U);
  const Index again = changed.changed(sample_rows(some(101, 1)), {}, 0, kWorkers);
  expect_same_index(again, added);
}

TEST(IndexChanges, AreCounted) {
  const Index index = sample_index(kSample);
  EXPECT_DOUBLE_EQ(index.changed(sample_rows(some(100, 6)), {}, 0, kWorkers).share_changed(), 0.1);
  EXPECT_DOUBLE_EQ(index.changed({}, {1, 2, 3}, 0, kWorkers).share_changed(), 0.05);
  EXPECT_DOUBLE_EQ(index.changed(sample_rows(some(0, 3)), {}, 0, kWorkers).share_changed(),
                   0.1);  // gone and come
  EXPECT_DOUBLE_EQ(index.changed({}, {}, 0, kWorkers).share_changed(), 0);
}

TEST(IndexChanges, AllMayGo) {
  const Index index = sample_index(some(0, 3));
  const Index none = index.changed({}, {0, 1, 2}, 0, kWorkers);
  EXPECT_EQ(none.tracks(), 0U);
  EXPECT_TRUE(lists_of(none, 1).front().empty());
  const Index one = none.changed(sample_rows(some(50, 1)), {}, 0, kWorkers);
  EXPECT_EQ(one.tracks(), 1U);
}

}  // namespace
}  // namespace mrec::library
