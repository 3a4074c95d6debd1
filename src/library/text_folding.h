#pragma once

#include <string>
#include <string_view>

namespace mrec::library {

/// The text in lower case, decomposed (NFKD) and without accents. All blanks are ' ', all brackets '(' and
/// ')', all dashes '-'; '&', '+', ',', ';' and '/' stay. Other punctuation and symbols are blanks, so that a
/// byte that is no letter is one of these.
std::string folded(std::string_view text);

/// The same, but what is neither letter nor digit stays as it is, and blanks are left out.
std::string folded_symbols(std::string_view text);

}  // namespace mrec::library
