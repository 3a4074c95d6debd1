#include "mrec/catalogue/update.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "catalogue/absence.h"
#include "catalogue/known_content.h"
#include "catalogue/lost_folders.h"
#include "catalogue/record_edit.h"
#include "mrec/catalogue/analysis.h"
#include "mrec/catalogue/maintenance.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/utf8.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;
using features::TrackFeatures;

bool is_unchanged(const TrackFeatures& known, const audio::ScannedFile& file) {
  const bool same_section = file.sheet ? known.section == file.sheet->section : !known.section;
  return known.size_bytes == file.size_bytes && known.mtime_us == file.mtime_us && same_section;
}

/// One run over a library.
class Update {
 public:
  Update(LibraryFile& library, const UpdateInput& input, const features::Extractor& extractor,
         const UpdateOptions& options, Progress& progress)
      : library_(library),
        scan_(input.scan),
        labels_(input.labels),
        list_{.scan = scan_, .labels = labels_, .files = {}},
        extractor_(extractor),
        options_(options),
        progress_(progress),
        known_(library.contents(), !options.retry) {
    if (options.replaced != nullptr) replaced_ = KnownContent(*options.replaced, false);
    count_.files = input.files.size();
    for (const std::size_t place : input.files) choose(place);
  }

  UpdateCount run() {
    try {
      for (const auto& [entry, label] : relabelled_) relabel(*entry, label);
      const AnalysisOptions analysis{
          .processes = options_.processes,
          .time_limit_s = options_.time_limit_s,
          .form = library_.form(),
          .find_twin = [this](const TrackFeatures& facts) { return twin_of(facts); },
          .find_label = [this](const TrackFeatures& facts) { return label_by_content(facts); }};
      analyse_files(list_, extractor_, library_.header(), analysis,
                    [this](Analysed result) { take(std::move(result)); });
    } catch (const Interrupted&) {
      library_.close();
      throw Interrupted{"stopped as asked: " + std::to_string(done_) + " of " +
                        std::to_string(list_.files.size()) + " files to do are done and kept in " +
                        library_.path().string() + ": run the same command again to go on"};
    }
    lost_.report(progress_);
    try {
      drop_what_is_gone();
    } catch (const Interrupted&) {
      throw Interrupted{"stopped as asked: all " + std::to_string(done_) +
                        " files to do are done and kept in " + library_.path().string() +
                        ": run the same command again to drop what is gone"};
    }
    return count_;
  }

 private:
  /// Whether a file is to be worked at.
  void choose(std::size_t place) {
    const audio::ScannedFile& file = scan_.files[place];
    const Entry* known = library_.contents().find(file.path);
    if (!options_.relabel) keep_label(place, known);
    const bool try_again = known != nullptr && !known->facts.error.empty() && options_.retry;
    if (known == nullptr || try_again || !is_unchanged(known->facts, file)) {
      list_.files.push_back(place);
      return;
    }
    if (!known->facts.error.empty()) {
      ++count_.unchanged;
      ++count_.failed;
      ++count_.failed_before;
      return;
    }
    if (options_.relabel && known->facts.label != labels_[place]) {
      relabelled_.emplace_back(known, labels_[place]);
    }
    if (lacks_embedding(known->facts)) {
      list_.files.push_back(place);
      upgraded_.insert(file.path);
    } else {
      ++count_.unchanged;
    }
  }

  /// That of the track, or of the same one in a library that is done anew.
  void keep_label(std::size_t place, const Entry* known) {
    if (known == nullptr && options_.replaced != nullptr) {
      known = options_.replaced->find(scan_.files[place].path);
    }
    if (known != nullptr) labels_[place] = known->facts.label;
  }

  bool lacks_embedding(const TrackFeatures& known) const {
    return extractor_.embedding() && known.error.empty() && !known.has_embedding;
  }

  /// A known track that has all that is asked for; one that failed is of no use to an upgrade.
  const Entry* twin_of(const TrackFeatures& facts) const {
    const Entry* same = known_.find(facts);
    if (same == nullptr || lacks_embedding(same->facts)) return nullptr;
    const bool would_forget = !same->facts.error.empty() && upgraded_.contains(facts.path);
    return would_forget ? nullptr : same;
  }

  /// For a file that is new under its name or changed.
  std::string label_by_content(const TrackFeatures& facts) const {
    if (options_.relabel || upgraded_.contains(facts.path)) return {};
    const Entry* same = known_.find(facts);
    if (same == nullptr) same = replaced_.find(facts);
    return same == nullptr ? std::string() : same->facts.label;
  }

  void relabel(const Entry& entry, const std::string& label) {
    throw_if_interrupted();
    TrackFeatures facts = entry.facts;
    facts.label = label;
    append_with_features_of(std::move(facts), entry);
  }

  void append_with_features_of(TrackFeatures facts, const Entry& entry) {
    const std::string line = line_with_features_of(facts, library_.read_line(entry), library_.header());
    library_.append(std::move(facts), features::as_record(line, library_.form()));
  }

  void take(Analysed result) {
    const std::string name = to_utf8(result.facts.path.string());  // the facts are given away
    if (result.twin != nullptr) {
      take_over(std::move(result.facts), *result.twin);
    } else if (report(result.facts); upgraded_.contains(result.facts.path)) {
      take_upgrade(std::move(result));
    } else {
      take_new(std::move(result));
    }
    progress_.advance(++done_, list_.files.size(), name);
  }

  void take_new(Analysed result) {
    ++count_.analysed;
    if (result.facts.embedding_failed) ++count_.lacking;
    if (result.facts.error.empty()) note_origin(result.facts, known_.find(result.facts));
    // A failure of the disk may pass: it is not remembered, and what was known of the file stays.
    if (!result.facts.is_io_error) library_.append(std::move(result.facts), result.record);
  }

  /// What is known of an unchanged track is not given up for an embedding that cannot be had now; the next
  /// run tries again.
  void take_upgrade(Analysed result) {
    const bool has_it = result.facts.error.empty() && result.facts.has_embedding;
    ++(has_it ? count_.gained : count_.lacking);
    if (has_it) library_.append(std::move(result.facts), result.record);
  }

  /// What a file was called before is not gone.
  void note_origin(const TrackFeatures& facts, const Entry* origin) {
    if (origin == nullptr || origin->facts.path == facts.path || upgraded_.contains(facts.path)) return;
    found_elsewhere_.insert(origin->facts.path);
  }

  void report(const TrackFeatures& facts) {
    if (!facts.damage.empty()) ++count_.damaged;
    if (facts.is_io_error) require_folders(options_.folders, done_);
    const bool is_lost = facts.is_io_error && lost_.add(file_of(library_.header().root, facts));
    if (is_lost || report_problem(facts, progress_)) ++count_.failed;
  }

  void take_over(TrackFeatures facts, const Entry& twin) {
    ++(upgraded_.contains(facts.path) ? count_.gained : count_.reused);
    note_origin(facts, &twin);
    facts.has_embedding = twin.facts.has_embedding;
    facts.duration_s = twin.facts.duration_s;
    facts.damage = twin.facts.damage;
    facts.error = twin.facts.error;
    if (facts.error.empty()) return append_with_features_of(std::move(facts), twin);
    ++count_.failed;
    const std::string line = features::to_line(facts, library_.header());
    library_.append(std::move(facts), features::as_record(line, library_.form()));
  }

  void drop_what_is_gone() {
    std::set<fs::path> present;
    for (const audio::ScannedFile& file : scan_.files) present.insert(file.path);
    Absence absence(library_.header().root, options_.folders);
    library_.finish([&](const Entry& entry) {
      if (present.contains(entry.facts.path) || !absence.concerns(entry.facts)) return true;
      if (found_elsewhere_.contains(entry.facts.path)) return false;  // moved
      const bool kept = options_.keep_missing || !absence.is_gone(entry.facts);
      ++(kept ? count_.missing : count_.dropped);
      return kept;
    });
    if (options_.keep_missing) return;
    for (const auto& [folder, tracks] : absence.doubtful()) {
      progress_.warn(
          to_utf8(folder.string()) + ": is empty or cannot be read: its " + std::to_string(tracks) +
          " tracks stay in the library, for a disk may not be mounted (mrec library prune drops them)");
    }
  }

  LibraryFile& library_;
  const audio::Scan& scan_;
  std::vector<std::string> labels_;
  AnalysisList list_;
  const features::Extractor& extractor_;
  const UpdateOptions& options_;
  Progress& progress_;
  KnownContent known_;
  KnownContent replaced_;
  std::set<fs::path> upgraded_;  ///< unchanged tracks that are to gain an embedding
  std::vector<std::pair<const Entry*, std::string>> relabelled_;
  std::set<fs::path> found_elsewhere_;  ///< known tracks whose content another file has
  LostFolders lost_;
  std::size_t done_ = 0;
  UpdateCount count_;
};

}  // namespace

UpdateCount update_library(LibraryFile& library, const UpdateInput& input,
                           const features::Extractor& extractor, const UpdateOptions& options,
                           Progress& progress) {
  return Update(library, input, extractor, options, progress).run();
}

}  // namespace mrec::catalogue
