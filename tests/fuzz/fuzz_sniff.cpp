#include "audio/sniff.h"
#include "fuzzer.h"

void mrec::fuzz::read_input(Bytes bytes) {
  audio::looks_like_audio(bytes);
  audio::has_audio_name(text_of(bytes));
}
