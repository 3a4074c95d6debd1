#include "mrec/core/mapped_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "mrec/core/error.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec {
namespace {

using testing::TempFolder;
using testing::throws_error;
using testing::write_bytes;

TEST(MappedFile, IsTheBytesFromAPageOn) {
  const TempFolder folder;
  const std::string bytes = std::string("zero \0, \xFF and more", 17) + std::string(100'000, 'x');
  write_bytes(folder / "f", bytes);
  const MappedFile file(folder / "f");
  EXPECT_EQ(file.bytes(), bytes);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(file.bytes().data()) % 4096, 0U);
}

TEST(MappedFile, OfNothingIsEmpty) {
  const TempFolder folder;
  write_bytes(folder / "f", "");
  EXPECT_TRUE(MappedFile(folder / "f").bytes().empty());
  EXPECT_TRUE(MappedFile().bytes().empty());
}

TEST(MappedFile, OutlivesTheNameOfTheFile) {
  const TempFolder folder;
  write_bytes(folder / "f", "the old one");
  const MappedFile file(folder / "f");
  write_bytes(folder / "new", "another");
  std::filesystem::rename(folder / "new", folder / "f");
  EXPECT_EQ(file.bytes(), "the old one");
}

TEST(MappedFile, Moves) {
  const TempFolder folder;
  write_bytes(folder / "a", "first");
  write_bytes(folder / "b", "second");
  std::optional<MappedFile> a(folder / "a");
  MappedFile b(std::move(*a));
  a.reset();
  EXPECT_EQ(b.bytes(), "first");
  b = MappedFile(folder / "b");
  EXPECT_EQ(b.bytes(), "second");
}

TEST(MappedFile, ThatCannotBeMappedSaysSo) {
  const TempFolder folder;
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "none: cannot be read (No such file or directory): check the name",
                           [&] { MappedFile(folder / "none"); }));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, folder.path().string() + ": is not a regular file",
                           [&] { const MappedFile file(folder.path()); }));
}

TEST(MappedFile, DoesNotWaitForAPipe) {
  const TempFolder folder;
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_TRUE(
      throws_error(ErrorKind::kIo, "pipe: is not a regular file", [&] { MappedFile(folder / "pipe"); }));
}

}  // namespace
}  // namespace mrec
