#include <cmath>

#include "fuzzer.h"
#include "mrec/audio/recording.h"

void mrec::fuzz::read_input(Bytes bytes) {
  const audio::Recording recording = audio::load(file_of(bytes), {.rate_hz = 8000, .excerpt_s = 0.1});
  require(!recording.signal.samples.empty(), "there are samples");
  for (const float sample : recording.signal.samples) require(std::isfinite(sample), "samples are numbers");
  require(std::isfinite(recording.facts.duration_s), "the duration is a number");
}

// Read by the leak sanitizer.
extern "C" const char* __lsan_default_suppressions();

/// libsndfile 1.2.0 forgets a vorbis_info (some 6 kB) whenever it gives up on a damaged Ogg file. Called by
/// the library's name, because functions have names only where llvm-symbolizer is installed.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libvorbis.so\n";
}
