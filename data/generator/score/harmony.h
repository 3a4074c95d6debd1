#pragma once

#include <string_view>
#include <vector>

namespace mrec::generator {

/// Semitones above the key note, ascending, starting at 0.
using Scale = std::vector<int>;

inline const Scale kMajor = {0, 2, 4, 5, 7, 9, 11};
inline const Scale kMinor = {0, 2, 3, 5, 7, 8, 10};
inline const Scale kHarmonicMinor = {0, 2, 3, 5, 7, 8, 11};
inline const Scale kDorian = {0, 2, 3, 5, 7, 9, 10};
inline const Scale kPhrygian = {0, 1, 3, 5, 7, 8, 10};
inline const Scale kMixolydian = {0, 2, 4, 5, 7, 9, 10};
inline const Scale kLydian = {0, 2, 4, 6, 7, 9, 11};
inline const Scale kMajorPentatonic = {0, 2, 4, 7, 9};
inline const Scale kMinorPentatonic = {0, 3, 5, 7, 10};
inline const Scale kBlues = {0, 3, 5, 6, 7, 10};

struct Chord {
  int root = 0;            ///< semitones above the key note
  std::vector<int> tones;  ///< semitones above the root, starting at 0
};

/// Reads chords in Roman numerals, such as "I vi IV V7" or "i bVI bVII5": capitals are major, small letters
/// minor, b lowers the root by a semitone; a suffix 7 adds the seventh, maj7 the major one, 9 also the ninth,
/// and 5 leaves only root and fifth. Roots are those of the major scale. Throws std::invalid_argument for
/// anything else.
std::vector<Chord> parse_progression(std::string_view text);

/// Frequency of a MIDI note number, A4 = 69 = 440 Hz.
double hz_of(int midi);

/// The octave of a note that lies within six semitones of a centre.
int fold_towards(int centre_midi, int midi);

}  // namespace mrec::generator
