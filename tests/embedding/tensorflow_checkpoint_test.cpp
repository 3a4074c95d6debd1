#include "mrec/embedding/tensorflow_checkpoint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/core/error.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"
#include "support/tensorflow_bundle.h"

namespace mrec::embedding {
namespace {

using testing::bundle_entry;
using testing::bundle_header;
using testing::read_bytes;
using testing::sorted_table;
using testing::throws_error;
using testing::write_bytes;

std::vector<NamedTensor> three_arrays() {
  return {{.name = "dense/kernel", .shape = {2, 3}, .values = {1, -2, 3.5F, 0, 1e-30F, 3e38F}},
          {.name = "beta1_power", .shape = {}, .values = {0.5F}},
          {.name = "dense/bias", .shape = {3}, .values = {7, 8, 9}}};
}

class Checkpoint : public ::testing::Test {
 protected:
  TensorflowCheckpoint open() const { return {index_, data_}; }

  /// Reads all; returns nothing for what is refused, which must be for being damaged.
  std::vector<NamedTensor> read_all() const {
    std::vector<NamedTensor> arrays;
    try {
      const TensorflowCheckpoint checkpoint = open();
      for (const CheckpointVariable& variable : checkpoint.variables())
        arrays.push_back(checkpoint.read(variable.name));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kFormat) << error.what();
      EXPECT_TRUE(std::string(error.what()).ends_with(": fetch or unpack the checkpoint again"))
          << error.what();
      arrays.clear();
    }
    return arrays;
  }

  /// That `bytes` in place of a file are refused or make no difference.
  void expect_no_other_content(const std::filesystem::path& file, std::string_view bytes,
                               const std::string& what) {
    write_bytes(file, bytes);
    const auto arrays = read_all();
    if (arrays.empty()) return;
    ASSERT_EQ(arrays.size(), 3U) << what;
    for (const NamedTensor& expected : three_arrays()) {
      const auto found = std::ranges::find(arrays, expected.name, &NamedTensor::name);
      ASSERT_NE(found, arrays.end()) << what;
      EXPECT_EQ(found->shape, expected.shape) << what;
      EXPECT_EQ(found->values, expected.values) << what;
    }
  }

  /// An index with one variable "v" that this message describes; 12 bytes of data.
  TensorflowCheckpoint with_entry(const std::string& message) {
    write_bytes(index_, sorted_table({{{"", bundle_header()}, {"v", message}}}));
    write_bytes(data_, kData);
    return open();
  }

  static constexpr std::string_view kData = "abcdefghijkl";
  testing::TempFolder folder_;
  std::filesystem::path index_ = testing::write_bundle(folder_ / "x", three_arrays());
  std::filesystem::path data_ = checkpoint_data(index_);
};

TEST_F(Checkpoint, WhatIsWrittenComesBack) {
  expect_no_other_content(index_, read_bytes(index_), "unchanged");
  EXPECT_EQ(read_all().size(), 3U);
}

TEST_F(Checkpoint, VariablesComeByName) {
  const auto checkpoint = open();
  ASSERT_EQ(checkpoint.variables().size(), 3U);
  EXPECT_EQ(checkpoint.variables()[0].name, "beta1_power");
  EXPECT_EQ(checkpoint.variables()[1].name, "dense/bias");
  EXPECT_EQ(checkpoint.variables()[2].name, "dense/kernel");
  EXPECT_EQ(checkpoint.variables()[2].type, 1U);
  EXPECT_EQ(checkpoint.variables()[2].shape, (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(checkpoint.variables()[2].bytes, 24U);
}

TEST_F(Checkpoint, TheDataLieBesideTheIndex) {
  EXPECT_EQ(checkpoint_data("a/model.index"), "a/model.data-00000-of-00001");
  EXPECT_EQ(checkpoint_data("a/.index"), "a/.data-00000-of-00001");
}

TEST_F(Checkpoint, EveryTruncationIsSeen) {
  for (const auto& file : {data_, index_}) {
    const std::string good = read_bytes(file);
    for (std::size_t size = 0; size < good.size(); ++size) {
      write_bytes(file, good.substr(0, size));
      EXPECT_TRUE(read_all().empty()) << file << " of " << size << " bytes";
    }
    write_bytes(file, good);
  }
  write_bytes(data_, read_bytes(data_).substr(0, 30));
  EXPECT_TRUE(
      throws_error(ErrorKind::kFormat,
                   data_.string() + ": is cut short: it ends before the end of variable \"dense/bias\"",
                   [&] { open().read("dense/bias"); }));
  EXPECT_EQ(open().read("dense/kernel").values, three_arrays()[0].values);
}

TEST_F(Checkpoint, AFlippedByteIsSeenWhereItMatters) {
  for (const auto& file : {data_, index_}) {
    const std::string good = read_bytes(file);
    for (std::size_t i = 0; i < good.size(); ++i) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ (1 << i % 8));
      expect_no_other_content(file, bad, file.string() + ", byte " + std::to_string(i));
    }
    write_bytes(file, good);
  }
}

TEST_F(Checkpoint, DamagedDataAreNamed) {
  std::string data = read_bytes(data_);
  data[3] ^= 1;
  write_bytes(data_, data);
  EXPECT_TRUE(throws_error(
      ErrorKind::kFormat,
      data_.string() +
          ": is damaged: the checksum of variable \"dense/kernel\" does not fit its data: fetch or unpack",
      [&] { open().read("dense/kernel"); }));
  EXPECT_EQ(open().read("dense/bias").values, three_arrays()[2].values);
}

TEST_F(Checkpoint, WhatIsMissingIsNamed) {
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, index_.string() + ": has no variable \"dense/gamma\"",
                           [&] { open().read("dense/gamma"); }));
}

TEST_F(Checkpoint, FilesThatCannotBeReadAreAnotherKindOfError) {
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "none.index: cannot be read (No such file or directory)",
                           [&] { TensorflowCheckpoint(folder_ / "none.index", data_); }));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "cannot be read (Is a directory)",
                           [&] { TensorflowCheckpoint(folder_.path(), data_); }));
  const TensorflowCheckpoint no_data(index_, folder_ / "none.data");
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "none.data: cannot be read", [&] { no_data.read("dense/bias"); }));
}

TEST_F(Checkpoint, OtherFilesAreRefused) {
  write_bytes(index_, std::string(100, 'x'));
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "is cut short or no checkpoint's index", [&] { open(); }));
  write_bytes(index_, sorted_table({{{"a", bundle_header()}}}));
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "does not begin as a checkpoint's index", [&] { open(); }));
  write_bytes(index_, sorted_table({{{"", bundle_header(2)}}}));
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "has 2 data files, where mrec reads one", [&] { open(); }));
  write_bytes(index_, sorted_table({{{"", bundle_header(1, 1)}}}));
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "big-endian", [&] { open(); }));
}

TEST_F(Checkpoint, VariablesOfOtherTypesAreListedButNotRead) {
  const auto checkpoint = with_entry(bundle_entry({3}, 0, kData, 3));
  EXPECT_EQ(checkpoint.variables()[0].type, 3U);
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "variable \"v\" does not hold float32 numbers",
                           [&] { checkpoint.read("v"); }));
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "is stored in slices",
                           [&] { with_entry(bundle_entry({3}, 0, kData) + "\x3A" + '\0').read("v"); }));
}

TEST_F(Checkpoint, ShapesThatDoNotFitAreRefused) {
  constexpr std::int64_t kHuge = std::int64_t{1} << 62;
  EXPECT_EQ(with_entry(bundle_entry({3}, 0, kData)).read("v").values.size(), 3U);
  for (const std::vector<std::int64_t>& shape :
       {std::vector<std::int64_t>{}, {4}, {3, 0}, {-3}, {-1, -3}, {kHuge}, {kHuge, 4, 3}, {kHuge, kHuge}}) {
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, "has a shape that does not fit its size",
                             [&] { with_entry(bundle_entry(shape, 0, kData)).read("v"); }));
  }
}

TEST_F(Checkpoint, PlacesOutsideOfTheDataAreRefused) {
  for (const std::uint64_t offset : {std::uint64_t{1}, std::uint64_t{12}, std::uint64_t{13},
                                     std::numeric_limits<std::uint64_t>::max() - 4}) {
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, "is cut short",
                             [&] { with_entry(bundle_entry({3}, offset, kData)).read("v"); }));
  }
  // A claim of 2^40 numbers costs no memory.
  const std::string huge =
      bundle_entry({std::int64_t{1} << 40}, 0, "") + "\x28" + testing::varint(std::uint64_t{1} << 42);
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "is cut short", [&] { with_entry(huge).read("v"); }));
}

}  // namespace
}  // namespace mrec::embedding
