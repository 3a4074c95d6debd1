#include "features/feature_header.h"
#include "fuzzer.h"

void mrec::fuzz::read_input(Bytes bytes) {
  const features::FeatureHeader header = features::header_from_line(text_of(bytes));
  const features::FeatureHeader again = features::header_from_line(to_line(header));
  require(again.root == header.root && again.options == header.options && again.embedding == header.embedding,
          "what was read can be written and read");
}
