#include "mrec/embedding/musicnn_import.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mrec/core/error.h"
#include "support/data_folders.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"
#include "support/tensorflow_bundle.h"

namespace mrec::embedding {
namespace {

using testing::read_bytes;
using testing::throws_error;

const std::filesystem::path kShipped = testing::model_file("musicnn.safetensors");

/// What the published checkpoint calls an array.
std::string checkpoint_name(const std::string& name) {
  static const std::vector<std::pair<std::string, std::string>> layers = {
      {"input.bn", "batch_normalization"},
      {"frontend.timbral38.conv", "conv2d"},
      {"frontend.timbral38.bn", "batch_normalization_1"},
      {"frontend.timbral67.conv", "conv2d_1"},
      {"frontend.timbral67.bn", "batch_normalization_2"},
      {"frontend.temporal128.conv", "conv2d_2"},
      {"frontend.temporal128.bn", "batch_normalization_3"},
      {"frontend.temporal64.conv", "conv2d_3"},
      {"frontend.temporal64.bn", "batch_normalization_4"},
      {"frontend.temporal32.conv", "conv2d_4"},
      {"frontend.temporal32.bn", "batch_normalization_5"},
      {"midend.1.conv", "conv2d_5"},
      {"midend.1.bn", "batch_normalization_6"},
      {"midend.2.conv", "conv2d_6"},
      {"midend.2.bn", "batch_normalization_7"},
      {"midend.3.conv", "conv2d_7"},
      {"midend.3.bn", "batch_normalization_8"},
      {"backend.pool.bn", "batch_normalization_9"},
      {"backend.dense.bn", "batch_normalization_10"},
      {"backend.dense", "dense"},
      {"backend.output", "dense_1"}};
  const auto end = name.rfind('.');
  const auto found =
      std::ranges::find(layers, name.substr(0, end), &std::pair<std::string, std::string>::first);
  return found->second + "/" + name.substr(end + 1);
}

/// The arrays of the published checkpoint, those of the optimiser among them.
std::vector<NamedTensor> published() {
  std::vector<NamedTensor> arrays = read_safetensors(kShipped).tensors;
  for (NamedTensor& array : arrays) array.name = checkpoint_name(array.name);
  arrays.push_back({.name = "beta1_power", .shape = {}, .values = {0.9F}});
  arrays.push_back({.name = "beta2_power", .shape = {}, .values = {0.99F}});
  arrays.push_back({.name = "dense_1/bias/Adam", .shape = {50}, .values = std::vector<float>(50)});
  arrays.push_back({.name = "dense_1/bias/Adam_1", .shape = {50}, .values = std::vector<float>(50)});
  return arrays;
}

class MusicnnImport : public ::testing::Test {
 protected:
  /// That the published checkpoint is refused with this reason once `change` was done to it.
  void expect_refusal(const std::string& reason,
                      const std::function<void(std::vector<NamedTensor>&)>& change) {
    std::vector<NamedTensor> arrays = published();
    change(arrays);
    const auto index = testing::write_bundle(folder_ / "other", arrays);
    EXPECT_TRUE(throws_error(ErrorKind::kFormat,
                             index.string() + ": is not the published MSD_musicnn: " + reason +
                                 ": give the folder MSD_musicnn of the unpacked package musicnn 0.1.0",
                             [&] { import_musicnn(index); }));
  }

  static NamedTensor& named(std::vector<NamedTensor>& arrays, std::string_view name) {
    return *std::ranges::find(arrays, name, &NamedTensor::name);
  }

  testing::TempFolder folder_;
};

/// The shipped file gives the checkpoint, and the checkpoint must give the shipped file.
TEST_F(MusicnnImport, MakesTheShippedFile) {
  const auto index = testing::write_bundle(folder_ / "published", published());
  write_safetensors(folder_ / "made.safetensors", import_musicnn(index));
  EXPECT_TRUE(read_bytes(folder_ / "made.safetensors") == read_bytes(kShipped));
}

TEST_F(MusicnnImport, TheShippedFileSaysWhatItIs) {
  const TensorFile file = read_safetensors(kShipped);
  EXPECT_EQ(file.value("format"), "mrec-musicnn");
  EXPECT_EQ(file.value("version"), "1");
  EXPECT_NE(file.value("license").find("Copyright (c) Music Technology Group"), std::string::npos);
  const auto tags = nlohmann::json::parse(file.value("tags"));
  ASSERT_EQ(tags.size(), 50U);
  EXPECT_EQ(tags[0], "rock");
  EXPECT_EQ(tags[49], "happy");
  std::size_t count = 0;
  for (const NamedTensor& tensor : file.tensors) count += tensor.values.size();
  EXPECT_EQ(count, 792079U);
}

TEST_F(MusicnnImport, OtherWeightsAreRefused) {
  expect_refusal("it has the same arrays with other values",
                 [](auto& arrays) { named(arrays, "dense_1/bias").values[49] += 1; });
}

TEST_F(MusicnnImport, OtherNetworksAreRefused) {
  expect_refusal("it holds a variable \"1CNN/bias\"",
                 [](auto& arrays) { arrays.push_back({.name = "1CNN/bias", .shape = {1}, .values = {0}}); });
  expect_refusal("it lacks the variable \"conv2d_7/bias\"",
                 [](auto& arrays) { named(arrays, "conv2d_7/bias").name = "conv2d_7/bias/Adam"; });
}

TEST_F(MusicnnImport, OtherShapesAreRefused) {
  expect_refusal("its variable \"conv2d/kernel\" has shape 38 x 7 x 1 x 204, not 7 x 38 x 1 x 204",
                 [](auto& arrays) {
                   named(arrays, "conv2d/kernel").shape = {38, 7, 1, 204};
                 });
  expect_refusal("its variable \"batch_normalization/beta\" has shape one number, not 1",
                 [](auto& arrays) { named(arrays, "batch_normalization/beta").shape = {}; });
}

TEST_F(MusicnnImport, DamageIsNamedWithTheVariable) {
  const auto index = testing::write_bundle(folder_ / "published", published());
  const auto data = folder_ / "published.data-00000-of-00001";
  const std::string good = read_bytes(data);
  std::string bad = good;
  bad[2] ^= 0x10;
  testing::write_bytes(data, bad);
  EXPECT_TRUE(throws_error(ErrorKind::kFormat,
                           "the checksum of variable \"dense/bias\" does not fit its data",
                           [&] { import_musicnn(index); }));
  testing::write_bytes(data, good.substr(0, 100'000));
  EXPECT_TRUE(
      throws_error(ErrorKind::kFormat, data.string() + ": is cut short", [&] { import_musicnn(index); }));
}

}  // namespace
}  // namespace mrec::embedding
