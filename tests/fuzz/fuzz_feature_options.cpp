#include "fuzzer.h"
#include "mrec/features/feature_options.h"

void mrec::fuzz::read_input(Bytes bytes) {
  const features::FeatureOptions options = features::feature_options_from_json(text_of(bytes));
  require(features::feature_options_from_json(to_json(options)) == options,
          "what was read can be written and read");
}
