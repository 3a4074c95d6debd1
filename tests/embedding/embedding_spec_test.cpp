#include "mrec/embedding/embedding_spec.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "support/expect_error.h"

namespace mrec::embedding {
namespace {

const EmbeddingSpec kSpec = {
    .network = "musicnn", .weights = "0123456789abcdef0123456789abcdef", .patches = 10};
constexpr const char* kText =
    R"({"network":"musicnn","weights":"0123456789abcdef0123456789abcdef","patches":10})";

TEST(EmbeddingSpec, AsJson) {
  EXPECT_EQ(to_json(kSpec), kText);
  EXPECT_EQ(embedding_spec_from_json(kText), kSpec);
  const std::string with_kind = std::string(R"({"kind":"embedding",)") + (kText + 1);
  EXPECT_EQ(embedding_spec_from_json(with_kind), kSpec);
}

TEST(EmbeddingSpec, SaysWhatOfTheJsonIsWrong) {
  const std::pair<std::string, const char*> damages[] = {
      {R"("network":"musicnn")", R"("network":"")"},
      {R"("network":"musicnn")", R"("network":1)"},
      {R"("network":"musicnn",)", ""},
      {R"("weights":"0123456789abcdef)", R"("weights":")"},
      {R"("weights":"0)", R"("weights":"g)"},
      {R"("weights")", R"("height")"},
      {R"("patches":10)", R"("patches":0)"},
      {R"("patches":10)", R"("patches":-1)"},
      {R"("patches":10)", R"("patches":1048577)"},
      {R"("patches":10)", R"("patches":4294967306)"},
      {R"("patches":10)", R"("patches":99999999999999999999)"},
      {R"("patches":10)", R"("patches":1.5)"},
      {R"("patches":10)", R"("patches":"10")"},
      {R"("patches":10)", R"("patches":null)"},
      {R"(,"patches":10)", ""}};
  for (const auto& [from, to] : damages) {
    std::string text = kText;
    text.replace(text.find(from), from.size(), to);
    const std::string key =
        from.substr(from.find('"'), from.find('"', from.find('"') + 1) - from.find('"') + 1);
    EXPECT_TRUE(testing::throws_error(ErrorKind::kFormat, "the embedding's " + key, [&] {
      embedding_spec_from_json(text);
    })) << text;
  }
  for (const char* text : {"null", "[]", "7", "{", ""}) {
    EXPECT_TRUE(testing::throws_error(ErrorKind::kFormat, "is not an object", [&] {
      embedding_spec_from_json(text);
    })) << text;
  }
}

}  // namespace
}  // namespace mrec::embedding
