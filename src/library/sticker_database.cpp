#include "sticker_database.h"

#include <sqlite3.h>

#include <charconv>
#include <fstream>
#include <map>
#include <memory>
#include <string_view>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;

constexpr int kWait_ms = 2000;  // for MPD to finish what it writes

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

[[noreturn]] void fail(const fs::path& file, sqlite3* database) {
  const int code = sqlite3_errcode(database);
  const bool is_damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR;
  throw Error(is_damaged ? ErrorKind::kFormat : ErrorKind::kIo, file.string(),
              std::string("cannot be read as MPD's sticker database (") + sqlite3_errmsg(database) + ")",
              "give a copy of MPD's sticker_file");
}

/// Only for reading, and with nothing in the file trusted.
Database open(const fs::path& file) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(fs::absolute(file).c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  Database database(opened);
  if (code != SQLITE_OK) fail(file, database.get());
  sqlite3_busy_timeout(database.get(), kWait_ms);
  sqlite3_db_config(database.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return database;
}

Statement prepare(const fs::path& file, sqlite3* database, const char* query) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, query, -1, &statement, nullptr) != SQLITE_OK) fail(file, database);
  return Statement(statement);
}

/// A view of that name could compute for ever.
void require_table(const fs::path& file, sqlite3* database) {
  const Statement statement = prepare(
      file, database,
      "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'sticker' AND sql NOT LIKE '%VIRTUAL%'");
  const int step = sqlite3_step(statement.get());
  if (step == SQLITE_ROW) return;
  if (step != SQLITE_DONE) fail(file, database);
  throw Error(ErrorKind::kFormat, file.string(), "has no table of stickers",
              "give a copy of MPD's sticker_file");
}

std::string_view text_at(sqlite3_stmt* statement, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  return text == nullptr
             ? std::string_view()
             : std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}

/// A file that breaks off is read as one with empty songs otherwise.
void require_whole(const fs::path& file, sqlite3* database) {
  const Statement statement = prepare(file, database, "PRAGMA quick_check(1)");
  if (sqlite3_step(statement.get()) != SQLITE_ROW) fail(file, database);
  if (text_at(statement.get(), 0) == "ok") return;
  throw Error(ErrorKind::kFormat, file.string(), "is damaged", "give a whole copy of MPD's sticker_file");
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Clients write playCount, playcount and play_count.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != '_') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return plain;
}

void take(StickerSong& song, std::string_view name, std::string_view value) {
  const std::string plain = plain_name(name);
  if (plain == "rating") song.rating = number(value);
  if (plain == "like") song.like = number(value);
  if (plain == "playcount") song.plays = number(value).value_or(0);
}

}  // namespace

std::vector<StickerSong> read_stickers(const fs::path& file) {
  const Database database = open(file);
  require_table(file, database.get());
  require_whole(file, database.get());
  const Statement statement =
      prepare(file, database.get(), "SELECT uri, name, value FROM sticker WHERE type = 'song'");
  std::map<std::string, StickerSong, std::less<>> songs;
  int step = SQLITE_ROW;
  while ((step = sqlite3_step(statement.get())) == SQLITE_ROW) {
    throw_if_interrupted();
    const std::string uri(text_at(statement.get(), 0));
    take(songs[uri], text_at(statement.get(), 1), text_at(statement.get(), 2));
  }
  if (step != SQLITE_DONE) fail(file, database.get());
  std::vector<StickerSong> result;
  for (auto& [uri, song] : songs) {
    song.uri = uri;
    if (song.rating || song.like || song.plays > 0) result.push_back(song);
  }
  return result;
}

}  // namespace mrec::library
