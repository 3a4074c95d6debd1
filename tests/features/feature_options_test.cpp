#include "mrec/features/feature_options.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "mrec/core/error.h"

namespace mrec::features {
namespace {

using Change = std::function<void(FeatureOptions&)>;

FeatureOptions changed(const Change& change) {
  FeatureOptions options;
  change(options);
  return options;
}

/// The message of the error, empty when there is none.
std::string complaint(const FeatureOptions& options) {
  try {
    options.validate();
    return {};
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    return error.what();
  }
}

TEST(FeatureOptions, Presets) {
  const FeatureOptions gtzan = feature_preset("gtzan");
  EXPECT_EQ(gtzan, FeatureOptions());
  EXPECT_EQ(gtzan.chunk_samples(), 66150);
  EXPECT_EQ(gtzan.frames(), 130);
  EXPECT_EQ(gtzan.coefficients(), 13);
  const FeatureOptions paper = feature_preset("paper");
  EXPECT_EQ(paper.chunk_samples(), 220500);
  EXPECT_EQ(paper.hop, 1702);
  EXPECT_EQ(paper.frames(), 130);
  const FeatureOptions logmel = feature_preset("logmel");
  EXPECT_TRUE(logmel.in_one_piece());
  EXPECT_EQ(logmel.coefficients(), 64);
  EXPECT_EQ(logmel.chunk_samples(), 661500);
  EXPECT_EQ(logmel.frames(), 1292);
  EXPECT_EQ(logmel.least_frames(), 5);
  EXPECT_EQ(gtzan.least_frames(), 130);
  for (const auto& preset : {gtzan, paper, logmel}) EXPECT_EQ(complaint(preset), "");
  EXPECT_THROW(feature_preset("Paper"), Error);
}

TEST(FeatureOptions, LogMelHasAsManyNumbersAsBands) {
  EXPECT_EQ((FeatureOptions{.kind = FeatureKind::kLogMel, .n_mels = 64}.coefficients()), 64);
}

TEST(FeatureOptions, MessagesNameTheOption) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::pair<const char*, Change> cases[] = {
      {"--rate 0: must be a whole number from 1000 to 384000", [](auto& o) { o.rate_hz = 0; }},
      {"--n-fft 0: must", [](auto& o) { o.n_fft = 0; }},
      {"--n-fft 2047: must be even", [](auto& o) { o.n_fft = 2047; }},
      {"--n-fft 1000000: must", [](auto& o) { o.n_fft = 1000000; }},
      {"--hop 0: must be a whole number from 1 to 65536", [](auto& o) { o.hop = 0; }},
      {"--hop -5: must", [](auto& o) { o.hop = -5; }},
      {"--hop 1: makes 66151 frames", [](auto& o) { o.hop = 1, o.n_fft = 8192; }},
      {"--n-mels 0: must", [](auto& o) { o.n_mels = 0; }},
      {"--n-mfcc 129: must be a whole number from 1 to 128", [](auto& o) { o.n_mfcc = 129; }},
      {"--n-mfcc 0: must", [](auto& o) { o.n_mfcc = 0; }},
      {"--fmax 12000.0: must be", [](auto& o) { o.fmax_hz = 12000; }},
      {"--fmax -1.0: must be", [](auto& o) { o.fmax_hz = -1; }},
      {"--fmin 11025.0: must be", [](auto& o) { o.fmin_hz = 11025; }},
      {"--fmin 300.0: must be", [](auto& o) { o.fmin_hz = 300, o.fmax_hz = 300; }},
      {"--fmin null: must be", [nan](auto& o) { o.fmin_hz = nan; }},
      {"--top-db 0.0: must be", [](auto& o) { o.top_db = 0; }},
      {"--chunk -1.0: must be 0 (the excerpt in one piece) or above 0", [](auto& o) { o.chunk_s = -1; }},
      {"--chunk null: must be", [nan](auto& o) { o.chunk_s = nan; }},
      {"--chunk 1e-06: must be at least one sample", [](auto& o) { o.chunk_s = 1e-6; }},
      {"--chunk 1e+300: must be", [](auto& o) { o.chunk_s = 1e300; }},
      {"--excerpt 1.0: must be 0 (all) or at least one chunk long, 3.0 s", [](auto& o) { o.excerpt_s = 1; }},
      {"--excerpt -1.0: must be", [](auto& o) { o.excerpt_s = -1; }},
      {"--excerpt 0.0: must be above 0 and at most 600.0 s when --chunk is 0",
       [](auto& o) { o.chunk_s = 0, o.excerpt_s = 0; }},
      {"--excerpt 601.0: must be above 0 and at most 600.0 s",
       [](auto& o) { o.chunk_s = 0, o.excerpt_s = 601; }},
      {"--excerpt null: must be", [nan](auto& o) { o.chunk_s = 0, o.excerpt_s = nan; }},
      {"--excerpt 0.05: must be at least one window long (--n-fft 2048)",
       [](auto& o) { o.chunk_s = 0, o.excerpt_s = 0.05; }},
      {"--hop 1: makes 661501 frames a chunk: choose a longer hop or a shorter --excerpt",
       [](auto& o) { o.chunk_s = 0, o.hop = 1; }},
  };
  for (const auto& [start, change] : cases) {
    EXPECT_TRUE(complaint(changed(change)).starts_with(start))
        << start << " / " << complaint(changed(change));
  }
}

TEST(FeatureOptions, WhatIsAllowed) {
  const Change cases[] = {
      [](auto& o) { o.excerpt_s = 0; },
      [](auto& o) { o.excerpt_s = 3; },
      [](auto& o) { o.chunk_s = 0; },
      [](auto& o) { o.chunk_s = 0, o.excerpt_s = 600; },
      [](auto& o) { o.chunk_s = 0, o.excerpt_s = 0.1; },
      [](auto& o) { o.hop = 4096; },
      [](auto& o) { o.kind = FeatureKind::kLogMel, o.n_mels = 5; },
      [](auto& o) { o.fmin_hz = 300, o.fmax_hz = 11025; },
  };
  for (const auto& change : cases) EXPECT_EQ(complaint(changed(change)), "");
}

TEST(FeatureOptions, JsonRoundTrip) {
  const FeatureOptions options{.kind = FeatureKind::kLogMel,
                               .rate_hz = 16000,
                               .n_fft = 512,
                               .hop = 256,
                               .n_mels = 96,
                               .n_mfcc = 20,
                               .fmin_hz = 0.1,
                               .fmax_hz = 7999.9,
                               .top_db = 60,
                               .chunk_s = 1.0 / 3,
                               .excerpt_s = 0,
                               .padding = Padding::kReflect};
  EXPECT_EQ(feature_options_from_json(to_json(options)), options);
  EXPECT_EQ(feature_options_from_json(to_json({})), FeatureOptions());
  EXPECT_EQ(to_json(FeatureOptions()),
            R"({"kind":"mfcc","rate_hz":22050,"n_fft":2048,"hop":512,"n_mels":128,"n_mfcc":13,"fmin_hz":0.0,)"
            R"("fmax_hz":0.0,"top_db":80.0,"chunk_s":3.0,"excerpt_s":30.0,"padding":"zero"})");
}

/// The kind of the error a JSON text gives.
void expect_format_error(const std::string& text, const std::string& part) {
  try {
    feature_options_from_json(text);
    ADD_FAILURE() << "accepted " << text;
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kFormat);
    EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
  }
}

TEST(FeatureOptions, BadJson) {
  for (const char* text : {"", "null", "[]", "{", "3"}) expect_format_error(text, "not a JSON object");
  const auto good = nlohmann::json::parse(to_json({}));
  for (const auto& [key, value] : good.items()) {
    auto without = good;
    without.erase(key);
    expect_format_error(without.dump(), "option \"" + key + "\" is missing");
    auto wrong = good;
    wrong[key] = nlohmann::json::array();
    expect_format_error(wrong.dump(), "option \"" + key + "\" must be");
  }
  auto impossible = good;
  impossible["hop"] = 0;
  expect_format_error(impossible.dump(), "impossible feature options: --hop 0");
  impossible["hop"] = 5000000000;
  expect_format_error(impossible.dump(), "option \"hop\" must be a whole number");
  impossible["hop"] = 512.5;
  expect_format_error(impossible.dump(), "option \"hop\" must be a whole number");
}

}  // namespace
}  // namespace mrec::features
