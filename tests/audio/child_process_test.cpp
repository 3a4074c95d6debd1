#include "audio/child_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <thread>

#include "support/path_variable.h"

namespace mrec::audio {
namespace {

using namespace mrec::testing;
using Clock = std::chrono::steady_clock;

std::string read_all(ChildProcess& child) {
  std::string text;
  std::array<unsigned char, 1000> buffer{};
  while (const std::size_t got = child.read(buffer)) text.append(buffer.begin(), buffer.begin() + got);
  return text;
}

std::size_t open_descriptors() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

bool has_children() {
  return ::waitpid(-1, nullptr, WNOHANG) >= 0;
}

class ChildProcessTest : public ::testing::Test {
 protected:
  ChildCommand script(const std::string& commands, double patience_s = 20) {
    write_script(folder_ / "script", commands);
    return {.program = folder_ / "script", .arguments = {}, .patience_s = patience_s};
  }

  TempFolder folder_;
};

TEST_F(ChildProcessTest, GivesOutputComplaintsAndExitCode) {
  ChildProcess child(script("echo out; echo wrong >&2; exit 3"));
  EXPECT_EQ(read_all(child), "out\n");
  EXPECT_EQ(child.wait(), 3);
  EXPECT_EQ(child.complaints(), "wrong\n");
}

TEST_F(ChildProcessTest, ArgumentsAreHandedOverAsTheyAre) {
  ChildCommand command = script("for a in \"$@\"; do printf '<%s>' \"$a\"; done");
  command.arguments = {"-i", "two words", "$(echo no)", "quote\"'", "line\nbreak", "", "\xFF*"};
  ChildProcess child(command);
  EXPECT_EQ(read_all(child), "<-i><two words><$(echo no)><quote\"'><line\nbreak><><\xFF*>");
}

TEST_F(ChildProcessTest, InputIsDescriptorThreeAndNothingElseIsOpen) {
  write_bytes(folder_ / "input", "the input");
  const int input = ::open((folder_ / "input").c_str(), O_RDONLY | O_CLOEXEC);
  ChildCommand command = script("cat <&3; cat; ls /proc/$$/fd | tr '\\n' ' '");
  command.input = input;
  ChildProcess child(command);
  const std::string text = read_all(child);
  ::close(input);
  EXPECT_TRUE(text.starts_with("the input")) << text;
  EXPECT_EQ(text.find(" 4 "), std::string::npos) << text;
}

TEST_F(ChildProcessTest, MuchOutputOnBothSidesDoesNotBlock) {
  ChildProcess child(
      script("i=0; while [ $i -lt 3000 ]; do echo "
             "0123456789012345678901234567890123456789 >&2; echo 0123456789012345678901234567890123456789; "
             "i=$((i+1)); done"));
  EXPECT_EQ(read_all(child).size(), 3000U * 41U);
  EXPECT_EQ(child.wait(), 0);
  EXPECT_EQ(child.complaints().size(), 4096U);  // the rest is not kept
}

TEST_F(ChildProcessTest, ASilentChildIsEndedWithWhatItStarted) {
  for (const char* commands : {"sleep 1000", "trap '' TERM INT HUP; sleep 1000", "sleep 1000 & sleep 1000",
                               "exec >&-; sleep 1000", "kill -STOP $$"}) {
    const Clock::time_point begin = Clock::now();
    {
      ChildProcess child(script(commands, 0.3));
      EXPECT_THROW(
          {
            read_all(child);
            child.wait();
          },
          ChildProcess::Silent)
          << commands;
    }
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds(15)) << commands;
    EXPECT_FALSE(has_children()) << commands;
  }
}

TEST_F(ChildProcessTest, EndlessComplaintsAreSilenceToo) {
  ChildProcess child(script("while :; do echo x >&2; done", 0.3));
  EXPECT_THROW(read_all(child), ChildProcess::Silent);
}

TEST_F(ChildProcessTest, LeavesNoZombiesAndNoDescriptors) {
  const std::size_t before = open_descriptors();
  for (int i = 0; i < 20; ++i) {
    ChildProcess unread(script("while :; do echo endless; done"));
    ChildProcess started(script("echo x; sleep 1000"));
    std::array<unsigned char, 1> byte{};
    EXPECT_EQ(started.read(byte), 1U);
    ChildProcess ended(script("exit 0"));
    EXPECT_EQ(read_all(ended), "");
    EXPECT_EQ(ended.wait(), 0);
  }
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_FALSE(has_children());
}

/// The state letter of /proc; nothing when there is no such process.
std::optional<char> state_of(const std::string& pid) {
  std::ifstream file("/proc/" + pid + "/stat");
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  return line[line.rfind(')') + 2];
}

TEST_F(ChildProcessTest, EndsWhenWeAreKilled) {
  const ChildCommand command = script("echo $$; exec sleep 1000");
  const pid_t parent = ::fork();
  if (parent == 0) {
    ChildProcess child(command);
    std::array<unsigned char, 100> buffer{};
    const std::size_t got = child.read(buffer);
    write_bytes(folder_ / "pid", {reinterpret_cast<const char*>(buffer.data()), got - 1});
    ::kill(::getpid(), SIGKILL);
  }
  ASSERT_EQ(::waitpid(parent, nullptr, 0), parent);
  const std::string pid = read_bytes(folder_ / "pid");
  const Clock::time_point begin = Clock::now();
  // Whoever inherits it may take its time to reap it.
  while (state_of(pid).value_or('Z') != 'Z' && Clock::now() - begin < std::chrono::seconds(10)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_EQ(state_of(pid).value_or('Z'), 'Z');
}

TEST_F(ChildProcessTest, TellsOfSignalsAndOfProgramsThatCannotRun) {
  ChildProcess killed(script("kill -SEGV $$"));
  EXPECT_EQ(read_all(killed), "");
  EXPECT_EQ(killed.wait(), 128 + SIGSEGV);
  ChildProcess missing({.program = folder_ / "missing", .arguments = {}});
  EXPECT_EQ(read_all(missing), "");
  EXPECT_EQ(missing.wait(), 127);
}

TEST_F(ChildProcessTest, ThreadsDoNotHoldEachOthersPipes) {
  // A pipe that another thread's child inherited would stay open as long as that one lives.
  const ChildCommand slow = script("sleep 2");
  write_script(folder_ / "quick", "echo done");
  std::array<int, 4> wrong{};
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i) {
        ChildProcess sleeping(slow);
        ChildProcess quick({.program = folder_ / "quick", .arguments = {}, .patience_s = 20});
        const Clock::time_point begin = Clock::now();
        count += read_all(quick) != "done\n" || Clock::now() - begin > std::chrono::milliseconds(1900);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, (std::array<int, 4>{}));
}

TEST_F(ChildProcessTest, FindsProgramsOnPathAnewEachTime) {
  write_script(folder_ / "a/tool", "");
  write_script(folder_ / "b/tool", "");
  write_bytes(folder_ / "c/tool", "not executable");
  std::filesystem::create_directories(folder_ / "d/tool");
  const std::string root = folder_.path().string();
  for (const auto& [path, expected] :
       {std::pair<std::string, std::string>{root + "/a:" + root + "/b", "a/tool"},
        {root + "/missing:" + root + "/b", "b/tool"},
        {root + "/c:" + root + "/d::.:" + root + "/a", "a/tool"}}) {
    const PathVariable variable(path);
    EXPECT_EQ(find_program("tool"), folder_ / expected) << path;
  }
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder_ / "a");  // where the relative ones would be
  for (const std::string& path : {root, std::string(), root + "/c", std::string("a:.")}) {
    const PathVariable variable(path);
    EXPECT_EQ(find_program("tool"), std::nullopt) << path;
  }
  std::filesystem::current_path(before);
}

}  // namespace
}  // namespace mrec::audio
