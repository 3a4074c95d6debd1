#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "mrec/core/checksum.h"
#include "mrec/genre/checkpoint.h"

namespace mrec::genre {
namespace {

/// Adds values with their number, so that no two rows of lists look alike.
class Digest {
 public:
  void add(std::size_t number) { sum_.add({reinterpret_cast<const char*>(&number), sizeof number}); }
  template <class T>
  void add_list(std::span<const T> values) {
    add(values.size());
    sum_.add({reinterpret_cast<const char*>(values.data()), values.size_bytes()});
  }
  void add_text(std::string_view text) { add_list(std::span(text)); }
  std::string digits() const { return sum_.digits(); }

 private:
  Checksum sum_;
};

void add_track(const Dataset& dataset, const LabelledTrack& track, Digest& digest) {
  digest.add_text(track.path.native());
  digest.add_text(track.artist);
  digest.add(track.recording);
  digest.add_list(std::span<const std::size_t>(track.genres));
  for (const auto& [input, table] : dataset.tables)
    digest.add_list(std::span<const float>(table->frames(track.row)));
}

}  // namespace

std::string data_fingerprint(const Dataset& dataset, std::span<const Partition> partitions) {
  Digest digest;
  digest.add(dataset.genres.size());
  for (const std::string& genre : dataset.genres) digest.add_text(genre);
  digest.add(dataset.tracks.size());
  for (const LabelledTrack& track : dataset.tracks) add_track(dataset, track, digest);
  for (const Partition& partition : partitions) {
    digest.add_list(std::span(partition.train));
    digest.add_list(std::span(partition.validation));
    digest.add_list(std::span(partition.test));
  }
  return digest.digits();
}

}  // namespace mrec::genre
