#include "mrec/core/safetensors.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/core/error.h"
#include "support/temp_folder.h"

namespace mrec {
namespace {

using testing::read_bytes;
using testing::TempFolder;
using testing::write_bytes;

std::string little_endian(std::uint64_t number) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xFF);
  return bytes;
}

std::string bytes_of(const std::vector<float>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

std::string file_of(std::string_view header, std::string_view data) {
  return little_endian(header.size()).append(header).append(data);
}

TensorFile two_tensors() {
  return {.metadata = {{"genres", "[\"blues\"]"}, {"by", "Björk \"x\"\n"}},
          .tensors = {{.name = "b.kernel", .shape = {2, 1, 2}, .values = {1.5F, -2, 0, 3e38F}},
                      {.name = "a.scalar", .shape = {}, .values = {7}},
                      {.name = "c.empty", .shape = {0, 4}, .values = {}}}};
}

class Safetensors : public ::testing::Test {
 protected:
  /// Reads the bytes as a file, which must fail, and returns what is wrong with it.
  std::string problem_of(std::string_view bytes) {
    const auto path = folder_ / "x.safetensors";
    write_bytes(path, bytes);
    try {
      read_safetensors(path);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kFormat);
      const std::string message = error.what();
      const std::string before = path.string() + ": ";
      const std::string after = ": make the file again or fetch a whole copy";
      EXPECT_TRUE(message.starts_with(before) && message.ends_with(after)) << message;
      return message.substr(before.size(), message.size() - before.size() - after.size());
    }
    return "nothing";
  }

  /// As above for a file of one tensor "t" with this description and three numbers of data.
  std::string problem_of_tensor(const std::string& description) {
    return problem_of(file_of("{\"t\":" + description + "}", bytes_of({1, 2, 3})));
  }

  TempFolder folder_;
};

TEST_F(Safetensors, WhatIsWrittenComesBack) {
  write_safetensors(folder_ / "x.safetensors", two_tensors());
  const TensorFile file = read_safetensors(folder_ / "x.safetensors");
  EXPECT_EQ(file.metadata, two_tensors().metadata);
  ASSERT_EQ(file.tensors.size(), 3U);
  for (const NamedTensor& expected : two_tensors().tensors) {
    EXPECT_EQ(file.tensor(expected.name).shape, expected.shape);
    EXPECT_EQ(file.tensor(expected.name).values, expected.values);
  }
}

TEST_F(Safetensors, TheBytesAreThoseOfTheFormat) {
  write_safetensors(
      folder_ / "x.safetensors",
      {.metadata = {{"k", "v"}}, .tensors = {{.name = "t", .shape = {1, 2}, .values = {1, 2}}}});
  std::string header = R"({"__metadata__":{"k":"v"},"t":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}})";
  header.resize((header.size() + 7) / 8 * 8, ' ');
  EXPECT_EQ(read_bytes(folder_ / "x.safetensors"), file_of(header, bytes_of({1, 2})));
}

TEST_F(Safetensors, AFileOfNothingIsAFile) {
  write_safetensors(folder_ / "x.safetensors", {});
  EXPECT_EQ(read_bytes(folder_ / "x.safetensors"), file_of("{}      ", ""));
  EXPECT_TRUE(read_safetensors(folder_ / "x.safetensors").tensors.empty());
}

TEST_F(Safetensors, TextThatIsNotUtf8IsReplaced) {
  write_safetensors(folder_ / "x.safetensors", {.metadata = {{"path", "caf\xE9.wav"}}, .tensors = {}});
  EXPECT_EQ(read_safetensors(folder_ / "x.safetensors").value("path"), "caf\uFFFD.wav");
}

TEST_F(Safetensors, TensorsComeInTheOrderOfTheData) {
  write_bytes(folder_ / "x.safetensors", file_of(R"({"z":{"dtype":"F32","shape":[2],"data_offsets":[4,12]},)"
                                                 R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
                                                 bytes_of({1, 2, 3})));
  const TensorFile file = read_safetensors(folder_ / "x.safetensors");
  EXPECT_EQ(file.tensors[0].name, "a");
  EXPECT_EQ(file.tensors[1].values, (std::vector<float>{2, 3}));
}

TEST_F(Safetensors, WhatIsMissingIsNamed) {
  const TensorFile file = two_tensors();
  EXPECT_EQ(file.value("genres"), "[\"blues\"]");
  EXPECT_THROW(
      {
        try {
          file.tensor("d.bias");
        } catch (const Error& error) {
          EXPECT_NE(std::string_view(error.what()).find("\"d.bias\" is missing"), std::string_view::npos);
          throw;
        }
      },
      Error);
  EXPECT_THROW(file.value("hop"), Error);
}

TEST_F(Safetensors, UnreadableFilesAreAnotherKindOfError) {
  for (const auto& path : {folder_ / "missing", folder_.path()}) {
    try {
      read_safetensors(path);
      ADD_FAILURE() << path;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kIo) << error.what();
    }
  }
}

TEST_F(Safetensors, EveryTruncationIsSeen) {
  write_safetensors(folder_ / "good", two_tensors());
  const std::string bytes = read_bytes(folder_ / "good");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_NE(problem_of(bytes.substr(0, size)), "nothing") << size << " bytes";
  }
  EXPECT_EQ(problem_of(bytes.substr(0, bytes.size() - 1)),
            "is cut short: the data of the last tensors are missing");
  EXPECT_EQ(problem_of(bytes + "x"), "has bytes after the last tensor");
}

TEST_F(Safetensors, AFlippedByteNeverCrashes) {
  write_safetensors(folder_ / "good", two_tensors());
  const std::string bytes = read_bytes(folder_ / "good");
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ (1U << i % 8));
    write_bytes(folder_ / "damaged", damaged);
    try {
      read_safetensors(folder_ / "damaged");
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kFormat);
    }
  }
}

TEST_F(Safetensors, HostileHeaders) {
  const std::string too_long =
      "has a header that is longer than the file, so it is cut short or no safetensors file";
  EXPECT_EQ(problem_of(""), "is too short for a safetensors file");
  EXPECT_EQ(problem_of(little_endian(std::numeric_limits<std::uint64_t>::max()) + "{}"), too_long);
  EXPECT_EQ(problem_of(little_endian(3) + "{}"), too_long);
  EXPECT_EQ(problem_of(file_of("not json", "")), "has a header that is not JSON");
  EXPECT_EQ(problem_of(file_of("{\"a\":\"\xFF\"}", "")), "has a header that is not JSON");
  EXPECT_EQ(problem_of(file_of("[1,2]", "")), "has a header that is not a JSON object");
  EXPECT_EQ(problem_of(file_of(std::string(100'000, '['), "")), "has a header that is nested too deeply");
  EXPECT_EQ(problem_of(file_of(R"({"__metadata__":[]})", "")), "has metadata that is not a JSON object");
  EXPECT_EQ(problem_of(file_of(R"({"__metadata__":{"k":1}})", "")), "has metadata \"k\" that is not text");
  EXPECT_EQ(problem_of(file_of(R"({"t":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},)"
                               R"("t":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}})",
                               "")),
            "holds \"t\" twice");
}

TEST_F(Safetensors, HostileTensors) {
  EXPECT_EQ(problem_of_tensor("1"), "tensor \"t\" has no dtype, shape or data_offsets");
  EXPECT_EQ(problem_of_tensor(R"({"dtype":"F32","shape":[3]})"),
            "tensor \"t\" has no dtype, shape or data_offsets");
  EXPECT_EQ(problem_of_tensor(R"({"dtype":"F64","shape":[3],"data_offsets":[0,24]})"),
            "tensor \"t\" does not hold F32 numbers");
  EXPECT_EQ(problem_of_tensor(R"({"dtype":7,"shape":[3],"data_offsets":[0,12]})"),
            "tensor \"t\" does not hold F32 numbers");
  EXPECT_EQ(problem_of_tensor(R"({"dtype":"F32","shape":3,"data_offsets":[0,12]})"),
            "tensor \"t\" has no shape");
  for (const std::string shape : {"[-3]", "[1.5]", "[\"3\"]", "[9223372036854775807,9]",
                                  "[18446744073709551619]", "[4294967296,4294967296,3]", "[[3]]"}) {
    EXPECT_EQ(problem_of_tensor(R"({"dtype":"F32","shape":)" + shape + R"(,"data_offsets":[0,12]})"),
              "tensor \"t\" has an impossible shape")
        << shape;
  }
  for (const std::string offsets : {"[0]", "[0,12,12]", "[-12,0]", "12", "[0,1.5]", "[0,\"12\"]"}) {
    EXPECT_EQ(problem_of_tensor(R"({"dtype":"F32","shape":[3],"data_offsets":)" + offsets + "}"),
              "tensor \"t\" has impossible data_offsets")
        << offsets;
  }
  for (const std::string offsets : {"[12,0]", "[0,8]", "[0,18446744073709551615]"}) {
    EXPECT_EQ(problem_of_tensor(R"({"dtype":"F32","shape":[3],"data_offsets":)" + offsets + "}"),
              "tensor \"t\" has data_offsets that do not fit its shape")
        << offsets;
  }
}

TEST_F(Safetensors, HostileLayouts) {
  const auto with = [](const std::string& a, const std::string& b) {
    return file_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":)" + a +
                       R"(},"b":{"dtype":"F32","shape":[1],"data_offsets":)" + b + "}}",
                   bytes_of({1, 2, 3}));
  };
  EXPECT_EQ(problem_of(with("[0,4]", "[8,12]")), "tensor \"b\" overlaps another or leaves a gap");
  EXPECT_EQ(problem_of(with("[0,4]", "[2,6]")), "tensor \"b\" overlaps another or leaves a gap");
  EXPECT_EQ(problem_of(with("[4,8]", "[8,12]")), "tensor \"a\" overlaps another or leaves a gap");
  EXPECT_EQ(problem_of(with("[0,4]", "[4,8]")), "has bytes after the last tensor");
  EXPECT_EQ(problem_of_tensor(R"({"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]})"),
            "is cut short: the data of the last tensors are missing");
}

TEST_F(Safetensors, ValuesMustBeNumbers) {
  const std::string header = R"({"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
  for (const float value :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    EXPECT_EQ(problem_of(file_of(header, bytes_of({1, value}))),
              "tensor \"t\" holds a value that is not a number or infinite");
  }
}

}  // namespace
}  // namespace mrec
