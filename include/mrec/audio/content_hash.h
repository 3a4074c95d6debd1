#pragma once

#include <filesystem>
#include <string>

namespace mrec::audio {

/// A number of 128 bits that tells a file's content (XXH3), as 32 hexadecimal digits: of its size and all its
/// bytes up to 1 MiB; of a longer file its size, the first and the last 256 KiB and four pieces of 64 KiB
/// evenly between them, for to read a library of music whole takes hours. Throws Error{kIo}.
std::string content_hash(const std::filesystem::path& path);

}  // namespace mrec::audio
