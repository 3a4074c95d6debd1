#include "cli/feature_flags.h"

namespace mrec::cli {
namespace {

constexpr const char* kGroup = "Features";

template <class T>
void put(const std::optional<T>& given, T& option) {
  if (given) option = *given;
}

}  // namespace

void FeatureFlags::add_to(CLI::App& command) {
  const auto add = [&](const char* name, auto& value, const char* help) {
    return command.add_option(name, value, help)->group(kGroup);
  };
  add("--preset", preset_,
      "gtzan: 3 s chunks, hop 512; paper: 10 s chunks, hop 1702; logmel: 64 bands in dB, in one piece")
      ->check(CLI::IsMember({"gtzan", "paper", "logmel"}))
      ->capture_default_str();
  add("--features", kind_, "mfcc or logmel [mfcc]")->check(CLI::IsMember({"mfcc", "logmel"}));
  add("--excerpt", excerpt_s_, "seconds from the middle of each track, 0 for all [30]");
  add("--chunk", chunk_s_, "seconds a chunk, 0 for the whole excerpt in one piece [3]");
  add("--rate", rate_hz_, "sample rate in Hz to work at [22050]");
  add("--n-fft", n_fft_, "samples a window [2048]");
  add("--hop", hop_, "samples from frame to frame [512]");
  add("--n-mels", n_mels_, "mel bands [128]");
  add("--n-mfcc", n_mfcc_, "cepstral coefficients kept [13]");
  add("--fmin", fmin_hz_, "lowest frequency in Hz [0]");
  add("--fmax", fmax_hz_, "highest frequency in Hz, 0 for half the rate [0]");
  add("--top-db", top_db_, "floor in dB below a chunk's maximum [80]");
  add("--pad", padding_, "what lies before and after a chunk: zero or reflect [zero]")
      ->check(CLI::IsMember({"zero", "reflect"}));
}

features::FeatureOptions FeatureFlags::options() const {
  features::FeatureOptions options = features::feature_preset(preset_);
  if (kind_)
    options.kind = *kind_ == "logmel" ? features::FeatureKind::kLogMel : features::FeatureKind::kMfcc;
  if (padding_)
    options.padding = *padding_ == "reflect" ? features::Padding::kReflect : features::Padding::kZero;
  put(rate_hz_, options.rate_hz);
  put(n_fft_, options.n_fft);
  put(hop_, options.hop);
  put(n_mels_, options.n_mels);
  put(n_mfcc_, options.n_mfcc);
  put(fmin_hz_, options.fmin_hz);
  put(fmax_hz_, options.fmax_hz);
  put(top_db_, options.top_db);
  put(chunk_s_, options.chunk_s);
  put(excerpt_s_, options.excerpt_s);
  options.validate();
  return options;
}

}  // namespace mrec::cli
