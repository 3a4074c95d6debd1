#pragma once

#include <string>
#include <vector>

#include "score/harmony.h"
#include "score/instrument.h"
#include "synth/drums.h"

namespace mrec::generator {

/// Low and high end of something that each clip chooses for itself.
struct Range {
  double low = 0.0;
  double high = 0.0;
};

/// Which notes a part takes from the chord of the moment.
enum class Voicing {
  kRoot,      ///< the root alone
  kWalk,      ///< the root on accents, other chord tones between
  kPower,     ///< root, fifth and octave
  kChord,     ///< all chord tones at once
  kStrum,     ///< all chord tones, one shortly after the other
  kArpeggio,  ///< chord tones in turn
  kMelody,    ///< a random walk on the scale, on accents a chord tone
};

/// Which of a band's players has a part.
enum class Role { kBass, kChords, kLead };

/// What one player may play; every clip picks one of the rhythms and a second one for every fourth bar.
struct Part {
  Role role = Role::kChords;
  Voicing voicing = Voicing::kChord;
  int centre_midi = 60;
  double gain = 1.0;
  double presence = 1.0;  ///< probability that a clip has this part at all
  std::vector<std::string> rhythms = {};
};

/// The same for one drum.
struct DrumPart {
  Drum drum = Drum::kKick;
  double gain = 1.0;
  double presence = 1.0;
  std::vector<std::string> rhythms = {};
};

/// One way to play a genre: metre, harmony and everybody's rhythms.
struct Feel {
  int beats_per_bar = 4;
  int chords_per_bar = 1;
  Range swing = {};
  std::vector<Scale> scales = {};
  std::vector<std::string> progressions = {};
  std::vector<Part> parts = {};
  std::vector<DrumPart> drums = {};
};

/// An invented artist: who plays what, how fast, and in which room. This is what the songs of one artist
/// share.
struct Band {
  std::string name = {};
  std::string album = {};
  int year = 2020;
  Range tempo_bpm = {};
  Instrument bass = {}, chords = {}, lead = {};
  Kit kit = {};
  Reverb reverb = {};
  double echo = 0.0;       ///< share of a dotted-quaver echo
  double loose_s = 0.008;  ///< how far from the beat the band plays at most
  Range level_db = {-21.0, -16.0};
};

struct Song {
  std::string title = {};
  std::size_t band = 0;
  std::size_t feel = 0;
};

struct Genre {
  std::string name = {};
  std::vector<Feel> feels = {};
  std::vector<Band> bands = {};
  std::vector<Song> songs = {};
};

/// All genres, in alphabetical order.
std::vector<Genre> all_genres();

/// One function a genre, each in its own file of the folder genres.
Genre ambient();
Genre blues();
Genre chiptune();
Genre classical();
Genre folk();
Genre house();
Genre metal();
Genre reggae();

}  // namespace mrec::generator
