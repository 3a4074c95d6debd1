#include "mrec/catalogue/library_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <utility>

#include "catalogue/record_copy.h"
#include "mrec/core/atomic_file.h"
#include "mrec/core/error.h"
#include "mrec/features/record_file.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;

/// Power failures may cost this many tracks.
constexpr std::size_t kSyncEvery = 64;

}  // namespace

void LibraryFile::create(const fs::path& path, const features::FeatureHeader& header,
                         features::RecordForm form) {
  remove_catalogue(path);
  AtomicFile file(path);
  file.write(features::as_record(features::to_line(header), form));
  file.commit();
}

void LibraryFile::create(const fs::path& path, const features::FeatureHeader& header) {
  create(path, header, features::form_of_name(path));
}

LibraryFile::LibraryFile(fs::path path)
    : path_(std::move(path)),
      header_(features::FeatureReader(path_).header()),
      form_(features::RecordReader(path_).form()),
      contents_(read_contents(path_)),
      descriptor_(::open(path_.c_str(), O_RDWR | O_CLOEXEC)) {
  if (descriptor_ < 0) fail_to_write(path_);
  if (contents_.torn_bytes > 0 && ::ftruncate(descriptor_, static_cast<off_t>(contents_.end)) != 0) {
    const int reason = errno;
    ::close(descriptor_);
    errno = reason;
    fail_to_write(path_);
  }
}

LibraryFile::~LibraryFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string LibraryFile::read_line(const Entry& entry) const {
  try {
    return features::read_record(path_, entry.offset, entry.bytes);
  } catch (const Error& error) {
    // The catalogue knows nothing of the damage: without it the next run does.
    if (error.kind() == ErrorKind::kFormat) remove_catalogue(path_);
    throw;
  }
}

void LibraryFile::append(features::TrackFeatures facts, std::string_view record) {
  std::size_t done = 0;
  while (done < record.size()) {
    const ssize_t written = ::pwrite(descriptor_, record.data() + done, record.size() - done,
                                     static_cast<off_t>(contents_.end + done));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const int reason = written == 0 ? ENOSPC : errno;
      (void)!::ftruncate(descriptor_, static_cast<off_t>(contents_.end));
      errno = reason;
      fail_to_write(path_);
    }
    done += static_cast<std::size_t>(written);
  }
  facts.chunks.clear();
  facts.embedding.clear();
  facts.predicted_tags.clear();
  appended_.push_back({.facts = std::move(facts), .offset = contents_.end, .bytes = record.size()});
  contents_.end += record.size();
  if (++unsynced_ >= kSyncEvery) sync();
}

void LibraryFile::sync() {
  if (unsynced_ > 0 && ::fdatasync(descriptor_) != 0 && errno != EINVAL) fail_to_write(path_);
  unsynced_ = 0;
}

/// Takes what was appended into the contents.
void LibraryFile::settle() {
  contents_.entries.insert(contents_.entries.end(), std::make_move_iterator(appended_.begin()),
                           std::make_move_iterator(appended_.end()));
  appended_.clear();
  keep_last_of_each_path(contents_);
}

void LibraryFile::close() {
  sync();
  settle();
  write_catalogue(path_, contents_);
}

void LibraryFile::finish(const std::function<bool(const Entry&)>& is_kept) {
  sync();
  settle();
  const auto dropped = std::erase_if(contents_.entries, [&](const Entry& entry) { return !is_kept(entry); });
  if (dropped > 0 || contents_.replaced > 0 || contents_.damaged > 0) rewrite();
  write_catalogue(path_, contents_);
}

void LibraryFile::adopt_embedding(const embedding::EmbeddingSpec& spec) {
  for (const Entry& entry : contents_.entries) {
    if (!entry.facts.has_embedding) continue;
    features::TrackFeatures track = features::track_from_line(read_line(entry), header_);
    const std::string record = features::as_record(features::to_line(track, header_), form_);
    append(std::move(track), record);
  }
  header_.embedding = spec;
  sync();
  settle();
  rewrite();
  write_catalogue(path_, contents_);
}

void LibraryFile::finish_under(const fs::path& root) {
  header_.root = root;
  sync();
  settle();
  rewrite();
  write_catalogue(path_, contents_);
}

void LibraryFile::rewrite() {
  AtomicFile file(path_);
  RecordCopy copy(file, features::as_record(features::to_line(header_), form_));
  for (Entry& entry : contents_.entries) copy.add(descriptor_, path_, entry);
  remove_catalogue(path_);
  file.commit();
  contents_.end = copy.end();
  contents_.replaced = contents_.damaged = contents_.torn_bytes = 0;
  ::close(std::exchange(descriptor_, ::open(path_.c_str(), O_RDWR | O_CLOEXEC)));
}

}  // namespace mrec::catalogue
