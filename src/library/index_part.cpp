#include "index_part.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <utility>

#include "mrec/core/checksum.h"
#include "mrec/core/error.h"

namespace mrec::library {
namespace {

constexpr char kEndOfField = '\0';
constexpr std::size_t kSounds = 2;
constexpr float kWhole = 255;

/// Columns of a part as they are written.
struct Columns {
  std::vector<float> lanes = {};
  std::vector<float> hubness = {};
  std::vector<double> times = {};
  std::vector<std::uint64_t> text_ends = {};
  std::vector<std::uint64_t> records = {};
  std::vector<std::uint16_t> years = {};
  std::vector<std::uint8_t> sounds = {};
  std::string texts = {};
};

/// Rows by the hash of a text, so that it is found by halving.
struct HashTable {
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint32_t> rows;
};

template <class TextOf>
HashTable table_of(const std::vector<IndexedTrack>& tracks, TextOf text_of) {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(tracks.size());
  for (const IndexedTrack& each : tracks) hashes.push_back(hash64(text_of(each.track)));
  HashTable table;
  table.rows.resize(tracks.size());
  std::iota(table.rows.begin(), table.rows.end(), 0U);
  std::ranges::stable_sort(table.rows, {}, [&](std::uint32_t row) { return hashes[row]; });
  table.hashes.reserve(tracks.size());
  for (const std::uint32_t row : table.rows) table.hashes.push_back(hashes[row]);
  return table;
}

/// Zero bytes end the fields; a tag that holds one is cut there.
void append_field(std::string& texts, const std::string& field) {
  texts.append(field, 0, field.find(kEndOfField));
  texts += kEndOfField;
}

std::uint8_t to_byte(float share) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(share, 0.0F, 1.0F) * kWhole));
}

Columns columns_of(const FinishedRows& rows) {
  Columns columns{.lanes = to_lanes(rows.vectors), .hubness = rows.hubness};
  columns.hubness.resize(blocks_of(rows.tracks.size()) * kLanes);
  for (const IndexedTrack& each : rows.tracks) {
    const Track& track = each.track;
    for (const std::string* field : {&track.path.native(), &track.file.native(), &track.artist, &track.title,
                                     &track.album, &track.genre}) {
      append_field(columns.texts, *field);
    }
    columns.text_ends.push_back(columns.texts.size());
    columns.times.insert(columns.times.end(), {track.duration_s, track.start_s, track.end_s});
    columns.records.push_back(each.record);
    columns.years.push_back(static_cast<std::uint16_t>(std::clamp(track.year, 0, 65535)));
    columns.sounds.insert(columns.sounds.end(), {to_byte(each.sound.silence), to_byte(each.sound.speech)});
  }
  return columns;
}

template <class T>
ArrayBytes row_of(const char* name, const std::vector<T>& numbers) {
  return array_bytes(name, {numbers.size()}, std::span<const T>(numbers));
}

TensorMap map_of(std::map<std::string, std::string> metadata, const FinishedRows& rows,
                 const IndexSpace& space, const std::vector<std::uint32_t>& gone) {
  const Columns columns = columns_of(rows);
  const HashTable paths =
      table_of(rows.tracks, [](const Track& track) { return std::string_view(track.path.native()); });
  const HashTable names =
      table_of(rows.tracks, [](const Track& track) { return file_name_of(track.path.native()); });
  metadata["tracks"] = std::to_string(rows.tracks.size());
  const std::span<const std::uint8_t> texts(reinterpret_cast<const std::uint8_t*>(columns.texts.data()),
                                            columns.texts.size());
  // Wide numbers first, so that all are aligned.
  const std::vector<ArrayBytes> arrays = {
      array_bytes("vectors",
                  {blocks_of(rows.tracks.size()), static_cast<std::uint64_t>(rows.vectors.cols()), kLanes},
                  std::span<const float>(columns.lanes)),
      row_of("hubness", columns.hubness),
      array_bytes("times_s", {rows.tracks.size(), IndexPart::kTimes}, std::span<const double>(columns.times)),
      row_of("text_ends", columns.text_ends),
      row_of("path_hashes", paths.hashes),
      row_of("name_hashes", names.hashes),
      row_of("records", columns.records),
      row_of("mean", space.mean),
      row_of("scale", space.scale),
      row_of("cosines", space.cosines),
      row_of("references", space.references),
      row_of("genre_mass", rows.genre_mass),
      row_of("path_rows", paths.rows),
      row_of("name_rows", names.rows),
      row_of("gone", gone),
      row_of("years", columns.years),
      array_bytes("sounds", {rows.tracks.size(), kSounds}, std::span<const std::uint8_t>(columns.sounds)),
      array_bytes("texts", {texts.size()}, texts)};
  return TensorMap::of_bytes(tensor_map_bytes(metadata, arrays), "index");
}

template <class T>
std::vector<T> copy_of(std::span<const T> numbers) {
  return {numbers.begin(), numbers.end()};
}

}  // namespace

IndexPart::IndexPart(TensorMap map) : map_(std::move(map)) {
  look_up_arrays();
}

IndexPart::IndexPart(const std::map<std::string, std::string>& metadata, const FinishedRows& rows,
                     const IndexSpace& space, const std::vector<std::uint32_t>& gone)
    : IndexPart(map_of(metadata, rows, space, gone)) {}

void IndexPart::look_up_arrays() {
  const std::string& count = text("tracks");
  std::uint32_t tracks = 0;
  const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), tracks);
  if (error != std::errc() || end != count.data() + count.size()) {
    throw Error(ErrorKind::kFormat, "", "does not say how many tracks it has");
  }
  tracks_ = tracks;
  const std::uint64_t blocks = blocks_of(tracks_);
  const auto lanes = map_.numbers<float>("vectors");
  const std::uint64_t width = blocks == 0 ? 0 : lanes.size() / (blocks * kLanes);
  if (blocks > 0) map_.numbers<float>("vectors", {blocks, width, kLanes});
  lanes_ = {.values = lanes.data(), .tracks = tracks_, .width = width};
  hubness_ = map_.numbers<float>("hubness", {blocks * kLanes});
  times_ = map_.numbers<double>("times_s", {tracks_, kTimes});
  text_ends_ = map_.numbers<std::uint64_t>("text_ends", {tracks_});
  path_hashes_ = map_.numbers<std::uint64_t>("path_hashes", {tracks_});
  name_hashes_ = map_.numbers<std::uint64_t>("name_hashes", {tracks_});
  records_ = map_.numbers<std::uint64_t>("records", {tracks_});
  genre_mass_ = map_.numbers<float>("genre_mass", {tracks_});
  path_rows_ = map_.numbers<std::uint32_t>("path_rows", {tracks_});
  name_rows_ = map_.numbers<std::uint32_t>("name_rows", {tracks_});
  gone_ = map_.numbers<std::uint32_t>("gone");
  years_ = map_.numbers<std::uint16_t>("years", {tracks_});
  sounds_ = map_.numbers<std::uint8_t>("sounds", {tracks_, kSounds});
  texts_ = map_.numbers<std::uint8_t>("texts");
}

const std::string& IndexPart::text(const std::string& key) const {
  const auto found = map_.metadata().find(key);
  if (found == map_.metadata().end()) {
    throw Error(ErrorKind::kFormat, "", "the metadata \"" + key + "\" are missing");
  }
  return found->second;
}

Track IndexPart::track(std::size_t row) const {
  return {.path = field(row, kPath),
          .artist = std::string(field(row, kArtist)),
          .title = std::string(field(row, kTitle)),
          .duration_s = time_s(row, kDuration),
          .file = field(row, kFile),
          .start_s = time_s(row, kStart),
          .end_s = time_s(row, kEnd),
          .album = std::string(field(row, kAlbum)),
          .genre = std::string(field(row, kGenre)),
          .year = year(row)};
}

SoundKind IndexPart::sound(std::size_t row) const {
  return {.silence = static_cast<float>(sounds_[row * kSounds]) / kWhole,
          .speech = static_cast<float>(sounds_[row * kSounds + 1]) / kWhole};
}

std::string_view IndexPart::field(std::size_t row, Field which) const {
  const std::uint64_t begin = row == 0 ? 0 : text_ends_[row - 1];
  const std::uint64_t end = text_ends_[row];
  if (begin > end || end > texts_.size()) return {};
  std::string_view rest(reinterpret_cast<const char*>(texts_.data()) + begin, end - begin);
  for (int field = 0; field < which; ++field)
    rest.remove_prefix(std::min(rest.size(), rest.find(kEndOfField) + 1));
  return rest.substr(0, rest.find(kEndOfField));
}

std::optional<std::size_t> IndexPart::find(std::string_view path) const {
  const auto [first, last] = std::ranges::equal_range(path_hashes_, hash64(path));
  for (auto each = first; each != last; ++each) {
    const std::size_t row = path_rows_[static_cast<std::size_t>(each - path_hashes_.begin())];
    if (row < tracks_ && field(row, kPath) == path) return row;
  }
  return std::nullopt;
}

std::vector<std::size_t> IndexPart::find_name(std::string_view name) const {
  std::vector<std::size_t> rows;
  const auto [first, last] = std::ranges::equal_range(name_hashes_, hash64(name));
  for (auto each = first; each != last; ++each) {
    const std::size_t row = name_rows_[static_cast<std::size_t>(each - name_hashes_.begin())];
    if (row < tracks_ && file_name_of(field(row, kPath)) == name) rows.push_back(row);
  }
  return rows;
}

IndexSpace IndexPart::space() const {
  return {.mean = copy_of(map_.numbers<double>("mean")),
          .scale = copy_of(map_.numbers<double>("scale")),
          .cosines = copy_of(cosines()),
          .references = copy_of(map_.numbers<std::uint32_t>("references"))};
}

}  // namespace mrec::library
