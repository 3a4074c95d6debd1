#include "features/embedding_text.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "features/feature_samples.h"
#include "mrec/core/error.h"
#include "mrec/features/record_file.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::features {
namespace {

using mrec::testing::TempFolder;
using mrec::testing::throws_error;
using mrec::testing::write_bytes;
using testing::embedded_header;
using testing::embedded_track;
using testing::failed_track;
using testing::small_header;
using testing::small_track;
using testing::written;

std::string text_of(const std::vector<float>& embedding) {
  std::string text;
  append_embedding(text, embedding, "a.wav");
  return text;
}

/// A line with this behind the keys that every track has.
std::string line_with(const std::string& keys) {
  return R"({"path":"a","size":1,"mtime":1.5,"duration_s":3,"tags":{},"label":null,)" + keys +
         R"(,"chunks":[[[1,2,3,4],[5,6,7,8],[9,10,11,12]]]})" + "\n";
}

class EmbeddingText : public ::testing::Test {
 protected:
  std::vector<TrackFeatures> read(const std::string& bytes, Wanted wanted = Wanted::kAll) {
    std::filesystem::remove(path_);
    write_bytes(path_, bytes);
    FeatureReader reader(path_, wanted);
    std::vector<TrackFeatures> tracks;
    while (auto track = reader.next()) tracks.push_back(std::move(*track));
    return tracks;
  }

  bool refuses(const std::string& bytes, const std::string& part) {
    return throws_error(ErrorKind::kFormat, part, [&] { read(bytes); });
  }

  TempFolder folder_;
  std::filesystem::path path_ = folder_ / "x.jsonl";
};

TEST_F(EmbeddingText, ThousandthsWithoutNeedlessDigits) {
  EXPECT_EQ(text_of({0, -0.0F, -0.0004F, 1, -2.5F, 0.1234F, 0.0006F, 100, 12345.678F}),
            "[0,0,0,1,-2.5,0.123,0.001,100,12345.678]");
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    EXPECT_TRUE(throws_error(ErrorKind::kData, "a.wav", [&] { text_of({bad}); }));
  }
}

/// What is kept in memory is what is read back of it.
TEST_F(EmbeddingText, KeptNumbersAreThoseReadBack) {
  TrackFeatures track = embedded_track();
  track.embedding = mrec::testing::noise(4000, 3);
  for (int power = -20; power <= 120; ++power) track.embedding.push_back(std::ldexp(1.7F, power));
  for (std::size_t i = 0; i < 96; i += 2) track.embedding[i] *= 10000;
  track.embedding.resize(4096);
  const auto back = read(written(RecordForm::kPlain, embedded_header(), track)).at(0).embedding;
  ASSERT_EQ(back.size(), track.embedding.size());
  for (std::size_t i = 0; i < back.size(); ++i) {
    EXPECT_EQ(back[i], kept_thousandths(track.embedding[i])) << i;
    EXPECT_EQ(kept_thousandths(back[i]), back[i]) << i;
  }
}

TEST_F(EmbeddingText, RoundTripInBothForms) {
  for (const RecordForm form : {RecordForm::kPlain, RecordForm::kCompressed}) {
    const auto tracks = read(written(form, embedded_header(), embedded_track(), failed_track()));
    ASSERT_EQ(tracks.size(), 2U);
    EXPECT_EQ(tracks[0].embedding, embedded_track().embedding);
    EXPECT_EQ(tracks[0].predicted_tags, embedded_track().predicted_tags);
    EXPECT_TRUE(tracks[0].has_embedding);
    EXPECT_EQ(tracks[0].chunks, testing::rounded(embedded_track()).chunks);
    EXPECT_FALSE(tracks[1].has_embedding);
    EXPECT_EQ(FeatureReader(path_).header().embedding, embedded_header().embedding);
  }
}

TEST_F(EmbeddingText, KeysStandBeforeTheChunks) {
  const std::string line = to_line(embedded_track(), embedded_header());
  EXPECT_NE(line.find(R"("label":"blues","predicted_tags":{"rock":0.612,"60s \"a\"":0.05},)"
                      R"("embedding":[0.125,-1.5,0,20],"chunks":[)"),
            std::string::npos);
  EXPECT_NE(to_line(embedded_header())
                .find(R"("embedding":{"network":"musicnn","weights":"0123456789abcdef0123456789abcdef",)"
                      R"("patches":10}})"),
            std::string::npos);
  EXPECT_EQ(to_line(small_track(), small_header()).find("embedding"), std::string::npos);
  EXPECT_EQ(to_line(small_header()).find("embedding"), std::string::npos);
}

TEST_F(EmbeddingText, ChunksCanBePassedOverOnceTheHeaderIsKnown) {
  write_bytes(path_, written(RecordForm::kPlain, embedded_header(), embedded_track()));
  FeatureReader reader(path_);
  reader.want(Wanted::kAllButChunks);
  const auto track = reader.next();
  ASSERT_TRUE(track);
  EXPECT_TRUE(track->chunks.empty());
  EXPECT_EQ(track->embedding, embedded_track().embedding);
}

TEST_F(EmbeddingText, ChunksCanBePassedOver) {
  const auto tracks = read(written(RecordForm::kPlain, embedded_header(), embedded_track(), failed_track()),
                           Wanted::kAllButChunks);
  ASSERT_EQ(tracks.size(), 2U);
  EXPECT_TRUE(tracks[0].chunks.empty());
  EXPECT_EQ(tracks[0].embedding, embedded_track().embedding);
  EXPECT_EQ(tracks[0].tags, embedded_track().tags);
  EXPECT_EQ(tracks[1].error, failed_track().error);
}

TEST_F(EmbeddingText, FactsOnlyTellThatThereIsOne) {
  for (const std::string& line :
       {facts_to_line(embedded_track()), to_line(embedded_track(), embedded_header())}) {
    const TrackFeatures facts = facts_from_line(line);
    EXPECT_TRUE(facts.has_embedding);
    EXPECT_TRUE(facts.embedding.empty());
    EXPECT_EQ(facts_to_line(facts), facts_to_line(embedded_track()));
  }
  EXPECT_FALSE(facts_from_line(facts_to_line(small_track())).has_embedding);
}

/// An mrec that knows no embeddings loses the header's word on them when it mends a library.
TEST_F(EmbeddingText, WithoutTheHeadersWordItDoesNotCount) {
  const auto tracks = read(to_line(small_header()) + to_line(embedded_track(), embedded_header()));
  EXPECT_TRUE(tracks.at(0).embedding.empty());
  EXPECT_TRUE(tracks.at(0).predicted_tags.empty());
  EXPECT_FALSE(tracks.at(0).has_embedding);
  EXPECT_FALSE(tracks.at(0).chunks.empty());
}

TEST_F(EmbeddingText, TagsAreSortedAndMayBeNone) {
  const std::string header = to_line(embedded_header());
  const auto tracks = read(header + line_with(R"("embedding":[1],"predicted_tags":{"a":0.1,"b":1,"c":0.1})"));
  const std::vector<PredictedTag> sorted = {{.name = "b", .probability = 1},
                                            {.name = "a", .probability = 0.1F},
                                            {.name = "c", .probability = 0.1F}};
  EXPECT_EQ(tracks.at(0).predicted_tags, sorted);
  EXPECT_EQ(read(header + line_with(R"("predicted_tags":{},"embedding":[1e0])")).at(0).embedding,
            std::vector<float>{1});
}

TEST_F(EmbeddingText, DamageIsRefused) {
  const std::string header = to_line(embedded_header());
  std::string many = "0";
  for (int i = 0; i < 4096; ++i) many += ",0";
  for (const std::string& bad :
       {std::string("[]"), std::string("[[1]]"), std::string("[null]"), std::string("[\"1\"]"),
        std::string("1"), std::string("null"), std::string("{}"), std::string("[NaN]"), std::string("[1e39]"),
        std::string("[1e999]"), std::string("[1,]"), std::string("[01]"), "[" + many + "]"}) {
    EXPECT_TRUE(refuses(header + line_with("\"embedding\":" + bad), "line 2: ")) << bad.substr(0, 20);
  }
  for (const char* bad : {"[]", "1", "null", R"({"a":-0.001})", R"({"a":1.1})", R"({"a":"1"})",
                          R"({"a":null})", R"({"a":0.5,"a":0.4})", R"({"a":[]})"}) {
    EXPECT_TRUE(refuses(header + line_with(std::string("\"predicted_tags\":") + bad), "line 2: ")) << bad;
  }
  EXPECT_TRUE(refuses(header + line_with(R"("embedding":[1],"embedding":[1])"), "stands twice"));
  EXPECT_TRUE(refuses(header + line_with(R"("predicted_tags":{},"predicted_tags":{})"), "stands twice"));
  EXPECT_TRUE(refuses(header + R"({"path":"a","size":1,"mtime":1,"error":"x","embedding":[1]})" + "\n",
                      "has both features and an error"));
}

TEST_F(EmbeddingText, LengthsMustAgree) {
  TrackFeatures longer = embedded_track();
  longer.path = "b";
  longer.embedding.push_back(1);
  TrackFeatures none = small_track();
  none.path = "c";
  EXPECT_TRUE(refuses(written(RecordForm::kPlain, embedded_header(), embedded_track(), none, longer),
                      "line 4: the embedding has 5 numbers, not 4 as those before"));
}

TEST_F(EmbeddingText, DamagedHeaders) {
  const std::string good = to_line(embedded_header());
  const std::pair<const char*, const char*> damages[] = {
      {"\"network\":\"musicnn\"", "\"network\":\"\""},
      {"\"network\":\"musicnn\"", "\"network\":1"},
      {"\"network\":\"musicnn\",", ""},
      {"0123456789abcdef0123456789abcdef", "0123"},
      {"0123456789abcdef0123456789abcdef", "g123456789abcdef0123456789abcdef"},
      {"\"patches\":10", "\"patches\":0"},
      {"\"patches\":10", "\"patches\":1.5"},
      {"\"patches\":10", "\"patches\":99999999999999999999"},
      {",\"patches\":10", ""},
      {"\"patches\":10", "\"patches\":10,\"patches\":10"},
      {"\"embedding\":{", "\"embedding\":null,\"x\":{"}};
  for (const auto& [from, to] : damages) {
    std::string bytes = good;
    bytes.replace(bytes.find(from), std::string_view(from).size(), to);
    EXPECT_TRUE(refuses(bytes, "line 1: ")) << to;
  }
}

}  // namespace
}  // namespace mrec::features
