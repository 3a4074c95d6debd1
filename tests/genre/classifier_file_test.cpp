#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "mrec/core/safetensors.h"
#include "mrec/genre/classifier.h"
#include "mrec/genre/network_trainer.h"
#include "support/expect_close.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

using testing::read_bytes;
using testing::throws_error;
using testing::write_bytes;

/// A small classifier that has learnt a little, and its file.
class ClassifierFile : public ::testing::Test {
 protected:
  ClassifierFile() {
    Classifier classifier = trained();
    classifier.provenance() = {{"command", "mrec train \"ä\".jsonl"}, {"seed", "1"}};
    classifier.save(path_);
    expected_ = judge(classifier);
  }

  Classifier trained() const {
    const MemberDesign design{.architecture = Architecture::kCourse, .input = TrackInput::kChunks};
    TrainedNetwork network = train_network(dataset_, testing::learn_all(dataset_), design,
                                           {.epochs = 1, .batch = 8}, Workers(1), {});
    std::vector<Member> members;
    members.push_back(std::move(network.member));
    return {{.features = dataset_.options, .genres = dataset_.genres}, std::move(members)};
  }

  TrackVerdict judge(const Classifier& classifier) const {
    return classifier.judge([this](TrackInput input) { return dataset_.samples(0, input); }, workers_);
  }

  /// Writes the file again with something changed.
  void edit(const std::function<void(TensorFile&)>& change) const {
    TensorFile file = read_safetensors(path_);
    change(file);
    write_safetensors(edited_, file);
  }

  ::testing::AssertionResult refused(const std::string& part) const {
    const auto result = throws_error(ErrorKind::kFormat, part, [&] { Classifier::load(edited_); });
    return result
               ? throws_error(ErrorKind::kFormat, edited_.string() + ": ", [&] { Classifier::load(edited_); })
               : result;
  }

  /// A damaged file is refused by name, or gives a model that answers with finite numbers or not at all.
  ::testing::AssertionResult harmless(const std::string& bytes) const {
    std::filesystem::remove(edited_);
    write_bytes(edited_, bytes);
    try {
      const Classifier classifier = Classifier::load(edited_);
      if (classifier.members()[0].design().shape != dataset_.table(TrackInput::kChunks).shape()) {
        return ::testing::AssertionFailure() << "another shape was taken";
      }
      return answers_well(classifier);
    } catch (const Error& error) {
      if (std::string(error.what()).starts_with(edited_.string() + ": "))
        return ::testing::AssertionSuccess();
      return ::testing::AssertionFailure() << "the file is not named: " << error.what();
    }
  }

  ::testing::AssertionResult answers_well(const Classifier& classifier) const {
    try {
      const TrackVerdict verdict = judge(classifier);
      if (verdict.scores.allFinite() && verdict.embedding.allFinite()) {
        return ::testing::AssertionSuccess();
      }
      return ::testing::AssertionFailure() << "predictions that are not finite";
    } catch (const Error&) {
      return ::testing::AssertionSuccess();
    }
  }

  const Workers workers_{1};
  const testing::TempFolder folder_;
  const std::filesystem::path path_ = folder_ / "model.safetensors";
  const std::filesystem::path edited_ = folder_ / "edited.safetensors";
  const Dataset dataset_ = testing::toy_dataset({.genres = 3, .tracks = 2});
  TrackVerdict expected_;
};

NamedTensor& tensor_of(TensorFile& file, const std::string& name) {
  return *std::ranges::find(file.tensors, name, &NamedTensor::name);
}

void replace(std::string& text, const std::string& from, const std::string& to) {
  const std::size_t place = text.find(from);
  ASSERT_NE(place, std::string::npos) << "no " << from << " in " << text;
  text.replace(place, from.size(), to);
}

TEST_F(ClassifierFile, RoundTripGivesTheSamePredictionsAndBytes) {
  const Classifier loaded = Classifier::load(path_);
  const TrackVerdict actual = judge(loaded);
  EXPECT_EQ(actual.scores, expected_.scores);
  EXPECT_EQ(actual.embedding, expected_.embedding);
  loaded.save(folder_ / "again.safetensors");
  EXPECT_EQ(read_bytes(folder_ / "again.safetensors"), read_bytes(path_));
}

TEST_F(ClassifierFile, RoundTripKeepsTheDesignAndItsOrigin) {
  const Classifier loaded = Classifier::load(path_);
  EXPECT_EQ(loaded.design().features, dataset_.options);
  EXPECT_EQ(loaded.design().genres, dataset_.genres);
  EXPECT_FALSE(loaded.design().multi_label);
  EXPECT_EQ(loaded.design().calibration, Calibration{});
  ASSERT_EQ(loaded.members().size(), 1U);
  const MemberDesign& member = loaded.members()[0].design();
  EXPECT_EQ(member.architecture, Architecture::kCourse);
  EXPECT_EQ(member.input, TrackInput::kChunks);
  EXPECT_EQ(member.shape, dataset_.table(TrackInput::kChunks).shape());
  EXPECT_EQ(member.network.third_pool, 2);
  EXPECT_EQ(member.network.dropout, 0.3);
  EXPECT_EQ(member.learning_rate, 1e-3);
  const std::map<std::string, std::string> provenance = {{"command", "mrec train \"ä\".jsonl"},
                                                         {"seed", "1"}};
  EXPECT_EQ(loaded.provenance(), provenance);
}

TEST_F(ClassifierFile, RoundTripKeepsTheCalibration) {
  Classifier classifier = trained();
  classifier.calibrate({.temperature = 1.7, .unknown_below = 0.4});
  classifier.save(edited_);
  EXPECT_EQ(Classifier::load(edited_).design().calibration, (Calibration{1.7, 0.4}));
  for (const char* bad : {R"({"temperature":0})", R"({"temperature":-1})", R"({"temperature":1e999})", "{}",
                          "7", R"({"temperature":1,"unknown_below":"x"})"}) {
    edit([&](TensorFile& file) { file.metadata["calibration"] = bad; });
    EXPECT_TRUE(refused("")) << bad;
  }
}

TEST_F(ClassifierFile, LearningRateMayBeMissingAndMustBeOne) {
  const auto edit_rate = [this](const std::string& rate) {
    edit([&](TensorFile& file) {
      std::string& members = file.metadata["members"];
      const std::string written = R"("learning_rate":0.001,)";
      const std::size_t place = members.find(written);
      ASSERT_NE(place, std::string::npos);
      members.replace(place, written.size(), rate);
    });
  };
  edit_rate("");
  EXPECT_FALSE(Classifier::load(edited_).members()[0].design().learning_rate);
  for (const char* bad : {"0", "-1", "2", "1e999", R"("x")"}) {
    edit_rate(R"("learning_rate":)" + std::string(bad) + ",");
    EXPECT_TRUE(refused("")) << bad;
  }
}

TEST_F(ClassifierFile, RoundTripOfSeveralMembers) {
  std::vector<Member> members;
  for (const double weight : {2.0, 1.0}) {
    const Classifier one = trained();
    MemberDesign design = one.members()[0].design();
    design.weight = weight;
    members.push_back(load_member(design, one.members()[0].state(), 3, false));
  }
  const Classifier blend({.features = dataset_.options, .genres = dataset_.genres}, std::move(members));
  blend.save(edited_);
  const Classifier loaded = Classifier::load(edited_);
  ASSERT_EQ(loaded.members().size(), 2U);
  EXPECT_EQ(loaded.members()[0].design().weight, 2);
  EXPECT_EQ(judge(loaded).probabilities, judge(blend).probabilities);
  loaded.save(folder_ / "again.safetensors");
  EXPECT_EQ(read_bytes(folder_ / "again.safetensors"), read_bytes(edited_));
  TensorFile file = read_safetensors(edited_);
  std::erase_if(file.tensors,
                [](const NamedTensor& tensor) { return tensor.name == "member1.conv2.kernel"; });
  write_safetensors(edited_, file);
  EXPECT_TRUE(refused("conv2.kernel"));
}

TEST_F(ClassifierFile, VersionOneIsRead) {
  edit([](TensorFile& file) {
    file.metadata["version"] = "1";
    file.metadata.erase("members");
    file.metadata["architecture"] = R"({"name":"cnn3","input":[40,13,1],"third_pool":2,"dropout":0.3})";
  });
  const Classifier loaded = Classifier::load(edited_);
  EXPECT_EQ(loaded.members()[0].design().architecture, Architecture::kCourse);
  EXPECT_EQ(judge(loaded).scores, expected_.scores);
}

TEST_F(ClassifierFile, TruncatedAnywhere) {
  const std::string bytes = read_bytes(path_);
  std::vector<std::size_t> lengths = {
      0, 1, 7, 8, 9, 100, bytes.size() - 1, bytes.size() - 4, bytes.size() - 5};
  for (std::size_t tenth = 1; tenth < 10; ++tenth) lengths.push_back(bytes.size() * tenth / 10);
  for (const std::size_t length : lengths) {
    write_bytes(edited_, bytes.substr(0, length));
    EXPECT_TRUE(refused(edited_.string())) << length;
  }
}

TEST_F(ClassifierFile, MoreThanTheFile) {
  write_bytes(edited_, read_bytes(path_) + "x");
  EXPECT_TRUE(refused("after the last tensor"));
}

TEST_F(ClassifierFile, FlippedBitsOfTheHeader) {
  const std::string bytes = read_bytes(path_);
  std::uint64_t header = 0;
  std::copy_n(bytes.data(), sizeof header, reinterpret_cast<char*>(&header));
  ASSERT_GT(header, 1000U);
  for (std::size_t i = 0; i < sizeof header + header; ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i * 5 % 8)));
    EXPECT_TRUE(harmless(damaged)) << i << " of " << header;
  }
}

TEST_F(ClassifierFile, FlippedBitsOfTheNumbers) {
  const std::string bytes = read_bytes(path_);
  constexpr std::size_t kPlaces = 200;
  for (std::size_t place = 0; place < kPlaces; ++place) {
    const std::size_t i = bytes.size() - 1 - place * (bytes.size() / 2 / kPlaces) / 4 * 4;
    for (const int bit : {6, 7}) {  // the top bits of a float: its exponent and its sign
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      EXPECT_TRUE(harmless(damaged)) << i << " bit " << bit;
    }
  }
}

TEST_F(ClassifierFile, EveryTensorWithAHugeOrNegatedValue) {
  const TensorFile whole = read_safetensors(path_);
  for (std::size_t i = 0; i < whole.tensors.size(); ++i) {
    for (const float factor : {3e38F, -1.0F}) {
      edit([&](TensorFile& file) {
        for (float& value : file.tensors[i].values) value = factor == -1.0F ? -value : factor;
      });
      EXPECT_TRUE(harmless(read_bytes(edited_))) << whole.tensors[i].name << " " << factor;
    }
  }
}

TEST_F(ClassifierFile, NegativeVariance) {
  edit([](TensorFile& file) { tensor_of(file, "norm1.moving_variance").values[5] = -1; });
  EXPECT_TRUE(refused("norm1.moving_variance"));
}

TEST_F(ClassifierFile, WeightsThatLeaveTheRange) {
  edit([](TensorFile& file) { std::ranges::fill(tensor_of(file, "dense2.kernel").values, 3e38F); });
  EXPECT_TRUE(refused("not finite"));
}

TEST_F(ClassifierFile, NotANumber) {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    for (const char* name : {"input.mean", "conv2.kernel", "norm3.gamma"}) {
      edit([&](TensorFile& file) {
        ASSERT_TRUE(std::ranges::count(file.tensors, name, &NamedTensor::name)) << name;
        tensor_of(file, name).values.back() = bad;
      });
      EXPECT_TRUE(refused(name)) << bad;
    }
  }
}

TEST_F(ClassifierFile, ForeignFiles) {
  write_safetensors(edited_, {.metadata = {{"format", "pt"}}, .tensors = {}});
  EXPECT_TRUE(refused("is not a genre model"));
  write_safetensors(edited_, {.metadata = {}, .tensors = {{.name = "weight", .shape = {1}, .values = {1}}}});
  EXPECT_TRUE(refused("is not a genre model"));
  write_bytes(edited_, "{\"format\":\"mrec-features\",\"version\":1}\n");
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(
      throws_error(ErrorKind::kIo, (folder_ / "none").string(), [&] { Classifier::load(folder_ / "none"); }));
  EXPECT_TRUE(
      throws_error(ErrorKind::kIo, folder_.path().string(), [&] { Classifier::load(folder_.path()); }));
}

TEST_F(ClassifierFile, Versions) {
  edit([](TensorFile& file) { file.metadata["version"] = "3"; });
  EXPECT_TRUE(refused("version 3, newer"));
  edit([](TensorFile& file) { file.metadata["version"] = "99999999999999999999"; });
  EXPECT_TRUE(refused("version"));
  for (const char* version : {"", "one", "0", "-1", "1x", "1.5", " 1"}) {
    edit([&](TensorFile& file) { file.metadata["version"] = version; });
    EXPECT_TRUE(refused("version")) << version;
  }
}

TEST_F(ClassifierFile, MetadataThatAreMissing) {
  for (const char* key : {"version", "members", "features", "genres"}) {
    edit([&](TensorFile& file) { file.metadata.erase(key); });
    EXPECT_TRUE(refused(key));
    for (const char* text : {"", "{", "7", "null", "[]", "{}", "[1,2,3]", "\"x\""}) {
      if (key == std::string("version") && text == std::string("7")) continue;
      edit([&](TensorFile& file) { file.metadata[key] = text; });
      EXPECT_TRUE(refused("")) << key << " = " << text;
    }
  }
}

TEST_F(ClassifierFile, UnknownArchitecture) {
  edit([](TensorFile& file) { replace(file.metadata["members"], "course", "source"); });
  EXPECT_TRUE(refused("does not know"));
}

TEST_F(ClassifierFile, ImpossibleArchitecture) {
  const std::pair<const char*, const char*> changes[] = {
      {"[40,13,1]", "[40,13]"},
      {"[40,13,1]", "[40,13,1,1]"},
      {"[40,13,1]", "[40,13,2]"},
      {"[40,13,1]", "[13,40,1]"},
      {"[40,13,1]", "[40,12,1]"},
      {"[40,13,1]", "[41,13,1]"},
      {"[40,13,1]", "[40.5,13,1]"},
      {"[40,13,1]", "[0,13,1]"},
      {"[40,13,1]", "[-40,-13,1]"},
      {"[40,13,1]", "[2000000,13,1]"},
      {"[40,13,1]", "[4294967336,13,1]"},
      {"[40,13,1]", "[1,1,1]"},
      {"\"third_pool\":2", "\"third_pool\":0"},
      {"\"third_pool\":2", "\"third_pool\":2000000000"},
      {"0.3", "1.5"},
      {"0.3", "-1"},
      {"\"weight\":1.0", "\"weight\":0.0"},
      {"\"weight\":1.0", "\"weight\":-1.0"},
      {"\"weight\":1.0", "\"weight\":1e999"},
      {"\"chunks\"", "\"clip\""},
      {"\"chunks\"", "\"embedding\""},
      {"\"chunks\"", "\"timbre\""},
  };
  for (const auto& [from, to] : changes) {
    edit([&](TensorFile& file) { replace(file.metadata["members"], from, to); });
    EXPECT_TRUE(refused("")) << from << " to " << to;
  }
}

TEST_F(ClassifierFile, FeaturesThatDoNotMakeItsChunks) {
  edit([](TensorFile& file) { replace(file.metadata["features"], "\"n_mfcc\":13", "\"n_mfcc\":12"); });
  EXPECT_TRUE(refused("chunks"));
  edit([](TensorFile& file) { replace(file.metadata["features"], "\"chunk_s\":1.0", "\"chunk_s\":2.0"); });
  EXPECT_TRUE(refused("chunks"));
  edit([](TensorFile& file) { replace(file.metadata["features"], "\"hop\":", "\"hop\":-"); });
  EXPECT_TRUE(refused("impossible feature options"));
}

TEST_F(ClassifierFile, GenresThatAreNotThoseOfTheNetwork) {
  // The message is that of the check before the network is built: millions of genres would ask for gigabytes.
  std::string many = "[\"a\"";
  for (int i = 0; i < 100000; ++i) many += ",\"a\"";
  for (const std::string& genres :
       {std::string(R"(["g0","g1"])"), std::string(R"(["g0","g1","g2","g3"])"), many + "]"}) {
    edit([&](TensorFile& file) { file.metadata["genres"] = genres; });
    EXPECT_TRUE(refused("dense2.bias is not of one number a genre")) << genres.substr(0, 40);
  }
  for (const char* genres : {R"(["g0"])", "[]"}) {
    edit([&](TensorFile& file) { file.metadata["genres"] = genres; });
    EXPECT_TRUE(refused("describes a network that cannot be")) << genres;
  }
}

TEST_F(ClassifierFile, MissingRenamedAndExtraTensors) {
  const TensorFile whole = read_safetensors(path_);
  for (const NamedTensor& tensor : whole.tensors) {
    edit([&](TensorFile& file) {
      std::erase_if(file.tensors, [&](const auto& each) { return each.name == tensor.name; });
    });
    EXPECT_TRUE(refused(tensor.name));
    edit([&](TensorFile& file) { tensor_of(file, tensor.name).name += "_"; });
    EXPECT_TRUE(refused(tensor.name));
  }
  edit(
      [](TensorFile& file) { file.tensors.push_back({.name = "dense3.bias", .shape = {1}, .values = {0}}); });
  EXPECT_TRUE(refused("dense3.bias"));
}

TEST_F(ClassifierFile, TensorsOfAnotherShape) {
  const TensorFile whole = read_safetensors(path_);
  for (const NamedTensor& tensor : whole.tensors) {
    edit([&](TensorFile& file) {  // one number more
      NamedTensor& changed = tensor_of(file, tensor.name);
      changed.values.push_back(0);
      changed.shape = {static_cast<std::int64_t>(changed.values.size())};
    });
    EXPECT_TRUE(refused(tensor.name));
    edit([&](TensorFile& file) {  // as many numbers in another form
      tensor_of(file, tensor.name).shape.push_back(1);
    });
    EXPECT_TRUE(refused(tensor.name));
    edit([&](TensorFile& file) {
      tensor_of(file, tensor.name).shape = {0};
      tensor_of(file, tensor.name).values.clear();
    });
    EXPECT_TRUE(refused(tensor.name));
  }
}

}  // namespace
}  // namespace mrec::genre
