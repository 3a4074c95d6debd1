#pragma once

#include <string>
#include <string_view>

namespace mrec::report {

/// Any bytes as text of HTML and XML, also between double quotes: markup is escaped, control characters are
/// blanks, what is not UTF-8 or no character of XML becomes U+FFFD.
std::string escaped(std::string_view bytes);

/// escaped(), kept from turning the direction of the text around it.
std::string isolated(std::string_view bytes);

/// Width in pixels that a text takes at most in a sans-serif font of that size, as a guess without the font.
double text_width(std::string_view utf8, double font_px);

/// At most `characters` of a text; of a longer one the beginning and an ellipsis.
std::string shortened(std::string_view bytes, std::size_t characters);

}  // namespace mrec::report
