#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "listen_history.h"

namespace mrec::library {

/// Reads JSON or JSON lines: the listens and the feedback that ListenBrainz exports (or its API gives), and
/// the recordings of a MusicBrainz collection, which are loved. Everything else is passed over. Gives the
/// number of entries. `name` is for messages. Throws Error{kFormat}, with the line where there are several.
std::size_t read_json_songs(std::string_view text, const std::string& name, ListenHistory& history);

}  // namespace mrec::library
