#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "features/feature_header.h"
#include "features/line_reader.h"
#include "features/track_line.h"
#include "mrec/core/error.h"
#include "mrec/features/feature_store.h"

namespace mrec::features {
namespace {

constexpr std::size_t kLongestHeader = std::size_t{1} << 20;

/// What a line can need: of an excerpt far less than of a whole track, so that a few bytes that decompress
/// without end are soon found out.
std::size_t longest_line(const FeatureOptions& options) {
  constexpr double kBytesOfNumber = 24;
  constexpr double kBytesOfFacts = 1 << 20;
  if (options.excerpt_s == 0) return kLongestLine;
  const double chunks = options.in_one_piece() ? 1 : options.excerpt_s / options.chunk_s + 1;
  const double numbers = chunks * options.frames() * (options.coefficients() + 1);
  return static_cast<std::size_t>(
      std::min(static_cast<double>(kLongestLine), numbers * kBytesOfNumber + kBytesOfFacts));
}

}  // namespace

struct FeatureReader::State {
  State(std::filesystem::path file, Wanted what) : path(std::move(file)), wanted(what), lines(path) {}

  void require_equal_length(const TrackFeatures& track) {
    const std::size_t length = track.embedding.size();
    if (length == 0) return;
    if (dimensions == 0) dimensions = length;
    if (length == dimensions) return;
    throw Error(ErrorKind::kFormat, "the embedding has " + std::to_string(length) + " numbers, not " +
                                        std::to_string(dimensions) + " as those before");
  }

  std::filesystem::path path;
  Wanted wanted;
  LineReader lines;
  FeatureHeader header;
  std::size_t longest_line = 0;
  std::size_t dimensions = 0;            ///< of the embeddings; 0: there was none yet
  std::unordered_set<std::string> seen;  ///< paths
};

FeatureReader::FeatureReader(std::filesystem::path path, Wanted wanted)
    : state_(std::make_unique<State>(path, wanted)) {
  constexpr const char* kAdvice = "give a file that `mrec extract` wrote";
  LineReader& lines = state_->lines;
  const auto line = lines.next(kLongestHeader);
  if (!line && lines.torn()) lines.fail("breaks off within the header", kAdvice);
  if (!line) throw Error(ErrorKind::kFormat, path.string(), "is empty", kAdvice);
  try {
    state_->header = header_from_line(line->text);
    state_->longest_line = longest_line(state_->header.options);
  } catch (const Error& error) {
    lines.fail(error.what(), kAdvice);
  }
}

FeatureReader::~FeatureReader() = default;

const FeatureHeader& FeatureReader::header() const {
  return state_->header;
}

void FeatureReader::want(Wanted wanted) {
  state_->wanted = wanted;
}

std::uintmax_t FeatureReader::bytes_read() const {
  return state_->lines.bytes_read();
}

bool FeatureReader::torn() const {
  return state_->lines.torn();
}

std::string FeatureReader::torn_warning() const {
  return state_->path.string() +
         ": breaks off in the middle of a track: " + std::to_string(state_->seen.size()) +
         " tracks read: run the extraction again to complete it";
}

std::optional<TrackFeatures> FeatureReader::next() {
  while (const auto line = state_->lines.next(state_->longest_line)) {
    try {
      TrackFeatures track = track_from_line(*line, state_->header, state_->wanted);
      state_->require_equal_length(track);
      if (state_->seen.insert(track.path.native()).second) return track;
    } catch (const Error& error) {
      state_->lines.fail(error.what(), "write the feature file again");
    }
  }
  return std::nullopt;
}

}  // namespace mrec::features
