#include "score/harmony.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <stdexcept>
#include <string>

namespace mrec::generator {
namespace {

constexpr std::array<std::string_view, 7> kNumerals = {"I", "II", "III", "IV", "V", "VI", "VII"};

std::string upper(std::string_view numeral) {
  std::string copy(numeral);
  for (char& letter : copy) {
    if (letter == 'i') letter = 'I';
    if (letter == 'v') letter = 'V';
  }
  return copy;
}

int scale_root(std::string_view numeral) {
  for (std::size_t degree = 0; degree < kNumerals.size(); ++degree) {
    if (kNumerals[degree] == numeral) return kMajor[degree];
  }
  throw std::invalid_argument("not a Roman numeral: " + std::string(numeral));
}

std::vector<int> tones_of(bool minor, std::string_view suffix) {
  const int third = minor ? 3 : 4;
  if (suffix.empty()) return {0, third, 7};
  if (suffix == "5") return {0, 7};
  if (suffix == "7") return {0, third, 7, 10};
  if (suffix == "maj7") return {0, third, 7, 11};
  if (suffix == "9") return {0, third, 7, 10, 14};
  throw std::invalid_argument("not a chord suffix: " + std::string(suffix));
}

Chord parse_chord(std::string_view text) {
  const bool lowered = text.front() == 'b';
  if (lowered) text.remove_prefix(1);
  const std::size_t length = std::min(text.find_first_not_of("IViv"), text.size());
  const std::string numeral = upper(text.substr(0, length));
  const bool minor = numeral != text.substr(0, length);
  return {.root = scale_root(numeral) - (lowered ? 1 : 0), .tones = tones_of(minor, text.substr(length))};
}

}  // namespace

std::vector<Chord> parse_progression(std::string_view text) {
  std::vector<Chord> chords;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) chords.push_back(parse_chord(word));
  return chords;
}

double hz_of(int midi) {
  return 440.0 * std::exp2((midi - 69) / 12.0);
}

int fold_towards(int centre_midi, int midi) {
  while (midi > centre_midi + 6) midi -= 12;
  while (midi < centre_midi - 6) midi += 12;
  return midi;
}

}  // namespace mrec::generator
