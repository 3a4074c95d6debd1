#include "audio/resampler.h"

#include <gtest/gtest.h>
#include <soxr.h>

#include <algorithm>
#include <cmath>

#include "support/audio_fixture.h"
#include "support/expect_close.h"

namespace mrec::audio {
namespace {

using namespace mrec::testing;

std::vector<float> streamed(Resampler::Rates rates, std::span<const float> in, std::size_t block) {
  Resampler resampler(rates);
  std::vector<float> out;
  for (std::size_t done = 0; done < in.size(); done += block) {
    resampler.push(in.subspan(done, std::min(block, in.size() - done)), out);
  }
  resampler.finish(out);
  return out;
}

std::vector<float> at_once(Resampler::Rates rates, std::span<const float> in) {
  const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
  std::vector<float> out(
      in.size() * static_cast<std::size_t>(rates.out_hz) / static_cast<std::size_t>(rates.in_hz) + 999);
  std::size_t made = 0;
  EXPECT_EQ(soxr_oneshot(rates.in_hz, rates.out_hz, 1, in.data(), in.size(), nullptr, out.data(), out.size(),
                         &made, nullptr, &quality, nullptr),
            nullptr);
  out.resize(made);
  return out;
}

TEST(Resampler, StreamingEqualsAllAtOnce) {
  for (const Resampler::Rates rates : {Resampler::Rates{44100, 22050},
                                       {48000, 22050},
                                       {8000, 22050},
                                       {22050, 16000},
                                       {11025, 22050},
                                       {96000, 22050},
                                       {22050, 44100},
                                       {44101, 22050}}) {
    const std::vector<float> in = make_bursts(1.3, rates.in_hz, 1);
    const std::vector<float> expected = at_once(rates, in);
    for (const std::size_t block : {std::size_t{1}, std::size_t{997}, std::size_t{65536}, in.size()}) {
      EXPECT_TRUE(expect_close(streamed(rates, in, block), expected, {}))
          << rates.in_hz << " to " << rates.out_hz << " Hz in blocks of " << block;
    }
  }
}

TEST(Resampler, LengthIsTheNaturalOne) {
  for (const Resampler::Rates rates :
       {Resampler::Rates{44100, 22050}, {48000, 22050}, {32000, 22050}, {8000, 22050}}) {
    for (const std::size_t length : {1, 2, 3, 10, 997, 4096, 44099, 44100, 44101}) {
      const double natural = static_cast<double>(length) * rates.out_hz / rates.in_hz;
      const auto got = streamed(rates, std::vector<float>(length, 0.1F), 1000).size();
      EXPECT_LE(std::abs(static_cast<double>(got) - natural), 0.5)
          << length << " samples of " << rates.in_hz << " Hz";
    }
  }
  EXPECT_EQ(streamed({44100, 22050}, std::vector<float>(30 * 44100), 65536).size(), 661500U);
  EXPECT_EQ(streamed({48000, 22050}, std::vector<float>(30 * 48000), 65536).size(), 661500U);
  EXPECT_TRUE(streamed({44100, 22050}, {}, 1).empty());
}

TEST(Resampler, KeepsASineBelowTheLowerHalfRateAndRemovesItAbove) {
  const auto inner = [](const std::vector<float>& all) {
    return std::span(all).subspan(2000, all.size() - 4000);
  };
  const auto low = streamed({44100, 22050}, make_tone(2, 44100, 1, 1000), 4096);
  const auto expected = make_tone(2, 22050, 1, 1000);
  EXPECT_TRUE(expect_close(inner(low), inner(expected), {.absolute = 1e-4}));
  const auto high = streamed({44100, 22050}, make_tone(2, 44100, 1, 15000), 4096);
  EXPECT_TRUE(expect_close(inner(high), std::vector<float>(high.size() - 4000), {.absolute = 1e-4}));
}

TEST(Resampler, EqualRatesPassThrough) {
  const std::vector<float> in = make_bursts(0.1, 22050, 1);
  EXPECT_EQ(streamed({22050, 22050}, in, 100), in);
}

TEST(Resampler, SurvivesExtremeRates) {
  EXPECT_EQ(streamed({1000, 192000}, std::vector<float>(1000, 0.5F), 7).size(), 192000U);
  EXPECT_EQ(streamed({768000, 1000}, std::vector<float>(768000, 0.5F), 65536).size(), 1000U);
  EXPECT_LE(streamed({2000000000, 22050}, std::vector<float>(100000, 0.5F), 65536).size(), 2U);
}

}  // namespace
}  // namespace mrec::audio
