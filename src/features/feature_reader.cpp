#include <string>
#include <utility>

#include "features/feature_header.h"
#include "features/line_reader.h"
#include "features/track_line.h"
#include "mrec/core/error.h"
#include "mrec/features/feature_store.h"

namespace mrec::features {
namespace {

constexpr std::size_t kLongestHeader = std::size_t{1} << 20;
constexpr std::size_t kLongestTrack = std::size_t{1} << 32;

}  // namespace

struct FeatureReader::State {
  explicit State(std::filesystem::path path) : lines(std::move(path)) {}

  LineReader lines;
  std::string line;
  FeatureHeader header;
};

FeatureReader::FeatureReader(std::filesystem::path path) : state_(std::make_unique<State>(path)) {
  constexpr const char* kAdvice = "give a file that `mrec extract` wrote";
  if (!state_->lines.next(state_->line, kLongestHeader)) {
    throw Error(ErrorKind::kFormat, path.string(), "is empty", kAdvice);
  }
  try {
    state_->header = header_from_line(state_->line);
  } catch (const Error& error) {
    state_->lines.fail(error.what(), kAdvice);
  }
}

FeatureReader::~FeatureReader() = default;

const FeatureHeader& FeatureReader::header() const {
  return state_->header;
}

std::optional<TrackFeatures> FeatureReader::next() {
  if (!state_->lines.next(state_->line, kLongestTrack)) return std::nullopt;
  try {
    return track_from_line(state_->line, state_->header);
  } catch (const Error& error) {
    state_->lines.fail(error.what(), "write the feature file again");
  }
}

}  // namespace mrec::features
