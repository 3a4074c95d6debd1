#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "mrec/report/evaluation_page.h"

namespace mrec::report {

/// A card for each track: what it is, what it was taken for, how sure that was; its spectrogram and a player
/// where there are any. `folder` is that of the page.
std::string wrong_track_cards(std::span<const WrongTrack> tracks, const std::filesystem::path& folder);

}  // namespace mrec::report
