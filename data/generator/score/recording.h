#pragma once

#include <string>

#include "score/genre.h"

namespace mrec::generator {

/// Composes, plays and mixes one song of a genre. The same song gives the same samples each time.
Signal record(const Genre& genre, std::size_t song_number);

}  // namespace mrec::generator
