#pragma once

#include <span>
#include <vector>

#include "mrec/audio/recording.h"
#include "mrec/core/matrix.h"
#include "mrec/features/extractor.h"

namespace mrec::features {

/// Slices mono samples at the options' rate into chunks as they come and transforms each alone, so that of
/// the sound never more than a chunk is kept. In one piece, what goes beyond the excerpt is left off.
class ChunkStream : public audio::SampleSink {
 public:
  /// The extractor must outlive the stream.
  explicit ChunkStream(const Extractor& extractor);

  void begin() override;
  void take(std::span<const float> samples) override;

  /// The chunks since begin(), each (frames x coefficients). A short last one is dropped, unless it is the
  /// only one: then it is padded with zeros. No samples: no chunks. In one piece it is a single one of its
  /// own length, and Error{kData} (without a path) is thrown when the sound is shorter than a window.
  std::vector<Matrix> finish();

 private:
  bool is_complete() const;
  void transform_piece();
  void transform(std::span<const float> chunk);

  const Extractor& extractor_;
  Extractor::Workspace workspace_;
  std::vector<float> pending_;  ///< samples of the chunk that is not yet complete
  std::vector<Matrix> chunks_;
};

}  // namespace mrec::features
