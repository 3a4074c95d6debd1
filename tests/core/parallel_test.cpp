#include "mrec/core/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

namespace mrec {
namespace {

using namespace std::chrono_literals;

/// Runs with one thread, with two, and with more than there are cores.
class WorkersTest : public ::testing::TestWithParam<int> {
 protected:
  const Workers workers_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Threads, WorkersTest, ::testing::Values(1, 2, 7));

TEST_P(WorkersTest, KnowsItsThreads) {
  EXPECT_EQ(workers_.threads(), GetParam());
}

TEST(Workers, NoneGivenIsOneACore) {
  EXPECT_GE(Workers().threads(), 1);
  EXPECT_GE(Workers(-3).threads(), 1);
  EXPECT_EQ(Workers(1'000'000).threads(), 1024);
}

TEST_P(WorkersTest, ForEachCallsEveryIndexOnce) {
  for (const std::size_t count : {0U, 1U, 2U, 3U, 1000U}) {
    std::vector<std::atomic<int>> calls(count);
    workers_.for_each(count, [&](std::size_t i) { ++calls.at(i); });
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(calls[i], 1) << i << " of " << count;
  }
}

TEST_P(WorkersTest, ForEachUsesNoMoreThreadsThanItHas) {
  std::atomic<int> now{0};
  std::atomic<int> most{0};
  workers_.for_each(50, [&](std::size_t) {
    const int mine = ++now;
    int seen = most;
    while (seen < mine && !most.compare_exchange_weak(seen, mine)) {
    }
    std::this_thread::sleep_for(1ms);
    --now;
  });
  EXPECT_LE(most, GetParam());
}

TEST_P(WorkersTest, ForEachReallyUsesItsThreads) {
  const int threads = GetParam();
  std::atomic<int> arrived{0};
  workers_.for_each(static_cast<std::size_t>(threads), [&](std::size_t) {
    ++arrived;
    for (int i = 0; i < 5000 && arrived < threads; ++i) std::this_thread::sleep_for(1ms);
    EXPECT_EQ(arrived, threads) << "each waits for the others";
  });
}

TEST_P(WorkersTest, AnExceptionStopsForEachAndReachesTheCaller) {
  std::atomic<std::size_t> calls{0};
  constexpr std::size_t kCount = 100'000;
  const auto body = [&](std::size_t i) {
    ++calls;
    if (i == 5) throw Error(ErrorKind::kData, "five");
    std::this_thread::sleep_for(1us);
  };
  try {
    workers_.for_each(kCount, body);
    FAIL() << "nothing thrown";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()), "five");
    EXPECT_EQ(error.kind(), ErrorKind::kData);
  }
  EXPECT_LT(calls, kCount);
  EXPECT_THROW(workers_.for_each(100,
                                 [](std::size_t i) {
                                   if (i == 99) throw Interrupted{};
                                 }),
               Interrupted);
  std::atomic<int> after{0};
  workers_.for_each(10, [&](std::size_t) { ++after; });
  EXPECT_EQ(after, 10) << "usable as before";
}

TEST_P(WorkersTest, ForEachNests) {
  std::vector<std::atomic<int>> sums(20);
  workers_.for_each(20, [&](std::size_t i) {
    workers_.for_each(30, [&](std::size_t j) { sums[i] += static_cast<int>(j); });
  });
  for (const auto& sum : sums) EXPECT_EQ(sum, 435);
}

TEST_P(WorkersTest, MapInOrderHandsOverInOrder) {
  for (const std::size_t count : {0U, 1U, 2U, 3U, 20U, 21U, 22U, 500U}) {
    std::vector<std::size_t> results;
    workers_.map_in_order(
        count,
        [&](std::size_t i) {
          if (i % 7 == 0) std::this_thread::sleep_for(100us);  // so that others overtake it
          return i * i;
        },
        [&](std::size_t i, std::size_t square) {
          EXPECT_EQ(i, results.size());
          results.push_back(square);
        });
    ASSERT_EQ(results.size(), count);
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(results[i], i * i);
  }
}

TEST_P(WorkersTest, MapInOrderMovesWhatCannotBeCopied) {
  std::size_t sum = 0;
  workers_.map_in_order(
      100, [](std::size_t i) { return std::make_unique<std::size_t>(i); },
      [&](std::size_t, std::unique_ptr<std::size_t> item) { sum += *item; });
  EXPECT_EQ(sum, 4950U);
}

/// Counts how many of its kind there are.
class Counted {
 public:
  static inline std::atomic<int> now{0};
  static inline std::atomic<int> most{0};

  Counted() { add(); }
  Counted(Counted&& other) noexcept : live_(std::exchange(other.live_, false)) {}
  Counted& operator=(Counted&&) = delete;
  ~Counted() {
    if (live_) --now;
  }

 private:
  static void add() {
    const int mine = ++now;
    int seen = most;
    while (seen < mine && !most.compare_exchange_weak(seen, mine)) {
    }
  }
  bool live_ = true;
};

TEST_P(WorkersTest, MapInOrderKeepsAFewResultsOnly) {
  Counted::most = 0;
  workers_.map_in_order(
      300, [](std::size_t) { return Counted{}; },
      [](std::size_t, const Counted&) { std::this_thread::sleep_for(50us); });
  EXPECT_EQ(Counted::now, 0);
  EXPECT_GE(Counted::most, 1);
  EXPECT_LE(Counted::most, 3 * GetParam()) << "a slow sink holds the work back";
}

TEST_P(WorkersTest, MapInOrderPassesOnTheExceptionOfTheWork) {
  std::size_t received = 0;
  const auto work = [](std::size_t i) {
    if (i == 40) throw Error(ErrorKind::kIo, "forty");
    return Counted{};
  };
  const auto sink = [&](std::size_t i, const Counted&) {
    EXPECT_EQ(i, received++);
    EXPECT_LT(i, 40U);
  };
  EXPECT_THROW(workers_.map_in_order(10'000, work, sink), Error);
  EXPECT_LE(received, 40U);
  EXPECT_EQ(Counted::now, 0) << "nothing is left behind";
}

TEST_P(WorkersTest, MapInOrderPassesOnTheExceptionOfTheSink) {
  std::size_t received = 0;
  const auto sink = [&](std::size_t i, const Counted&) {
    ++received;
    if (i == 40) throw Interrupted{};
  };
  EXPECT_THROW(workers_.map_in_order(
                   10'000, [](std::size_t) { return Counted{}; }, sink),
               Interrupted);
  EXPECT_EQ(received, 41U) << "all before, none after";
  EXPECT_EQ(Counted::now, 0);
}

TEST_P(WorkersTest, MapInOrderNests) {
  std::vector<int> totals;
  workers_.map_in_order(
      10,
      [&](std::size_t i) {
        std::vector<int> parts(20);
        workers_.for_each(20, [&](std::size_t j) { parts[j] = static_cast<int>(i * j); });
        int total = 0;
        workers_.map_in_order(
            20, [&](std::size_t j) { return parts[j]; }, [&](std::size_t, int part) { total += part; });
        return total;
      },
      [&](std::size_t, int total) { totals.push_back(total); });
  ASSERT_EQ(totals.size(), 10U);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(totals[i], static_cast<int>(i * 190));
}

TEST(Workers, ExceptionsCrossNestedCalls) {
  const Workers workers(4);
  const auto inner = [&](std::size_t) {
    workers.for_each(10, [](std::size_t j) {
      if (j == 3) throw Error(ErrorKind::kUsage, "inner");
    });
  };
  EXPECT_THROW(workers.for_each(10, inner), Error);
}

}  // namespace
}  // namespace mrec
