#include "mrec/core/tensor_map.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mrec/core/error.h"
#include "mrec/core/safetensors.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec {
namespace {

using testing::read_bytes;
using testing::TempFolder;
using testing::throws_error;
using testing::write_bytes;

const std::map<std::string, std::string> kMetadata{{"by", "Bj\xC3\xB6rk \"x\"\n"}, {"empty", ""}};

/// One array of every kind of number.
struct Numbers {
  std::vector<double> wide{1.5, -1e300};
  std::vector<std::uint64_t> hashes{~std::uint64_t{0}, 1, 2};
  std::vector<float> floats{1, -2, 3e38F, 0};
  std::vector<std::uint32_t> rows{~std::uint32_t{0}};
  std::vector<std::uint16_t> years{65535, 1999, 0};
  std::vector<std::uint8_t> bytes{255, 0, 7};
  std::vector<float> none;

  std::vector<ArrayBytes> arrays() const {
    return {
        array_bytes("wide", {2}, std::span(wide)),        array_bytes("hashes", {3, 1}, std::span(hashes)),
        array_bytes("floats", {2, 2}, std::span(floats)), array_bytes("none", {0, 5}, std::span(none)),
        array_bytes("rows", {}, std::span(rows)),         array_bytes("years", {3}, std::span(years)),
        array_bytes("bytes", {3}, std::span(bytes))};
  }
};

template <class T>
void expect_numbers(const TensorMap& map, const char* name, const std::vector<std::uint64_t>& shape,
                    const std::vector<T>& expected) {
  const std::span<const T> shaped = map.numbers<T>(name, shape);
  EXPECT_EQ(std::vector<T>(shaped.begin(), shaped.end()), expected) << name;
  const std::span<const T> any = map.numbers<T>(name);
  EXPECT_EQ(any.data(), shaped.data()) << name;
  EXPECT_EQ(any.size(), shaped.size()) << name;
}

void expect_all(const TensorMap& map) {
  const Numbers numbers;
  EXPECT_EQ(map.metadata(), kMetadata);
  expect_numbers(map, "wide", {2}, numbers.wide);
  expect_numbers(map, "hashes", {3, 1}, numbers.hashes);
  expect_numbers(map, "floats", {2, 2}, numbers.floats);
  expect_numbers(map, "none", {0, 5}, numbers.none);
  expect_numbers(map, "rows", {}, numbers.rows);
  expect_numbers(map, "years", {3}, numbers.years);
  expect_numbers(map, "bytes", {3}, numbers.bytes);
}

TEST(TensorMap, WhatIsWrittenComesBack) {
  const TempFolder folder;
  write_tensor_map(folder / "x", kMetadata, Numbers().arrays());
  expect_all(TensorMap::of_file(folder / "x"));
  const std::string bytes = read_bytes(folder / "x");
  EXPECT_EQ(bytes, tensor_map_bytes(kMetadata, Numbers().arrays()));
  expect_all(TensorMap::of_bytes(bytes, "x"));
  expect_all(TensorMap::of_bytes(std::string(bytes), "x"));  // the bytes need not stay
}

TEST(TensorMap, StaysWhereItIsWhenMoved) {
  for (const bool in_file : {true, false}) {
    const TempFolder folder;
    write_tensor_map(folder / "x", kMetadata, Numbers().arrays());
    TensorMap map =
        in_file ? TensorMap::of_file(folder / "x") : TensorMap::of_bytes(read_bytes(folder / "x"), "x");
    const float* floats = map.numbers<float>("floats").data();
    TensorMap moved = std::move(map);
    EXPECT_EQ(moved.numbers<float>("floats").data(), floats);
    map = TensorMap();
    map = std::move(moved);
    EXPECT_EQ(map.numbers<float>("floats").data(), floats);
    expect_all(map);
  }
}

TEST(TensorMap, BeginsAtALineOfTheCacheWhateverTheHeader) {
  for (std::size_t length = 0; length < 70; ++length) {
    const std::map<std::string, std::string> metadata{{"k", std::string(length, 'x')}};
    const TensorMap map = TensorMap::of_bytes(tensor_map_bytes(metadata, Numbers().arrays()), "x");
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(map.numbers<double>("wide").data()) % 64, 0U) << length;
    EXPECT_EQ(map.metadata(), metadata);
  }
}

TEST(TensorMap, ArraysComeInTheOrderOfTheirBytes) {
  const TensorMap map = TensorMap::of_bytes(tensor_map_bytes({}, Numbers().arrays()), "x");
  std::vector<std::string> names;
  for (const ArrayBytes& array : map.arrays()) names.push_back(array.name);
  EXPECT_EQ(names, (std::vector<std::string>{"wide", "hashes", "floats", "none", "rows", "years", "bytes"}));
  EXPECT_EQ(tensor_map_bytes({}, map.arrays()), tensor_map_bytes({}, Numbers().arrays()));
}

TEST(TensorMap, FloatsAreSafetensorsLikeOthers) {
  const TempFolder folder;
  const std::vector<float> numbers{1, 2, 3, 4, 5, 6};
  write_tensor_map(folder / "x", kMetadata, {array_bytes("t", {2, 3}, std::span(numbers))});
  const TensorFile file = read_safetensors(folder / "x");
  EXPECT_EQ(file.metadata, kMetadata);
  EXPECT_EQ(file.tensor("t").shape, (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(file.tensor("t").values, numbers);
}

TEST(TensorMap, AnArrayOfAnotherKindIsNone) {
  const TensorMap map = TensorMap::of_bytes(tensor_map_bytes({}, Numbers().arrays()), "x");
  const auto refused = [&](const std::string& name, auto look) {
    return throws_error(ErrorKind::kFormat, "the array \"" + name + "\" is missing or of another kind", look);
  };
  EXPECT_TRUE(refused("other", [&] { map.numbers<float>("other"); }));
  EXPECT_TRUE(refused("", [&] { map.numbers<float>(""); }));
  EXPECT_TRUE(refused("rows", [&] { map.numbers<float>("rows"); }));
  EXPECT_TRUE(refused("wide", [&] { map.numbers<std::uint64_t>("wide"); }));
  EXPECT_TRUE(refused("floats", [&] { map.numbers<float>("floats", {4}); }));
  EXPECT_TRUE(refused("floats", [&] { map.numbers<float>("floats", {2, 2, 1}); }));
  EXPECT_TRUE(refused("years", [&] { map.numbers<std::uint16_t>("years", {4}); }));
}

/// A file of one array that some other program wrote, without care for where its data begin.
std::string foreign_file(std::string_view dtype, std::size_t bytes, std::size_t blanks) {
  std::string header = R"({"t":{"dtype":")" + std::string(dtype) + R"(","shape":[2],"data_offsets":[0,)" +
                       std::to_string(bytes) + "]}}";
  header.resize((8 + header.size() + 63) / 64 * 64 - 8 + blanks, ' ');
  std::string length(8, '\0');
  length[0] = static_cast<char>(header.size());
  return length + header + std::string(bytes, '\1');
}

TEST(TensorMap, NumbersThatLieAskewAreRefused) {
  const auto looks = [](std::size_t blanks, auto number) {
    using T = decltype(number);
    const TensorMap map = TensorMap::of_bytes(foreign_file(dtype_of<T>(), 2 * sizeof(T), blanks), "x");
    try {
      return map.numbers<T>("t").size() == 2;
    } catch (const Error&) {
      return false;
    }
  };
  for (std::size_t blanks = 0; blanks < 8; ++blanks) {
    EXPECT_EQ(looks(blanks, 0.0), blanks % 8 == 0) << blanks;
    EXPECT_EQ(looks(blanks, 0.0F), blanks % 4 == 0) << blanks;
    EXPECT_EQ(looks(blanks, std::uint16_t{}), blanks % 2 == 0) << blanks;
    EXPECT_TRUE(looks(blanks, std::uint8_t{})) << blanks;
  }
}

TEST(TensorMap, EveryTruncationIsSeenAndNamesTheFile) {
  const std::string bytes = tensor_map_bytes(kMetadata, Numbers().arrays());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, "lib.index: ", [&] {
      TensorMap::of_bytes(bytes.substr(0, size), "lib.index");
    })) << size;
  }
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "bytes after the last tensor",
                           [&] { TensorMap::of_bytes(bytes + 'x', "lib.index"); }));
}

TEST(TensorMap, AFlippedBitIsAnErrorOrLeavesArraysWithinTheFile) {
  const std::string bytes = tensor_map_bytes(kMetadata, Numbers().arrays());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ (1U << i % 8));
    std::size_t total = 0;
    try {
      const TensorMap map = TensorMap::of_bytes(damaged, "x");
      for (const ArrayBytes& array : map.arrays()) total += array.bytes.size();
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kFormat);
      continue;
    }
    EXPECT_LT(total, bytes.size()) << i;
  }
}

TEST(TensorMap, AFileThatIsNotThereIsAnotherError) {
  const TempFolder folder;
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "none", [&] { TensorMap::of_file(folder / "none"); }));
  write_bytes(folder / "empty", "");
  EXPECT_TRUE(
      throws_error(ErrorKind::kFormat, "empty: is too short", [&] { TensorMap::of_file(folder / "empty"); }));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, folder.path().string(),
                           [&] { write_tensor_map(folder.path(), {}, Numbers().arrays()); }));
}

}  // namespace
}  // namespace mrec
