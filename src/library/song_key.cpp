#include "mrec/library/song_key.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "text_folding.h"

namespace mrec::library {
namespace {

/// Views of a folded text.
using Words = std::vector<std::string_view>;

bool is_part_of_a_word(char c) {
  const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return is_plain || static_cast<unsigned char>(c) >= 0x80;
}

/// Without punctuation; "&", and "+" between blanks, is "and".
Words words_of(std::string_view text) {
  Words words;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_part_of_a_word(text[end])) ++end;
    const bool is_and = text[i] == '&' || (i > 0 && text.substr(i - 1, 3) == " + ");
    if (end > i) words.push_back(text.substr(i, end - i));
    if (is_and) words.emplace_back("and");
    i = std::max(end, i + 1);
  }
  return words;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool begins_with_digit(std::string_view word) {
  return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

/// Cuts the words from "feat." on, unless that would leave fewer than `least` or they are feet ("six ft", "6
/// ft").
void cut_guests(Words& words, std::size_t least) {
  for (std::size_t i = least; i < words.size(); ++i) {
    const bool is_feet = words[i] == "ft" && i > 0 && begins_with_digit(words[i - 1]);
    if (is_feet || !is_one_of<3>(words[i], {"feat", "ft", "featuring"})) continue;
    words.resize(i);
    return;
  }
}

/// Words of notes that say nothing of the recording.
constexpr std::array<std::string_view, 38> kEditionWords{
    "version", "edit",      "edition",  "original", "album", "single", "radio",   "lp",
    "ep",      "mono",      "stereo",   "explicit", "clean", "bonus",  "track",   "tracks",
    "music",   "video",     "official", "audio",    "lyric", "lyrics", "deluxe",  "expanded",
    "hd",      "hq",        "mix",      "the",      "in",    "and",    "digital", "anniversary",
    "full",    "digitally", "main",     "re",       "from",  "bit"};
/// Those of them that make a note one of the edition.
constexpr std::array<std::string_view, 14> kEditionMarks{
    "version", "edit",  "edition",  "original", "mono",   "stereo", "explicit",
    "clean",   "bonus", "official", "lyric",    "lyrics", "deluxe", "expanded"};

bool is_edition_word(std::string_view word) {
  return is_one_of(word, kEditionWords);
}
bool is_edition_mark(std::string_view word) {
  return is_one_of(word, kEditionMarks);
}
bool is_remaster(std::string_view word) {
  return word.starts_with("remaster") || word == "mastered";
}

/// Removes from a note what it says of the edition.
void cut_edition(Words& words) {
  if (std::ranges::any_of(words, is_remaster)) {
    std::erase_if(words, [](std::string_view word) {
      return is_remaster(word) || is_edition_word(word) || begins_with_digit(word);
    });
  } else if (std::ranges::all_of(words, is_edition_word) && std::ranges::any_of(words, is_edition_mark)) {
    words.clear();
  } else if (!words.empty() && words.back() == "version") {
    words.pop_back();
  }
}

/// A part of a title: the title itself, or a note in brackets or behind a dash.
struct Part {
  std::string_view text;
  bool is_note = false;
};

std::vector<Part> parts_of(std::string_view title) {
  std::vector<Part> parts;
  bool is_note = false;
  std::size_t start = 0;
  const auto end_part = [&](std::size_t end, bool next_is_note) {
    parts.push_back({title.substr(start, end - start), is_note});
    start = end + 1;
    is_note = next_is_note;
  };
  for (std::size_t i = 0; i < title.size(); ++i) {
    if (title[i] == '(') end_part(i, true);
    if (title[i] == ')') end_part(i, false);
    if (title.substr(i, 3) == " - ") end_part(i, true);
  }
  end_part(title.size(), false);
  return parts;
}

Words words_of_note(std::string_view note) {
  Words kept;
  bool has_guests = false;
  while (!note.empty() && !has_guests) {
    const std::string_view one = note.substr(0, note.find_first_of(",;/"));
    note.remove_prefix(std::min(note.size(), one.size() + 1));
    Words words = words_of(one);
    const std::size_t before = words.size();
    cut_guests(words, 0);
    has_guests = words.size() < before;  // what follows a comma then are more of them
    cut_edition(words);
    kept.insert(kept.end(), words.begin(), words.end());
  }
  return kept;
}

std::string joined(const Words& words) {
  std::string key;
  for (const std::string_view word : words) key += word == "pt" ? "part" : word;
  return key;
}

/// The key of the words that are left or, where none is, of all the text has.
std::string key_of(const Words& left, const std::string& all_folded, std::string_view text) {
  if (std::string key = joined(left); !key.empty()) return key;
  if (std::string key = joined(words_of(all_folded)); !key.empty()) return key;
  return folded_symbols(text);
}

bool is_no_title(const Words& words) {
  const std::string key = joined(words);
  if (is_one_of<4>(key, {"untitled", "unknown", "unknowntitle", "untitledtrack"})) return true;
  return words.size() == 2 && begins_with_digit(words[1]) &&
         is_one_of<5>(words[0], {"track", "titel", "piste", "pista", "traccia"});
}

constexpr std::array<std::string_view, 17> kNobody{"variousartists",
                                                   "various",
                                                   "va",
                                                   "unknownartist",
                                                   "unknown",
                                                   "noartist",
                                                   "artistunknown",
                                                   "verschiedeneinterpreten",
                                                   "verschiedenekunstler",
                                                   "unbekannterinterpret",
                                                   "unbekannterkunstler",
                                                   "artistesdivers",
                                                   "artisteinconnu",
                                                   "variosartistas",
                                                   "artistadesconocido",
                                                   "artistivari",
                                                   "artistasconosciuto"};

}  // namespace

std::string artist_key(std::string_view artist) {
  const std::string text = folded(artist);
  Words words = words_of(text);
  cut_guests(words, 1);
  if (words.size() > 1 && words.front() == "the") words.erase(words.begin());
  if (words.size() > 1 && words.back() == "the") words.pop_back();
  std::string key = key_of(words, text, artist);
  return is_one_of(key, kNobody) ? std::string() : key;
}

std::string title_key(std::string_view title) {
  const std::string text = folded(title);
  if (is_no_title(words_of(text))) return {};
  Words words;
  for (const Part& part : parts_of(text)) {
    Words of_part = part.is_note ? words_of_note(part.text) : words_of(part.text);
    if (!part.is_note) cut_guests(of_part, 1);
    words.insert(words.end(), of_part.begin(), of_part.end());
  }
  return key_of(words, text, title);
}

std::string name_key(std::string_view name) {
  const std::string text = folded(name);
  return key_of(words_of(text), text, name);
}

std::string song_key(std::string_view artist, std::string_view title) {
  const std::string by = artist_key(artist);
  const std::string called = title_key(title);
  // No key has a tab.
  return by.empty() || called.empty() ? std::string() : by + "\t" + called;
}

}  // namespace mrec::library
