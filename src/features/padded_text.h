#pragma once

#include <cstddef>
#include <string_view>

namespace mrec::features {

/// Readers of JSON look at whole vectors and so at up to this many bytes behind a text.
inline constexpr std::size_t kTextPadding = 64;

/// A text behind which kTextPadding bytes more, whatever they are, may be read.
struct PaddedText {
  std::string_view text;
};

}  // namespace mrec::features
