#include "mrec/core/child_workers.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "mrec/core/interrupt.h"

namespace mrec {
namespace {

struct Collected {
  std::vector<std::string> bytes;
  std::vector<std::string> failures;
};

Collected collect(const ChildOptions& options, std::size_t count,
                  const std::function<std::string(std::size_t)>& work) {
  Collected all;
  map_in_children(options, count, work, [&](std::size_t i, ChildAnswer answer) {
    EXPECT_EQ(i, all.bytes.size());
    all.bytes.push_back(std::move(answer.bytes));
    all.failures.push_back(std::move(answer.failure));
  });
  return all;
}

/// Ends the process without the sanitizers' own handlers.
void crash() {
  std::signal(SIGSEGV, SIG_DFL);
  std::raise(SIGSEGV);
}

TEST(ChildWorkers, AnswersComeInOrderWhateverTheirPace) {
  for (const int processes : {1, 2, 5}) {
    const Collected all = collect({.processes = processes}, 40, [](std::size_t i) {
      if (i % 7 == 0) ::usleep(3000);
      return std::string(i, 'x');
    });
    ASSERT_EQ(all.bytes.size(), 40U);
    for (std::size_t i = 0; i < 40; ++i) {
      EXPECT_EQ(all.bytes[i].size(), i);
      EXPECT_EQ(all.failures[i], "");
    }
  }
}

TEST(ChildWorkers, NothingToDoStartsNothing) {
  EXPECT_TRUE(collect({}, 0, [](std::size_t) -> std::string { std::abort(); }).bytes.empty());
}

TEST(ChildWorkers, TheWorkIsDoneInOtherProcesses) {
  const std::string own = std::to_string(::getpid());
  for (const std::string& process :
       collect({.processes = 2}, 4, [](std::size_t) { return std::to_string(::getpid()); }).bytes) {
    EXPECT_NE(process, own);
  }
}

TEST(ChildWorkers, ACrashCostsOnlyItsOwnPiece) {
  const Collected all = collect({.processes = 2}, 30, [](std::size_t i) {
    if (i == 4 || i == 5 || i == 29) crash();
    return std::to_string(i);
  });
  ASSERT_EQ(all.bytes.size(), 30U);
  for (std::size_t i = 0; i < 30; ++i) {
    const bool crashed = i == 4 || i == 5 || i == 29;
    EXPECT_EQ(all.bytes[i], crashed ? "" : std::to_string(i));
    EXPECT_EQ(all.failures[i], crashed ? "crashed (Segmentation fault)" : "") << i;
  }
}

TEST(ChildWorkers, AnEarlyEndCountsAsACrash) {
  EXPECT_EQ(collect({.processes = 1}, 1, [](std::size_t) -> std::string { ::_exit(3); }).failures.at(0),
            "crashed (exit code 3)");
}

TEST(ChildWorkers, WhatHangsIsEnded) {
  const auto begin = std::chrono::steady_clock::now();
  const ChildOptions options{.processes = 2,
                             .time_limit_s = [](std::size_t i) { return i == 3 ? 1.0 : 100.0; }};
  const Collected all = collect(options, 8, [](std::size_t i) {
    if (i == 3) ::sleep(1000);
    return std::to_string(i);
  });
  EXPECT_EQ(all.failures.at(3), "took longer than 1 s");
  for (const std::size_t i : {0U, 1U, 2U, 4U, 5U, 6U, 7U}) EXPECT_EQ(all.bytes.at(i), std::to_string(i));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(50));
}

TEST(ChildWorkers, ExceptionsBecomeFailures) {
  const Collected all = collect({.processes = 1}, 3, [](std::size_t i) -> std::string {
    if (i == 0) throw std::runtime_error("is odd");
    if (i == 1) throw std::bad_alloc();
    return "fine";
  });
  EXPECT_EQ(all.failures, (std::vector<std::string>{"is odd", "ran out of memory", ""}));
}

TEST(ChildWorkers, LongAnswersArriveWhole) {
  constexpr std::size_t kLong = 20'000'000;
  const Collected all = collect({.processes = 2}, 6, [](std::size_t i) {
    return std::string(i % 2 == 0 ? kLong : 0, static_cast<char>('a' + i));
  });
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(all.bytes[i], std::string(i % 2 == 0 ? kLong : 0, static_cast<char>('a' + i)));
  }
}

TEST(ChildWorkers, WhatTheSinkThrowsEndsTheWork) {
  std::size_t handed = 0;
  const auto sink = [&](std::size_t, const ChildAnswer&) {
    if (++handed == 3) throw std::runtime_error("full");
  };
  EXPECT_THROW(map_in_children(
                   {.processes = 2}, 1000, [](std::size_t) { return std::string("x"); }, sink),
               std::runtime_error);
  EXPECT_EQ(handed, 3U);
  EXPECT_LT(::waitpid(-1, nullptr, WNOHANG), 0) << "a child is left";
}

/// In a process of its own, because the request cannot be taken back.
void interrupt_at_the_third() {
  std::size_t handed = 0;
  bool interrupted = false;
  try {
    map_in_children(
        {.processes = 2}, 100000, [](std::size_t i) { return std::to_string(i); },
        [&](std::size_t i, const ChildAnswer& answer) {
          if (answer.bytes != std::to_string(i)) std::_Exit(2);
          if (++handed == 3) request_interrupt();
        });
  } catch (const Interrupted&) {
    interrupted = true;
  }
  std::_Exit(interrupted && handed >= 3 && handed < 5000 ? 0 : 1);
}

TEST(ChildWorkers, AnInterruptLetsWhatWasBegunFinish) {
  EXPECT_EXIT(interrupt_at_the_third(), ::testing::ExitedWithCode(0), "");
}

TEST(ChildWorkers, ChildrenHoldNoneOfTheParentsFilesOpen) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const auto is_open = [&](std::size_t) {
    return std::string(::write(ends[1], "x", 1) == 1 ? "open" : "closed");
  };
  EXPECT_EQ(collect({.processes = 1}, 1, is_open).bytes.at(0), "closed");
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace mrec
