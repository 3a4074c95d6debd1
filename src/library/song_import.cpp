#include "mrec/library/song_import.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include "json_songs.h"
#include "list_text.h"
#include "listen_history.h"
#include "mrec/core/error.h"
#include "mrec/core/trimmed.h"
#include "mrec/core/utf8.h"
#include "sticker_database.h"
#include "xspf_list.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;

constexpr double kLoved = 2;  // of the sticker "like"

std::string beginning(const fs::path& file) {
  std::array<char, 16> start{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), start.size());
  return {start.data(), static_cast<std::size_t>(stream.gcount())};
}

bool is_json(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

/// What was said outright counts before what was counted.
bool is_favourite(const StickerSong& song, const ImportOptions& options) {
  if (song.like && (*song.like >= kLoved || *song.like < 1)) return *song.like >= kLoved;
  if (song.rating) return *song.rating >= options.min_rating;
  return options.min_plays > 0 && song.plays >= static_cast<double>(options.min_plays);
}

/// "artist - title", the caption of a line of an M3U.
ListedSong song_of(const ListLine& line) {
  constexpr std::string_view kDash = " - ";
  const std::size_t dash = line.caption.find(kDash);
  ListedSong song{.path = line.entry, .artist = {}, .title = line.caption};
  if (dash == std::string::npos) return song;
  song.artist = trimmed(std::string_view(line.caption).substr(0, dash));
  song.title = trimmed(std::string_view(line.caption).substr(dash + kDash.size()));
  return song;
}

std::vector<ListedSong> songs_of_lines(std::string_view text) {
  std::vector<ListedSong> songs;
  for (const ListLine& line : list_lines(text)) {
    if (!line.entry.empty()) songs.push_back(song_of(line));
  }
  return songs;
}

}  // namespace

struct SongImport::State {
  ImportOptions options;
  std::vector<ListedSong> listed;
  ListenHistory history;
  std::vector<fs::path> not_utf8;

  void list(std::vector<ListedSong> songs, const fs::path& folder) {
    for (ListedSong& song : songs) {
      song.folder = folder;
      listed.push_back(std::move(song));
    }
  }

  std::size_t read_stickers_of(const fs::path& file) {
    const auto songs = read_stickers(file);
    for (const StickerSong& song : songs) {
      if (!is_favourite(song, options)) continue;
      listed.push_back({.path = song.uri, .artist = {}, .title = {}, .folder = options.music_directory});
    }
    return songs.size();
  }
};

SongImport::SongImport(ImportOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
}

SongImport::~SongImport() = default;

std::size_t SongImport::read(const fs::path& file) {
  const std::string start = beginning(file);
  if (start.starts_with("SQLite format 3")) return state_->read_stickers_of(file);
  if (start.starts_with("PK\x03\x04")) {
    throw Error(ErrorKind::kFormat, file.string(), "is a ZIP archive",
                "unpack it and import the files in it");
  }
  const std::string text = read_list_text(file);
  if (!is_xspf(text) && is_json(text)) {
    if (!is_utf8(text)) throw Error(ErrorKind::kFormat, file.string(), "is not in UTF-8", "save it as UTF-8");
    return read_json_songs(text, file.string(), state_->history);
  }
  std::vector<ListedSong> songs = is_xspf(text) ? read_xspf(text, file.string()) : songs_of_lines(text);
  if (!is_utf8(text)) state_->not_utf8.push_back(file);
  const std::size_t count = songs.size();
  state_->list(std::move(songs), file.parent_path());
  return count;
}

std::vector<ListedSong> SongImport::favourites() const {
  std::vector<ListedSong> favourites = state_->listed;
  std::ranges::move(state_->history.favourites(state_->options.min_plays), std::back_inserter(favourites));
  return favourites;
}

const std::vector<fs::path>& SongImport::not_utf8() const {
  return state_->not_utf8;
}

std::size_t SongImport::nameless() const {
  return state_->history.nameless();
}

}  // namespace mrec::library
