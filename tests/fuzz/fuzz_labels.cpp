#include "fuzzer.h"
#include "mrec/features/labels.h"

void mrec::fuzz::read_input(Bytes bytes) {
  static const Workers workers(1);
  static const audio::Scan scan = {
      .root = "/music",
      .files = {{.path = "a.wav"}, {.path = "jazz/b.flac"}, {.path = "c\xFF.ogg"}},
      .warnings = {}};
  const auto labels = features::label_files(scan, file_of(bytes).string(), workers);
  require(labels.size() == scan.files.size(), "there is a label a file");
}
