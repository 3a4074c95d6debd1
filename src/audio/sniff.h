#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>

namespace mrec::audio {

/// How many first bytes of a file looks_like_audio() wants: two MPEG frames of any kind fit in.
inline constexpr std::size_t kSniffBytes = 4096;

/// Whether the first bytes of a file are those of a known audio format. Text, pictures and video are not
/// taken for one: where a format has no magic word (MPEG), two frame headers in a row must agree.
bool looks_like_audio(std::span<const unsigned char> head);

/// Whether they are those of sound, or of video that may have sound, that only ffmpeg reads.
bool needs_ffmpeg(std::span<const unsigned char> head);

/// Where MPEG audio begins: at once, or after something unknown, and then three frames must agree.
std::optional<std::size_t> find_mpeg_audio(std::span<const unsigned char> head);

/// Whether the name ends like that of an audio or a video file, in capitals or not.
bool has_audio_name(const std::filesystem::path& path);

}  // namespace mrec::audio
