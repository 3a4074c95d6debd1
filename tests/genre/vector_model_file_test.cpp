// The file of a classifier of vectors; what holds of every model's file is tested in
// classifier_file_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <span>

#include "mrec/core/safetensors.h"
#include "mrec/genre/learn.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

using testing::read_bytes;
using testing::throws_error;
using testing::write_bytes;

class VectorModelFile : public ::testing::Test {
 protected:
  VectorModelFile() { train(dataset_).save(path_); }

  static Classifier train(const Dataset& dataset, Architecture architecture = Architecture::kLogistic,
                          TrackInput input = TrackInput::kEmbedding) {
    const Recipe recipe{.architecture = architecture, .input = input};
    return learn(std::span(&recipe, 1), dataset, testing::learn_all(dataset), Workers(1), {}).classifier;
  }

  TrackVerdict judge(const Classifier& classifier, std::size_t track = 0) const {
    return classifier.judge([&](TrackInput input) { return dataset_.samples(track, input); }, Workers(1));
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
  const Dataset dataset_ =
      testing::toy_dataset({.genres = 3, .tracks = 4}, {TrackInput::kEmbedding, TrackInput::kTimbre});
};

TEST_F(VectorModelFile, RoundTripGivesTheSameVerdictsAndBytes) {
  for (const Architecture architecture :
       {Architecture::kLogistic, Architecture::kLda, Architecture::kSvm, Architecture::kKnn}) {
    const Classifier classifier = train(dataset_, architecture);
    classifier.save(path_);
    const Classifier loaded = Classifier::load(path_);
    for (std::size_t track = 0; track < dataset_.tracks.size(); ++track) {
      EXPECT_EQ(judge(loaded, track).probabilities, judge(classifier, track).probabilities)
          << name_of(architecture);
    }
    loaded.save(folder_ / "again.safetensors");
    EXPECT_EQ(read_bytes(folder_ / "again.safetensors"), read_bytes(path_)) << name_of(architecture);
  }
}

TEST_F(VectorModelFile, RoundTripOfSeveralGenresATrack) {
  Dataset dataset = testing::toy_dataset({.genres = 3, .tracks = 4}, {TrackInput::kEmbedding});
  dataset.multi_label = true;
  dataset.tracks.front().genres.push_back(2);
  for (const Architecture architecture : {Architecture::kLogistic, Architecture::kSvm, Architecture::kKnn}) {
    const Classifier classifier = train(dataset, architecture);
    classifier.save(path_);
    const Classifier loaded = Classifier::load(path_);
    EXPECT_TRUE(loaded.design().multi_label);
    for (std::size_t track = 0; track < dataset.tracks.size(); ++track) {
      EXPECT_EQ(judge(loaded, track).probabilities, judge(classifier, track).probabilities)
          << name_of(architecture);
    }
    loaded.save(folder_ / "again.safetensors");
    EXPECT_EQ(read_bytes(folder_ / "again.safetensors"), read_bytes(path_)) << name_of(architecture);
    EXPECT_TRUE(refused_with("members", name_of(architecture), "lda")) << name_of(architecture);
  }
}

TEST_F(VectorModelFile, RoundTripKeepsTheDesign) {
  const Classifier loaded = Classifier::load(path_);
  const MemberDesign& member = loaded.members()[0].design();
  EXPECT_EQ(member.architecture, Architecture::kLogistic);
  EXPECT_EQ(member.input, TrackInput::kEmbedding);
  EXPECT_EQ(member.shape, dataset_.table(TrackInput::kEmbedding).shape());
  EXPECT_EQ(loaded.design().embedding, dataset_.embedding);
  EXPECT_TRUE(loaded.provenance().empty());
}

TEST_F(VectorModelFile, RoundTripOfTimbre) {
  Dataset dataset = testing::toy_dataset({.genres = 3, .tracks = 4}, {TrackInput::kTimbre});
  train(dataset, Architecture::kLda, TrackInput::kTimbre).save(edited_);
  const Classifier loaded = Classifier::load(edited_);
  EXPECT_EQ(loaded.members()[0].design().input, TrackInput::kTimbre);
  EXPECT_FALSE(loaded.design().embedding);
  EXPECT_EQ(loaded.design().features, dataset.options);
  EXPECT_EQ(loaded.members()[0].design().shape, dataset.table(TrackInput::kTimbre).shape());
}

TEST_F(VectorModelFile, VersionOneIsRead) {
  const TrackVerdict expected = judge(Classifier::load(path_));
  edit([](TensorFile& file) {
    file.metadata["version"] = "1";
    file.metadata.erase("members");
    file.metadata["architecture"] = R"({"name":"softmax","input":[1,13,1]})";
    std::string input = file.metadata["embedding"];
    file.metadata.erase("embedding");
    input.insert(1, R"("kind":"embedding",)");
    file.metadata["input"] = input;
  });
  const Classifier loaded = Classifier::load(edited_);
  EXPECT_EQ(judge(loaded).probabilities, expected.probabilities);
  EXPECT_TRUE(loaded.provenance().empty());
}

TEST_F(VectorModelFile, DesignsThatCannotBe) {
  EXPECT_TRUE(refused_with("members", "logistic", "logic"));
  EXPECT_TRUE(refused_with("members", "logistic", "course"));
  EXPECT_TRUE(refused_with("members", "logistic", "svm"));
  EXPECT_TRUE(refused_with("members", "\"embedding\"", "\"smell\""));
  EXPECT_TRUE(refused_with("members", "\"embedding\"", "\"chunks\""));
  EXPECT_TRUE(refused_with("members", "\"embedding\"", "\"statistics\""));
  EXPECT_TRUE(refused_with("embedding", "\"network\":\"musicnn\"", "\"network\":7"));
  EXPECT_TRUE(refused_with("embedding", "\"musicnn\"", "\"\""));
  EXPECT_TRUE(refused_with("embedding", "\"weights\"", "\"height\""));
  EXPECT_TRUE(refused_with("embedding", "0123456789abcdef", "0123456789ABCDEF"));
  EXPECT_TRUE(refused_with("embedding", "0123456789abcdef", ""));
  for (const char* patches : {"0", "-1", "1048577", "4294967306", "1.5", "\"10\"", "null"}) {
    EXPECT_TRUE(refused_with("embedding", "\"patches\":10", std::string("\"patches\":") + patches))
        << patches;
  }
  for (const char* shape : {"[1,13]", "[1,12,1]", "[1,14,1]", "[13,1,1]", "[2,13,1]", "[1,13,2]", "[1,0,1]",
                            "7", "[1,4294967309,1]", "[1,1000000,1]", "[]", "[1,\"13\",1]"}) {
    EXPECT_TRUE(refused_with("members", "[1,13,1]", shape)) << shape;
  }
  EXPECT_TRUE(refused_with("members", "[{", "[[{"));
  EXPECT_TRUE(refused_with("genres", "\"g0\",", ""));
  EXPECT_TRUE(refused_with("genres", "\"g0\",", "\"g0\",\"g7\","));
}

TEST_F(VectorModelFile, MetadataThatAreMissing) {
  for (const char* key : {"members", "embedding", "genres"}) {
    edit([&](TensorFile& file) { file.metadata.erase(key); });
    EXPECT_TRUE(refused(key));
    for (const char* text : {"", "{", "7", "null", "[]", "{}", "\"x\""}) {
      edit([&](TensorFile& file) { file.metadata[key] = text; });
      EXPECT_TRUE(refused(edited_.string())) << key << " = " << text;
    }
  }
}

TEST_F(VectorModelFile, MissingRenamedAndExtraTensors) {
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

TEST_F(VectorModelFile, DamageIsRefusedOrHarmless) {
  const std::string bytes = read_bytes(path_);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i * 5 % 8)));
    std::filesystem::remove(edited_);
    write_bytes(edited_, damaged);
    try {
      EXPECT_TRUE(judge(Classifier::load(edited_)).probabilities.allFinite()) << i;
    } catch (const Error&) {
    }
    if (i % 16 != 0) continue;
    write_bytes(edited_, bytes.substr(0, i));
    EXPECT_TRUE(refused(edited_.string())) << i;
  }
}

}  // namespace
}  // namespace mrec::genre
