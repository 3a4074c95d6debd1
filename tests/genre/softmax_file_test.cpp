// The file of a softmax classifier; what holds of every model's file is tested in classifier_file_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "mrec/core/safetensors.h"
#include "mrec/genre/softmax_trainer.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

using testing::read_bytes;
using testing::throws_error;
using testing::write_bytes;

class SoftmaxFile : public ::testing::Test {
 protected:
  SoftmaxFile() { train(dataset_).save(path_); }

  static Classifier train(const Dataset& dataset) {
    Partition all;
    for (std::size_t i = 0; i < dataset.chunks.samples(); ++i) all.train.push_back(i);
    return train_softmax(dataset, all, {}).classifier;
  }

  void edit(const std::function<void(TensorFile&)>& change) const {
    TensorFile file = read_safetensors(path_);
    change(file);
    write_safetensors(edited_, file);
  }

  ::testing::AssertionResult refused(const std::string& part) const {
    return throws_error(ErrorKind::kFormat, part, [&] { Classifier::load(edited_); });
  }

  /// Replaces a part of a text in the metadata, and expects a refusal.
  ::testing::AssertionResult refused_with(const std::string& key, const std::string& from,
                                          const std::string& to) const {
    edit([&](TensorFile& file) {
      std::string& text = file.metadata.at(key);
      const std::size_t place = text.find(from);
      ASSERT_NE(place, std::string::npos) << from << " in " << text;
      text.replace(place, from.size(), to);
    });
    return refused(edited_.string() + ": ");
  }

  const testing::TempFolder folder_;
  const std::filesystem::path path_ = folder_ / "model.safetensors";
  const std::filesystem::path edited_ = folder_ / "edited.safetensors";
  const Dataset dataset_ = testing::toy_embeddings({.genres = 3, .tracks = 4});
};

TEST_F(SoftmaxFile, RoundTripGivesTheSamePredictionsAndBytes) {
  const Classifier loaded = Classifier::load(path_);
  const Prediction expected = train(dataset_).predict(dataset_.chunks, Workers(1));
  const Prediction actual = loaded.predict(dataset_.chunks, Workers(1));
  EXPECT_EQ(actual.log_probabilities, expected.log_probabilities);
  EXPECT_EQ(actual.embeddings, expected.embeddings);
  loaded.save(folder_ / "again.safetensors");
  EXPECT_EQ(read_bytes(folder_ / "again.safetensors"), read_bytes(path_));
}

TEST_F(SoftmaxFile, RoundTripKeepsTheDesign) {
  const Classifier loaded = Classifier::load(path_);
  EXPECT_EQ(loaded.design().architecture, Architecture::kSoftmax);
  EXPECT_EQ(loaded.design().track_input, TrackInput::kEmbedding);
  EXPECT_EQ(loaded.design().embedding, dataset_.embedding);
  EXPECT_EQ(loaded.design().input, dataset_.chunks.shape());
  EXPECT_TRUE(loaded.provenance().empty());
}

TEST_F(SoftmaxFile, RoundTripOfStatistics) {
  Dataset dataset = testing::toy_embeddings({.coefficients = 26});
  dataset.input = TrackInput::kStatistics;
  dataset.embedding.reset();
  dataset.options.top_db = 60;
  train(dataset).save(edited_);
  const Classifier loaded = Classifier::load(edited_);
  EXPECT_EQ(loaded.design().track_input, TrackInput::kStatistics);
  EXPECT_FALSE(loaded.design().embedding);
  EXPECT_EQ(loaded.design().features, dataset.options);
  EXPECT_EQ(loaded.design().input.width, 26);
}

TEST_F(SoftmaxFile, DesignsThatCannotBe) {
  EXPECT_TRUE(refused_with("architecture", "softmax", "softmin"));
  EXPECT_TRUE(refused_with("architecture", "softmax", "cnn3"));
  EXPECT_TRUE(refused_with("input", "\"kind\":\"embedding\"", "\"kind\":\"smell\""));
  EXPECT_TRUE(refused_with("input", "\"kind\":\"embedding\"", "\"kind\":\"chunks\""));
  EXPECT_TRUE(refused_with("input", "\"kind\":\"embedding\"", "\"kind\":\"statistics\""));
  EXPECT_TRUE(refused_with("input", "\"network\":\"musicnn\"", "\"network\":7"));
  EXPECT_TRUE(refused_with("input", "\"musicnn\"", "\"\""));
  EXPECT_TRUE(refused_with("input", "\"weights\"", "\"height\""));
  EXPECT_TRUE(refused_with("input", "0123456789abcdef", "0123456789ABCDEF"));
  EXPECT_TRUE(refused_with("input", "0123456789abcdef", ""));
  for (const char* patches : {"0", "-1", "1048577", "4294967306", "1.5", "\"10\"", "null"}) {
    EXPECT_TRUE(refused_with("input", "\"patches\":10", std::string("\"patches\":") + patches)) << patches;
  }
  for (const char* shape : {"[1,13]", "[1,12,1]", "[1,14,1]", "[13,1,1]", "[2,13,1]", "[1,13,2]", "[1,0,1]",
                            "7", "[1,4294967309,1]", "[1,1000000,1]", "[]", "[1,\"13\",1]"}) {
    EXPECT_TRUE(refused_with("architecture", "[1,13,1]", shape)) << shape;
  }
  EXPECT_TRUE(refused_with("genres", "\"g0\",", ""));
  EXPECT_TRUE(refused_with("genres", "\"g0\",", "\"g0\",\"g7\","));
}

TEST_F(SoftmaxFile, SizesAreThoseOfTheFileBeforeAnythingIsBuilt) {
  std::string many = "[\"a\"";
  for (int i = 0; i < 100000; ++i) many += ",\"a\"";
  edit([&](TensorFile& file) { file.metadata["genres"] = many + "]"; });
  EXPECT_TRUE(refused("dense.bias is not of one number a genre"));
  edit([&](TensorFile& file) {
    file.metadata["genres"] = many + "]";
    auto& bias = *std::ranges::find(file.tensors, "dense.bias", &NamedTensor::name);
    bias.values.assign(100001, 0);
    bias.shape = {100001};
  });
  EXPECT_TRUE(refused("dense.kernel is not of one number an input and genre"));
}

TEST_F(SoftmaxFile, MetadataThatAreMissing) {
  for (const char* key : {"architecture", "input", "genres"}) {
    edit([&](TensorFile& file) { file.metadata.erase(key); });
    EXPECT_TRUE(refused(key));
    for (const char* text : {"", "{", "7", "null", "[]", "{}", "\"x\""}) {
      edit([&](TensorFile& file) { file.metadata[key] = text; });
      EXPECT_TRUE(refused(edited_.string())) << key << " = " << text;
    }
  }
}

TEST_F(SoftmaxFile, MissingRenamedAndExtraTensors) {
  for (const NamedTensor& tensor : read_safetensors(path_).tensors) {
    edit([&](TensorFile& file) {
      std::erase_if(file.tensors, [&](const auto& each) { return each.name == tensor.name; });
    });
    EXPECT_TRUE(refused(tensor.name));
    edit([&](TensorFile& file) {
      auto& changed = *std::ranges::find(file.tensors, tensor.name, &NamedTensor::name);
      changed.shape.push_back(1);
    });
    EXPECT_TRUE(refused(tensor.name));
  }
  edit([](TensorFile& file) { file.tensors.push_back({.name = "conv1.bias", .shape = {1}, .values = {0}}); });
  EXPECT_TRUE(refused("conv1.bias"));
}

TEST_F(SoftmaxFile, DamageIsRefusedOrHarmless) {
  const std::string bytes = read_bytes(path_);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i * 5 % 8)));
    std::filesystem::remove(edited_);
    write_bytes(edited_, damaged);
    try {
      const Prediction prediction = Classifier::load(edited_).predict(dataset_.chunks, Workers(1));
      EXPECT_TRUE(prediction.log_probabilities.allFinite()) << i;
    } catch (const Error&) {
    }
    if (i % 16 != 0) continue;
    write_bytes(edited_, bytes.substr(0, i));
    EXPECT_TRUE(refused(edited_.string())) << i;
  }
}

}  // namespace
}  // namespace mrec::genre
