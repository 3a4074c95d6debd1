#include "mrec/core/file_lock.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>

#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec {
namespace {

using testing::TempFolder;

TEST(FileLock, OneHasItAtATime) {
  const TempFolder folder;
  const auto path = folder.path() / "x.lock";
  {
    FileLock first(path);
    EXPECT_TRUE(first.try_lock());
    EXPECT_TRUE(first.try_lock()) << "asking again changes nothing";
    FileLock second(path);
    EXPECT_FALSE(second.try_lock());
    EXPECT_EQ(second.holder(), "process " + std::to_string(::getpid()));
  }
  EXPECT_FALSE(std::filesystem::exists(path)) << "a lock that is given back leaves nothing behind";
  FileLock third(path);
  EXPECT_TRUE(third.try_lock());
}

TEST(FileLock, ASecondThatNeverGotItTakesNothingAway) {
  const TempFolder folder;
  const auto path = folder.path() / "x.lock";
  FileLock first(path);
  ASSERT_TRUE(first.try_lock());
  {
    FileLock second(path);
    EXPECT_FALSE(second.try_lock());
  }
  EXPECT_TRUE(std::filesystem::exists(path));
}

TEST(FileLock, EndsWithItsHolder) {
  const TempFolder folder;
  const auto path = folder.path() / "x.lock";
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t holder = ::fork();
  if (holder == 0) {
    FileLock lock(path);
    const char locked = lock.try_lock() ? 'y' : 'n';
    (void)!::write(ready[1], &locked, 1);
    ::pause();
  }
  char locked = 0;
  ASSERT_EQ(::read(ready[0], &locked, 1), 1);
  EXPECT_EQ(locked, 'y');
  FileLock lock(path);
  EXPECT_FALSE(lock.try_lock());
  ::kill(holder, SIGKILL);
  ::waitpid(holder, nullptr, 0);
  EXPECT_TRUE(std::filesystem::exists(path));
  EXPECT_TRUE(lock.try_lock());
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST(FileLock, APlaceThatIsNotThereIsAnError) {
  const TempFolder folder;
  FileLock lock(folder.path() / "nowhere" / "x.lock");
  EXPECT_TRUE(testing::throws_error(ErrorKind::kIo, "nowhere", [&] { (void)lock.try_lock(); }));
}

}  // namespace
}  // namespace mrec
