#pragma once

#include <string>
#include <string_view>

namespace mrec::library {

/// Texts that are equal for what is only written differently: letter case, accents (of Latin, Greek and
/// Cyrillic letters), blanks and punctuation do not count, "&" is "and". Unicode's compatibility
/// decomposition, so that full-width letters and ligatures are plain ones. Bytes that are not UTF-8 count as
/// U+FFFD. Keys are for comparing, not for reading, and may change from version to version.

/// Of an artist without guests ("feat. X") and without "The" in front or behind a comma. Empty where the name
/// says nothing: empty itself, "Various Artists", "VA", "Unknown Artist", "<unknown>" and the like.
std::string artist_key(std::string_view artist);

/// Of a title without guests and without notes of the edition, in brackets or behind a dash: "(Remastered
/// 2009)", "- 2011 Remaster", "[Album Version]", "(Radio Edit)", "(feat. X)". What makes another recording
/// stays: "(Live)", "(X Remix)", "- Acoustic". "(Acoustic Version)" is "(Acoustic)". Empty where the title
/// says nothing: empty itself, "Track 01", "Untitled".
std::string title_key(std::string_view title);

/// Of a song; empty when its artist or its title says nothing.
std::string song_key(std::string_view artist, std::string_view title);

}  // namespace mrec::library
