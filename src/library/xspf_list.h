#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mrec/library/listed_song.h"

namespace mrec::library {

/// Whether a text is meant to be an XSPF playlist: its first element says so.
bool is_xspf(std::string_view text);

/// Its tracks: the first location, a relative one as a path, and creator and title. VLC's option start-time
/// is kept as "#t=<seconds>". `name` is for messages. Throws Error{kFormat} when it is no well-formed XML.
std::vector<ListedSong> read_xspf(std::string_view text, const std::string& name);

}  // namespace mrec::library
