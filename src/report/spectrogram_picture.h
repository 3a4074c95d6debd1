#pragma once

#include <optional>
#include <string>

#include "mrec/report/evaluation_page.h"
#include "report/png_image.h"

namespace mrec::report {

/// Levels below the loudest that are told apart.
inline constexpr float kRangeDb = 80;

/// The levels as colours, low bands at the bottom: the loudest is white, what lies kRangeDb or more below it
/// (or is not a number) black. Of more than 1024 frames the means of neighbours, so that a long track does
/// not make a large page. At least one frame and one band.
IndexedImage spectrogram_image(const Matrix& db);

/// The picture with its axes and a scale of colours; nothing without frames or bands.
std::optional<std::string> spectrogram_picture(const Spectrogram& spectrogram, const std::string& track);

}  // namespace mrec::report
