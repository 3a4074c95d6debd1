#include "cli/library_index.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/row_maker.h"
#include "mrec/catalogue/contents.h"
#include "mrec/core/checksum.h"
#include "mrec/core/error.h"
#include "mrec/core/file_lock.h"
#include "mrec/core/interrupt.h"
#include "mrec/features/record_file.h"
#include "mrec/library/index_file.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

/// Above this share of changed tracks an index is made anew, so that what was learnt from all of them stays
/// true.
constexpr double kMostChanged = 0.1;

/// An index that is to be opened, made or mended.
struct Task {
  const fs::path& library_file;
  const features::FeatureHeader& header;
  library::IndexSources sources;
  const TrackJudge& judge;
  const Workers& workers;
  Progress& progress;
};

void require_tracks(const RowMaker& rows, const Task& task) {
  if (rows.size() > 0) return;
  if (rows.left_out() == 0) {
    throw Error(ErrorKind::kData, task.library_file.string(), "holds no track",
                "extract a folder with music first");
  }
  throw Error(ErrorKind::kData, task.library_file.string(),
              std::string("its tracks have ") + task.judge.missing_part(),
              "run mrec extract on its folders again");
}

std::string what_tells(const Task& task) {
  return " (genres by " + task.judge.model().path.filename().string() + ", similarity by " +
         name_of(task.judge.embedding()) + ")";
}

library::Index make_index(const Task& task) {
  features::FeatureReader reader(task.library_file);
  RowMaker rows(task.header, task.judge, task.workers);
  while (auto track = reader.next()) {
    throw_if_interrupted();
    rows.add(std::move(*track));
  }
  rows.finish();
  if (reader.torn()) task.progress.warn(reader.torn_warning());
  require_tracks(rows, task);
  const std::size_t tracks = rows.size();
  const library::IndexHeader header{
      .root = task.header.root, .genres = task.judge.model().design().genres, .left_out = rows.left_out()};
  library::Index index(header, std::move(rows).rows(), task.workers);
  task.progress.warn("indexed " + std::to_string(tracks) + " tracks of " + task.library_file.string() +
                     what_tells(task));
  return index;
}

/// What the library has now that an index does not know, and the reverse.
struct Difference {
  std::vector<catalogue::Entry> fresh;
  std::vector<std::size_t> gone;  ///< or changed: then it is fresh, too
  std::size_t changed = 0;        ///< tracks, each once
  std::size_t left_out = 0;       ///< that lack what is needed
};

Difference difference(const library::Index& index, const TrackJudge& judge,
                      std::vector<catalogue::Entry> entries) {
  Difference difference;
  std::vector<bool> stays(index.size());
  for (catalogue::Entry& entry : entries) {
    const auto place = index.find(entry.facts.path.native());
    if (place && index.record(*place) == record_key(entry.facts)) {
      stays[*place] = true;
    } else if (entry.facts.error.empty() && judge.needs_embedding() && !entry.facts.has_embedding) {
      ++difference.left_out;
    } else if (entry.facts.error.empty()) {
      if (!place) ++difference.changed;
      difference.fresh.push_back(std::move(entry));
    }
  }
  for (std::size_t place = 0; place < index.size(); ++place) {
    if (index.has(place) && !stays[place]) difference.gone.push_back(place);
  }
  difference.changed += difference.gone.size();
  return difference;
}

/// The index as the library is now; nothing when so much changed that it is better made anew.
std::optional<library::Index> mended_index(const library::Index& index, const Task& task) {
  const Difference changes =
      difference(index, task.judge, catalogue::read_contents(task.library_file).entries);
  const double share =
      static_cast<double>(changes.changed) / static_cast<double>(std::max<std::size_t>(1, index.tracks()));
  if (index.share_changed() + share > kMostChanged) return std::nullopt;
  RowMaker rows(task.header, task.judge, task.workers);
  for (const catalogue::Entry& entry : changes.fresh) {
    throw_if_interrupted();
    rows.add(features::track_from_line(features::read_record(task.library_file, entry.offset, entry.bytes),
                                       task.header));
  }
  rows.finish();
  const std::size_t added = rows.size();
  const std::size_t left_out = changes.left_out + rows.left_out();
  library::Index changed = index.changed(std::move(rows).rows(), changes.gone, left_out, task.workers);
  if (changes.changed > 0) {
    task.progress.warn("indexed " + std::to_string(added) + " new or changed tracks of " +
                       task.library_file.string() + what_tells(task));
  }
  return changed;
}

/// The same; nothing, too, when the library was replaced meanwhile or is damaged: who reads it from beginning
/// to end copes with the one and tells of the other.
std::optional<library::Index> mend_index(const library::Index& index, const Task& task) {
  try {
    return mended_index(index, task);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// That an index cannot be kept costs time, no more.
template <class Write>
void keep(const Task& task, Write write) {
  try {
    write();
  } catch (const Error& error) {
    task.progress.warn(std::string(error.what()) + " (the index is made again next time)");
  }
}

library::Index make_and_keep_index(const Task& task) {
  library::Index index = make_index(task);
  keep(task, [&] { library::write_index(library::index_path_of(task.library_file), index, task.sources); });
  return index;
}

library::Index bring_up_to_date(const Task& task) {
  const fs::path path = library::index_path_of(task.library_file);
  auto kept = library::read_index(path);
  if (!kept || !kept->sources.same_kind(task.sources)) return make_and_keep_index(task);
  if (kept->sources == task.sources) return std::move(kept->index);
  auto mended = mend_index(kept->index, task);
  if (!mended) return make_and_keep_index(task);
  keep(task, [&] { library::write_changes(path, *mended, task.sources); });
  return std::move(*mended);
}

}  // namespace

library::Index open_index(const fs::path& library_file, const features::FeatureHeader& header,
                          const TrackJudge& judge, const Workers& workers, Progress& progress) {
  const Task task{.library_file = library_file,
                  .header = header,
                  .sources = {.library = library::stamp_of(library_file),
                              .model = library::stamp_of(judge.model().path),
                              .embedding = name_of(judge.embedding()),
                              .features = checksum(features::to_line(header))},
                  .judge = judge,
                  .workers = workers,
                  .progress = progress};
  library::Index index = bring_up_to_date(task);
  if (index.left_out() > 0) {
    progress.warn(left_out_warning(library_file, index.left_out(), judge.missing_part()));
  }
  return index;
}

}  // namespace mrec::cli
