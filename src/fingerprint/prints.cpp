#include "mrec/fingerprint/prints.h"

#include <string_view>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "fingerprint/prints_format.h"
#include "mrec/core/mapped_file.h"

namespace mrec::fingerprint {
namespace {

/// Whether a print is still right for a source.
bool is_of(const TrackSource& print, const TrackSource& source) {
  return print.size_bytes == source.size_bytes && print.mtime_us == source.mtime_us &&
         print.section == source.section;
}

MappedFile map_if_there(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error) && !error) return {};
  return MappedFile(file);
}

}  // namespace

struct Prints::State {
  void select(std::span<const TrackSource> sources) {
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < sources.size(); ++i) places.emplace(sources[i].path.native(), i);
    is_here.resize(sources.size());
    for (const Segment& segment : segments) {
      std::vector<std::size_t>& selected = source_of.emplace_back(segment.tracks(), kNone);
      for (std::size_t track = 0; track < segment.tracks(); ++track) {
        const TrackSource print = segment.source(track);
        const auto found = places.find(print.path.native());
        if (found == places.end() || is_here[found->second] || !is_of(print, sources[found->second]))
          continue;
        selected[track] = found->second;
        is_here[found->second] = true;
        frames += segment.frames(track);
      }
    }
  }

  MappedFile file;
  std::string bytes;  ///< in place of a file
  std::vector<Segment> segments;
  std::vector<std::vector<std::size_t>> source_of;  ///< a segment: a track
  std::vector<bool> is_here;                        ///< a source
  std::int64_t frames = 0;
};

Prints::Prints() : state_(std::make_unique<State>()) {}

Prints::Prints(const std::filesystem::path& file, std::span<const TrackSource> sources) : Prints() {
  state_->file = map_if_there(file);
  state_->segments = read_segments(state_->file.bytes(), file.native());
  state_->select(sources);
}

Prints::Prints(std::string bytes, std::span<const TrackSource> sources) : Prints() {
  state_->bytes = std::move(bytes);
  state_->segments = read_segments(state_->bytes, "fingerprints");
  state_->select(sources);
}

Prints::~Prints() = default;
Prints::Prints(Prints&&) noexcept = default;
Prints& Prints::operator=(Prints&&) noexcept = default;

std::vector<std::size_t> Prints::missing() const {
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < state_->is_here.size(); ++i) {
    if (!state_->is_here[i]) missing.push_back(i);
  }
  return missing;
}

std::int64_t Prints::frames() const {
  return state_->frames;
}

std::span<const Segment> Prints::segments() const {
  return state_->segments;
}

std::size_t Prints::source_of(std::size_t segment, std::size_t track) const {
  return state_->source_of[segment][track];
}

std::filesystem::path prints_path_of(const std::filesystem::path& library) {
  std::filesystem::path path = library;
  path += ".fingerprints";
  return path;
}

}  // namespace mrec::fingerprint
