#pragma once

namespace mrec::dsp {

/// What stands before and after a signal for the frames at its ends.
enum class Padding {
  kZero,     ///< silence (librosa 0.9 and later)
  kReflect,  ///< the signal mirrored at its ends, again and again if it is short (librosa before 0.9)
};

}  // namespace mrec::dsp
