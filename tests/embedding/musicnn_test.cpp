#include "mrec/embedding/musicnn.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "embedding/musicnn_golden.h"
#include "mrec/embedding/embedder.h"
#include "support/expect_close.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::embedding {
namespace {

using testing::expect_close;

std::vector<float> row(const Matrix& matrix, Eigen::Index number) {
  return {matrix.row(number).begin(), matrix.row(number).end()};
}

std::vector<float> second_half(const std::vector<float>& values) {
  return {values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end()};
}

nn::Tensor golden_patch() {
  nn::Tensor patch(1, {.height = kPatchFrames, .width = kBands, .channels = 1});
  std::ranges::copy(testing::musicnn_golden().tensor("log_mel").values, patch.values().begin());
  return patch;
}

TEST(Musicnn, AgreesWithTensorFlowFromTheSameLogMel) {
  const auto network = Musicnn::load(testing::musicnn_weights());
  const PatchAnswers answers = network.infer(golden_patch(), Workers(1));
  const TensorFile golden = testing::musicnn_golden();
  EXPECT_TRUE(expect_close(row(answers.embeddings, 0), second_half(golden.tensor("embeddings").values),
                           {.absolute = 1e-3}));
  EXPECT_TRUE(
      expect_close(row(answers.logits, 0), second_half(golden.tensor("logits").values), {.absolute = 1e-3}));
}

TEST(Musicnn, SameBytesAtAnyNumberOfThreads) {
  const auto network = Musicnn::load(testing::musicnn_weights());
  nn::Tensor patches(5, {.height = kPatchFrames, .width = kBands, .channels = 1});
  for (std::size_t i = 0; i < 5; ++i) {
    std::ranges::transform(golden_patch().values(), patches.sample(i).begin(),
                           [i](float value) { return value / static_cast<float>(i + 1); });
  }
  const PatchAnswers one = network.infer(patches, Workers(1));
  const PatchAnswers three = network.infer(patches, Workers(3));
  EXPECT_EQ(one.embeddings, three.embeddings);
  EXPECT_EQ(one.logits, three.logits);
  EXPECT_NE(row(one.logits, 0), row(one.logits, 1));
}

TEST(Embedder, AgreesWithTensorFlowFromTheSound) {
  const Embedder embedder(Musicnn::load(testing::musicnn_weights()));
  PatchBuffer sound;
  sound.take(testing::musicnn_sound());
  sound.finish();
  const SoundVector found = embedder.embed(sound, Workers(1));
  const TensorFile golden = testing::musicnn_golden();
  const Vector expected =
      Eigen::Map<const Matrix>(golden.tensor("embeddings").values.data(), 2, Musicnn::kDimensions)
          .colwise()
          .mean();
  EXPECT_TRUE(expect_close(std::vector<float>(found.embedding.begin(), found.embedding.end()),
                           std::vector<float>(expected.begin(), expected.end()), {.absolute = 1e-2}));
  ASSERT_EQ(found.tag_probabilities.size(), Musicnn::kTags);
  EXPECT_GE(found.tag_probabilities.minCoeff(), 0);
  EXPECT_LE(found.tag_probabilities.maxCoeff(), 1);
  const double logits[] = {golden.tensor("logits").values[0],
                           golden.tensor("logits").values[std::size_t{Musicnn::kTags}]};
  const double rock = (1 / (1 + std::exp(-logits[0])) + 1 / (1 + std::exp(-logits[1]))) / 2;
  EXPECT_NEAR(found.tag_probabilities[0], rock, 1e-3);
  EXPECT_EQ(embedder.tags().front(), "rock");
}

TEST(Embedder, NoSoundHasNoVector) {
  const Embedder embedder(Musicnn::load(testing::musicnn_weights()));
  PatchBuffer nothing;
  nothing.finish();
  EXPECT_EQ(embedder.embed(nothing, Workers(1)).embedding.size(), 0);
}

TEST(Embedder, RefusesNumbersOfPatchesThatCannotBe) {
  for (const int patches : {-1, 0, 33}) {
    EXPECT_TRUE(testing::throws_error(ErrorKind::kUsage, "--patches",
                                      [&] { Embedder(Musicnn::load(testing::musicnn_weights()), patches); }));
  }
}

TEST(Musicnn, RefusesWhatIsNotItsWeights) {
  const testing::TempFolder folder;
  const TensorFile whole = read_safetensors(testing::musicnn_weights());
  const auto path = folder.path() / "broken.safetensors";
  const auto is_refused = [&](const TensorFile& file, const std::string& word) {
    write_safetensors(path, file);
    return testing::throws_error(ErrorKind::kFormat, word, [&] { Musicnn::load(path); });
  };
  for (std::size_t i = 0; i < whole.tensors.size(); ++i) {
    TensorFile without = whole;
    without.tensors.erase(without.tensors.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_TRUE(is_refused(without, whole.tensors[i].name));
    TensorFile longer = whole;
    longer.tensors[i].shape.push_back(1);
    EXPECT_TRUE(is_refused(longer, whole.tensors[i].name));
  }
  TensorFile negative = whole;
  for (NamedTensor& tensor : negative.tensors) {
    if (tensor.name == "midend.2.bn.moving_variance") tensor.values[3] = -1;
  }
  EXPECT_TRUE(is_refused(negative, "midend.2.bn.moving_variance"));
  TensorFile other = whole;
  other.metadata["format"] = "mrec-genre-model";
  EXPECT_TRUE(is_refused(other, "mrec import musicnn"));
  TensorFile newer = whole;
  newer.metadata["version"] = "2";
  EXPECT_TRUE(is_refused(newer, "update mrec"));
  TensorFile nameless = whole;
  nameless.metadata["tags"] = "[\"rock\"]";
  EXPECT_TRUE(is_refused(nameless, "50 tags"));
  TensorFile twice = whole;
  const std::string pop = "\"pop\"";
  twice.metadata["tags"].replace(whole.value("tags").find(pop), pop.size(), "\"rock\"");
  EXPECT_TRUE(is_refused(twice, "50 tags"));
}

TEST(Musicnn, OtherWeightsHaveAnotherChecksum) {
  const testing::TempFolder folder;
  TensorFile file = read_safetensors(testing::musicnn_weights());
  const std::string shipped = Musicnn::load(testing::musicnn_weights()).weights();
  file.tensors.front().values.front() += 1;
  write_safetensors(folder.path() / "other.safetensors", file);
  EXPECT_NE(Musicnn::load(folder.path() / "other.safetensors").weights(), shipped);
  EXPECT_EQ(shipped.size(), 32U);
}

}  // namespace
}  // namespace mrec::embedding
