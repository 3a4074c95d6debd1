#pragma once

#include <span>

#include "mrec/audio/recording.h"
#include "mrec/embedding/embedder.h"
#include "mrec/embedding/patch_buffer.h"
#include "mrec/features/track_features.h"

namespace mrec::features {

/// Takes mono samples at the embedder's rate; of the sound only the patches that it may look at are kept.
class SoundStream : public audio::SampleSink {
 public:
  /// The embedder must outlive the stream.
  explicit SoundStream(const embedding::Embedder& embedder) : embedder_(embedder) {}

  void begin() override;
  void take(std::span<const float> samples) override;

  /// The embedding and the strongest tags of the sound since begin(), rounded as feature files keep them. A
  /// sound that is too short to leave a sample at this rate counts as silence. Throws as Embedder::embed().
  void finish(TrackFeatures& track);

 private:
  const embedding::Embedder& embedder_;
  embedding::PatchBuffer patches_;
  bool is_empty_ = true;
};

}  // namespace mrec::features
