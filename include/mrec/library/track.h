#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace mrec::library {

/// What is known of a track besides its sound.
struct Track {
  std::filesystem::path path;  ///< relative to the library's root
  std::string artist;
  std::string title;
  double duration_s = 0;
  std::filesystem::path file = {};  ///< the audio file, where that is not `path`: of a track of a CUE sheet
  double start_s = 0;               ///< its place in that file
  double end_s = 0;                 ///< 0: to the end of the file
  std::string album = {};
  std::string genre = {};  ///< as the file's tag says
  int year = 0;            ///< 0: not known

  bool is_section() const { return !file.empty(); }
  const std::filesystem::path& audio_file() const { return file.empty() ? path : file; }
};

/// What a track is besides music, as shares of what was heard of it, 0 to 1.
struct SoundKind {
  float silence = 0;
  float speech = 0;  ///< how sure it is that someone speaks
};

}  // namespace mrec::library
