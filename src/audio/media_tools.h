#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "audio/child_process.h"
#include "audio/input_file.h"

namespace mrec::audio {

/// What ffprobe tells of the first sound in a file.
struct MediaFacts {
  bool has_sound = false;
  int rate_hz = 0;                   ///< 0: not told
  std::optional<double> duration_s;  ///< nothing: not told, or a guess from the bit rate
};

struct ProbeRequest {
  const InputFile& file;
  const std::filesystem::path& path;  ///< for messages
  double patience_s;
};

/// Asks ffprobe. Nothing when it is not installed. Throws Error{kFormat, kData} when it cannot make sense of
/// the file or does not answer.
std::optional<MediaFacts> probe_media(const ProbeRequest& request);

/// What both programs are told about their input: only the open file (descriptor 3), whatever it is called,
/// and only formats that do not lead to other files or to the net.
std::vector<std::string> media_input_arguments();

/// The first line of what a program complained of; where it did not, what its exit code tells.
std::string first_complaint(const ChildProcess& child, int exit_code);

}  // namespace mrec::audio
