#pragma once

#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/features/feature_options.h"

namespace mrec::features {

/// Levels in dB, (frames x mel bands), of a track's chunks one after another, to be looked at. Of MFCC they
/// are what the coefficients that were kept still tell: the inverse DCT, which is smooth across the bands.
Matrix mel_levels(std::span<const Matrix> chunks, const FeatureOptions& options);

/// From one frame of mel_levels() to the next, seconds. Chunks count as lasting their whole length, so that
/// frames at a joint, which overlap, do not stretch the time.
double frame_step_s(const FeatureOptions& options);

/// Centres of the mel bands, Hz, rising.
std::vector<double> band_centres_hz(const FeatureOptions& options);

/// Widths of the mel bands, Hz, each that of a rectangle as high and as large as its triangle; a band's power
/// times its width is that of the spectrum there, apart from the scale.
std::vector<double> band_widths_hz(const FeatureOptions& options);

}  // namespace mrec::features
