#include "mrec/core/atomic_file.h"

#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include "mrec/core/error.h"
#include "support/temp_folder.h"

namespace mrec {
namespace {

namespace fs = std::filesystem;
using mrec::testing::read_bytes;
using mrec::testing::TempFolder;
using mrec::testing::write_bytes;

void write_file(const fs::path& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

std::ptrdiff_t entries(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), {});
}

/// The message of the Error{kIo} that writing so many bytes to `path` throws; "" when none is thrown.
std::string failure(const fs::path& path, std::size_t bytes = 10) {
  try {
    write_file(path, std::string(bytes, 'x'));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kIo);
    return error.what();
  }
  return "";
}

#define EXPECT_MENTIONS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST(AtomicFile, AppearsOnlyWhenItIsComplete) {
  const TempFolder folder;
  AtomicFile file(folder / "f");
  file.write("one ");
  file.write("");
  EXPECT_FALSE(fs::exists(folder / "f"));
  file.write("two");
  file.commit();
  EXPECT_EQ(read_bytes(folder / "f"), "one two");
  EXPECT_EQ(entries(folder.path()), 1);
}

TEST(AtomicFile, AnOlderFileStaysUntilCommit) {
  const TempFolder folder;
  write_bytes(folder / "f", "old");
  {
    AtomicFile file(folder / "f");
    file.write(std::string(3'000'000, 'x'));
    EXPECT_EQ(read_bytes(folder / "f"), "old");
  }
  EXPECT_EQ(read_bytes(folder / "f"), "old") << "without commit";
  EXPECT_EQ(entries(folder.path()), 1) << "the temporary file is removed";
  write_file(folder / "f", "new");
  EXPECT_EQ(read_bytes(folder / "f"), "new");
}

TEST(AtomicFile, MayBeEmpty) {
  const TempFolder folder;
  write_file(folder / "f", "");
  EXPECT_EQ(fs::file_size(folder / "f"), 0U);
}

TEST(AtomicFile, KeepsTheOrderOfPiecesOfAllSizes) {
  const TempFolder folder;
  constexpr std::size_t kMebibyte = 1048576;
  std::string expected;
  AtomicFile file(folder / "f");
  char letter = 'a';
  for (const std::size_t size : {std::size_t{1}, kMebibyte - 1, std::size_t{1}, kMebibyte, kMebibyte + 1,
                                 std::size_t{7}, 3 * kMebibyte, std::size_t{5}}) {
    const std::string piece(size, letter++);
    file.write(piece);
    expected += piece;
  }
  file.commit();
  EXPECT_TRUE(read_bytes(folder / "f") == expected);
}

TEST(AtomicFile, MakesMissingFolders) {
  const TempFolder folder;
  write_file(folder / "a/b/c", "x");
  EXPECT_EQ(read_bytes(folder / "a/b/c"), "x");
}

TEST(AtomicFile, InTheWorkingFolder) {
  const TempFolder folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  write_file("plain", "x");
  fs::current_path(before);
  EXPECT_EQ(read_bytes(folder / "plain"), "x");
}

TEST(AtomicFile, AcceptsTheLongestName) {
  const TempFolder folder;
  const std::string name(255, 'n');
  write_file(folder / name, "x");
  EXPECT_EQ(read_bytes(folder / name), "x");
}

TEST(AtomicFile, RefusesAFolder) {
  const TempFolder folder;
  EXPECT_EQ(failure(folder.path()), folder.path().string() + ": is a folder: name a file to write");
  EXPECT_EQ(entries(folder.path()), 0);
}

TEST(AtomicFile, RefusesAFolderThatIsAFile) {
  const TempFolder folder;
  write_bytes(folder / "file", "x");
  EXPECT_MENTIONS(failure(folder / "file/f"), "(Not a directory)");
}

TEST(AtomicFile, FollowsALink) {
  const TempFolder folder;
  write_bytes(folder / "real/f", "old");
  fs::create_symlink("real/f", folder / "link");
  fs::create_symlink(folder / "link", folder / "second");
  write_file(folder / "second", "new");
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_TRUE(fs::is_symlink(folder / "second"));
  EXPECT_EQ(read_bytes(folder / "real/f"), "new");
  EXPECT_EQ(entries(folder / "real"), 1);
}

TEST(AtomicFile, FollowsALinkToAFileThatIsYetToBeMade) {
  const TempFolder folder;
  fs::create_symlink("real/f", folder / "link");
  write_file(folder / "link", "new");
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(read_bytes(folder / "real/f"), "new");
}

TEST(AtomicFile, RefusesALinkToAFolder) {
  const TempFolder folder;
  fs::create_directory(folder / "real");
  fs::create_directory_symlink("real", folder / "link");
  EXPECT_MENTIONS(failure(folder / "link"), "is a folder");
}

TEST(AtomicFile, KeepsThePermissionsOfAnOlderFile) {
  const TempFolder folder;
  write_bytes(folder / "f", "old");
  fs::permissions(folder / "f", fs::perms::owner_read | fs::perms::owner_write);
  write_file(folder / "f", "new");
  EXPECT_EQ(fs::status(folder / "f").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(AtomicFile, ANewFileObeysTheMask) {
  const TempFolder folder;
  const mode_t before = ::umask(027);
  write_file(folder / "f", "x");
  ::umask(before);
  EXPECT_EQ(fs::status(folder / "f").permissions(), static_cast<fs::perms>(0640));
}

TEST(AtomicFile, TwoOfOneNameDoNotMix) {
  const TempFolder folder;
  AtomicFile first(folder / "f");
  AtomicFile second(folder / "f");
  first.write("first");
  first.commit();
  second.write("2nd");
  EXPECT_EQ(read_bytes(folder / "f"), "first");
  second.commit();
  EXPECT_EQ(read_bytes(folder / "f"), "2nd");
  EXPECT_EQ(entries(folder.path()), 1);
}

TEST(AtomicFile, WritesDevicesAndPipesInPlace) {
  const TempFolder folder;
  write_file("/dev/null", "x");
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  const fs::path pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::string received;
  std::thread reader([&] { received = read_bytes(pipe); });
  write_file(pipe, "through the pipe");
  reader.join();
  EXPECT_EQ(received, "through the pipe");
  EXPECT_TRUE(fs::is_fifo(pipe));
  EXPECT_EQ(entries(folder.path()), 1);
}

TEST(AtomicFile, AFullDeviceIsReported) {
  EXPECT_MENTIONS(failure("/dev/full"), "/dev/full: cannot be written to the end (No space left on device)");
}

/// No file may grow beyond so many bytes while this lives: stands for a disk that fills up.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit limit{bytes, old_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, old_handler_);
  }

 private:
  rlimit old_{};
  void (*old_handler_)(int);
};

TEST(AtomicFile, ThatCannotGrowLeavesTheOlderOne) {
  const TempFolder folder;
  write_bytes(folder / "f", "old");
  for (const std::size_t bytes : {200'000, 1'048'576, 3'000'000}) {
    std::string message;
    {
      const FileSizeLimit limit(100'000);
      message = failure(folder / "f", bytes);
    }
    EXPECT_MENTIONS(message, "cannot be written to the end (File too large)");
    EXPECT_EQ(read_bytes(folder / "f"), "old");
    EXPECT_EQ(entries(folder.path()), 1);
  }
}

/// Root may write anywhere; this thread does without that right while this lives. To give up a right needs
/// none, so that it works wherever the test runs.
class NoOverride {
 public:
  NoOverride() {
    if (::syscall(SYS_capget, &header_, before_.data()) != 0) std::abort();
    auto fewer = before_;
    fewer[0].effective &= ~(1U << CAP_DAC_OVERRIDE);
    take(fewer);
  }
  ~NoOverride() { take(before_); }
  NoOverride(const NoOverride&) = delete;
  NoOverride& operator=(const NoOverride&) = delete;

 private:
  using Rights = std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3>;

  void take(const Rights& rights) {
    if (::syscall(SYS_capset, &header_, rights.data()) != 0) std::abort();
  }

  __user_cap_header_struct header_{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  Rights before_{};
};

TEST(AtomicFile, InAReadOnlyFolderSaysSo) {
  const TempFolder folder;
  fs::create_directory(folder / "closed");
  fs::permissions(folder / "closed", static_cast<fs::perms>(0555));
  {
    const NoOverride as_anybody;
    EXPECT_MENTIONS(failure(folder / "closed/f"), "closed/f: cannot be written (Permission denied)");
    EXPECT_MENTIONS(failure(folder / "closed/a/b/f"), "(Permission denied)");
  }
  EXPECT_EQ(entries(folder / "closed"), 0);
}

}  // namespace
}  // namespace mrec
