#include "mrec/features/feature_options.h"

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "mrec/core/error.h"

namespace mrec::features {
namespace {

constexpr double kLongestChunk_s = 3600;
constexpr double kLongestExcerpt_s = 1e7;
constexpr double kLongestPiece_s = 600;
/// Numbers in the power spectrum of one chunk: 1 GiB of memory.
constexpr double kLargestSpectrum = 1 << 28;

std::string text_of(double value) {
  return nlohmann::json(value).dump();
}

[[noreturn]] void reject(const std::string& option_and_value, const std::string& problem) {
  throw Error(ErrorKind::kUsage, option_and_value, problem);
}

void require_whole(const char* option, int value, int least, int most) {
  if (value >= least && value <= most) return;
  reject(std::string(option) + " " + std::to_string(value),
         "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

/// `requirement` reads on after "must be".
void require(bool holds, const char* option, double value, const std::string& requirement) {
  if (!holds) reject(std::string(option) + " " + text_of(value), "must be " + requirement);
}

void validate_transform(const FeatureOptions& options) {
  require_whole("--rate", options.rate_hz, 1000, 384000);
  require_whole("--n-fft", options.n_fft, 16, 65536);
  if (options.n_fft % 2 != 0) reject("--n-fft " + std::to_string(options.n_fft), "must be even");
  require_whole("--hop", options.hop, 1, 65536);
  require_whole("--n-mels", options.n_mels, 1, 1024);
  if (options.kind == FeatureKind::kMfcc) require_whole("--n-mfcc", options.n_mfcc, 1, options.n_mels);
}

void validate_levels(const FeatureOptions& options) {
  const double highest = options.rate_hz / 2.0;
  require(options.fmax_hz >= 0 && options.fmax_hz <= highest, "--fmax", options.fmax_hz,
          "from 0 (half the rate) to half the rate, " + text_of(highest) + " Hz");
  const double upper = options.fmax_hz > 0 ? options.fmax_hz : highest;
  require(options.fmin_hz >= 0 && options.fmin_hz < upper, "--fmin", options.fmin_hz,
          "at least 0 and below the highest frequency, " + text_of(upper) + " Hz");
  require(options.top_db > 0 && options.top_db <= 1000, "--top-db", options.top_db,
          "above 0 and at most 1000 dB");
}

void validate_chunk(const FeatureOptions& options) {
  require(options.chunk_s > 0 && options.chunk_s <= kLongestChunk_s, "--chunk", options.chunk_s,
          "0 (the excerpt in one piece) or above 0 and at most " + text_of(kLongestChunk_s) + " s");
  require(options.chunk_samples() >= 1, "--chunk", options.chunk_s, "at least one sample long");
  const bool all = options.excerpt_s == 0;
  require(all || (options.excerpt_s >= options.chunk_s && options.excerpt_s <= kLongestExcerpt_s),
          "--excerpt", options.excerpt_s,
          "0 (all) or at least one chunk long, " + text_of(options.chunk_s) + " s");
}

/// The whole piece is held in memory, so that it must have an end.
void validate_piece(const FeatureOptions& options) {
  require(options.excerpt_s > 0 && options.excerpt_s <= kLongestPiece_s, "--excerpt", options.excerpt_s,
          "above 0 and at most " + text_of(kLongestPiece_s) + " s when --chunk is 0");
  require(options.chunk_samples() >= options.n_fft, "--excerpt", options.excerpt_s,
          "at least one window long (--n-fft " + std::to_string(options.n_fft) + ") when --chunk is 0");
}

void validate_lengths(const FeatureOptions& options) {
  if (options.in_one_piece()) {
    validate_piece(options);
  } else {
    validate_chunk(options);
  }
  const double spectrum = static_cast<double>(options.frames()) * (options.n_fft / 2 + 1);
  if (spectrum > kLargestSpectrum) {
    reject("--hop " + std::to_string(options.hop), "makes " + std::to_string(options.frames()) +
                                                       " frames a chunk: choose a longer hop or a shorter " +
                                                       (options.in_one_piece() ? "--excerpt" : "--chunk"));
  }
}

constexpr const char* kKindNames[] = {"mfcc", "logmel"};
constexpr const char* kPaddingNames[] = {"zero", "reflect"};

[[noreturn]] void reject_key(const char* key, const std::string& problem) {
  throw Error(ErrorKind::kFormat, std::string("option \"") + key + "\" " + problem);
}

const nlohmann::json& value_of(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) reject_key(key, "is missing");
  return *found;
}

void read(const nlohmann::json& object, const char* key, int& field) {
  const auto& value = value_of(object, key);
  const bool fits =
      value.is_number_integer() && value.get<double>() >= INT32_MIN && value.get<double>() <= INT32_MAX;
  if (!fits) reject_key(key, "must be a whole number");
  field = value.get<int>();
}

void read(const nlohmann::json& object, const char* key, double& field) {
  const auto& value = value_of(object, key);
  if (!value.is_number()) reject_key(key, "must be a number");
  field = value.get<double>();
}

template <class Choice>
void read_choice(const nlohmann::json& object, const char* key, const char* const (&names)[2],
                 Choice& field) {
  const auto& value = value_of(object, key);
  for (const int i : {0, 1}) {
    if (value != names[i]) continue;
    field = static_cast<Choice>(i);
    return;
  }
  reject_key(key, std::string("must be \"") + names[0] + "\" or \"" + names[1] + "\"");
}

}  // namespace

int FeatureOptions::chunk_samples() const {
  return static_cast<int>(std::lround((in_one_piece() ? excerpt_s : chunk_s) * rate_hz));
}

int FeatureOptions::frames() const {
  return 1 + chunk_samples() / hop;
}

int FeatureOptions::least_frames() const {
  return in_one_piece() ? 1 + n_fft / hop : frames();
}

int FeatureOptions::coefficients() const {
  return kind == FeatureKind::kMfcc ? n_mfcc : n_mels;
}

void FeatureOptions::validate() const {
  validate_transform(*this);
  validate_levels(*this);
  validate_lengths(*this);
}

FeatureOptions feature_preset(std::string_view name) {
  if (name == "gtzan") return {};
  if (name == "paper") return {.hop = 1702, .chunk_s = 10};
  if (name == "logmel") return {.kind = FeatureKind::kLogMel, .n_mels = 64, .chunk_s = 0};
  throw Error(ErrorKind::kUsage, "--preset " + std::string(name), "is not known",
              "choose gtzan, paper or logmel");
}

std::string to_json(const FeatureOptions& options) {
  return nlohmann::ordered_json{
      {"kind", kKindNames[static_cast<int>(options.kind)]},
      {"rate_hz", options.rate_hz},
      {"n_fft", options.n_fft},
      {"hop", options.hop},
      {"n_mels", options.n_mels},
      {"n_mfcc", options.n_mfcc},
      {"fmin_hz", options.fmin_hz},
      {"fmax_hz", options.fmax_hz},
      {"top_db", options.top_db},
      {"chunk_s", options.chunk_s},
      {"excerpt_s", options.excerpt_s},
      {"padding", kPaddingNames[static_cast<int>(options.padding)]},
  }
      .dump();
}

FeatureOptions feature_options_from_json(std::string_view json) {
  const auto object = nlohmann::json::parse(json, nullptr, false);
  if (!object.is_object()) throw Error(ErrorKind::kFormat, "the feature options are not a JSON object");
  FeatureOptions options;
  read_choice(object, "kind", kKindNames, options.kind);
  read(object, "rate_hz", options.rate_hz);
  read(object, "n_fft", options.n_fft);
  read(object, "hop", options.hop);
  read(object, "n_mels", options.n_mels);
  read(object, "n_mfcc", options.n_mfcc);
  read(object, "fmin_hz", options.fmin_hz);
  read(object, "fmax_hz", options.fmax_hz);
  read(object, "top_db", options.top_db);
  read(object, "chunk_s", options.chunk_s);
  read(object, "excerpt_s", options.excerpt_s);
  read_choice(object, "padding", kPaddingNames, options.padding);
  try {
    options.validate();
  } catch (const Error& error) {
    throw Error(ErrorKind::kFormat, std::string("impossible feature options: ") + error.what());
  }
  return options;
}

}  // namespace mrec::features
