#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mrec/report/evaluation_page.h"

namespace mrec::testing {

/// Made-up evaluations with everything a page can show; the audio files that they name are not written here.

/// Ten genres, 30 epochs, tracks that were wrong with three spectrograms. Audio files in folder/music.
report::EvaluationPage example_page(const std::filesystem::path& folder);

/// Many genres with long names and few tracks: some genres are never true, some never given.
report::EvaluationPage wide_page(std::size_t genres);

/// Markup, control characters and bytes that are not UTF-8 wherever a text can stand, numbers that are none.
report::EvaluationPage hostile_page(const std::filesystem::path& folder);

/// A text that would do harm if it were taken for markup.
inline constexpr const char* kScriptText = "<script>alert(1)</script>";

/// Three seconds of a made-up song at 22,050 Hz; each number is another song.
std::vector<float> made_up_song(int number);

}  // namespace mrec::testing
