#include "mrec/fingerprint/prints_update.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "fingerprint/prints_writer.h"
#include "mrec/core/atomic_file.h"
#include "mrec/core/child_workers.h"
#include "mrec/core/error.h"
#include "mrec/core/file_lock.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/utf8.h"

namespace mrec::fingerprint {
namespace {

namespace fs = std::filesystem;

/// What a child says of a track: frames and peaks, or why there are none.
struct Answer {
  std::uint32_t frames = 0;
  bool may_pass = false;  ///< the error is the disk's or the system's, not the file's
  std::vector<std::uint32_t> peaks = {};
  std::string error = {};
};

std::string pack_answer(const Answer& answer) {
  const std::uint32_t head[] = {answer.frames, answer.may_pass ? 1U : 0U,
                                static_cast<std::uint32_t>(answer.peaks.size())};
  std::string bytes(reinterpret_cast<const char*>(head), sizeof head);
  bytes.append(reinterpret_cast<const char*>(answer.peaks.data()),
               answer.peaks.size() * sizeof(std::uint32_t));
  return bytes + answer.error;
}

Answer unpack_answer(const std::string& bytes) {
  std::uint32_t head[3];
  std::memcpy(head, bytes.data(), sizeof head);
  Answer answer{.frames = head[0], .may_pass = head[1] != 0, .peaks = std::vector<std::uint32_t>(head[2])};
  const std::size_t peak_bytes = answer.peaks.size() * sizeof(std::uint32_t);
  if (peak_bytes > 0) std::memcpy(answer.peaks.data(), bytes.data() + sizeof head, peak_bytes);
  answer.error = bytes.substr(sizeof head + peak_bytes);
  return answer;
}

/// The work of a child.
std::string answer_for(const TrackSource& source) {
  try {
    TrackPrint print = print_of(source);
    return pack_answer({.frames = print.frames, .peaks = std::move(print.peaks)});
  } catch (const Error& error) {
    return pack_answer({.may_pass = error.kind() == ErrorKind::kIo, .error = error.what()});
  } catch (const std::exception& error) {  // too little memory, or no further process or open file to be had
    return pack_answer({.may_pass = true, .error = source.file.string() + ": " + error.what()});
  }
}

/// A track whose child gave no answer. What the system did for want of memory says nothing of the file.
Answer lost(const TrackSource& source, const std::string& reason) {
  return {.may_pass = reason == "crashed (Killed)" || reason == "ran out of memory",
          .error = source.file.string() + ": the decoder " + reason + ": convert it to FLAC or replace it"};
}

/// Makes what is missing and keeps it.
class Update {
 public:
  Update(const fs::path& file, std::span<const TrackSource> sources, Progress& progress)
      : file_(file), sources_(sources), progress_(progress), lock_(fs::path(file) += ".lock") {}

  Prints run(const PrintsUpdateOptions& options) {
    const bool is_ours = take_lock();
    prints_ = Prints(file_, sources_);  // another process may have made them
    if (!is_ours) return std::move(prints_);
    const std::vector<std::size_t> missing = prints_.missing();
    const std::vector<std::size_t> present = those_with_a_file(missing);
    const auto time_limit_s = [&](std::size_t i) {
      constexpr double kBytesPerSecond = 1e6;
      return options.time_limit_s + static_cast<double>(sources_[present[i]].size_bytes) / kBytesPerSecond;
    };
    try {
      map_in_children(
          {.processes = options.processes, .time_limit_s = time_limit_s}, present.size(),
          [&](std::size_t i) { return answer_for(sources_[present[i]]); },
          [&](std::size_t i, ChildAnswer answer) {
            take(sources_[present[i]], std::move(answer));
            progress_.advance(++done_, present.size(), to_utf8(sources_[present[i]].path.string()));
          });
    } catch (const Interrupted&) {
      if (!fresh_.empty()) keep();
      throw Interrupted{"stopped as asked: fingerprints of " + std::to_string(done_) + " of " +
                        std::to_string(present.size()) + " tracks are done" +
                        (may_keep_ ? " and kept in " + file_.string() : std::string()) +
                        ": run the same command again to go on"};
    }
    if (!fresh_.empty()) keep();
    return std::move(prints_);
  }

 private:
  /// Whether prints may be made: not while another process does so.
  bool take_lock() {
    try {
      if (lock_.try_lock()) return true;
    } catch (const Error& error) {
      give_up_keeping(error);
      return true;
    }
    progress_.warn(file_.string() + ": is being made by another mrec (" + lock_.holder() +
                   "): only the tracks that it has done are looked at");
    return false;
  }

  std::vector<std::size_t> those_with_a_file(const std::vector<std::size_t>& wanted) {
    std::vector<std::size_t> present;
    std::error_code error;
    for (const std::size_t i : wanted) {
      if (fs::exists(sources_[i].file, error)) present.push_back(i);
    }
    if (const std::size_t absent = wanted.size() - present.size(); absent > 0) {
      progress_.warn(std::to_string(absent) + (absent == 1 ? " track is" : " tracks are") +
                     " not recognised, whose file is not there (" + to_utf8(missing_file(wanted).string()) +
                     "): run mrec extract again if the music was moved");
    }
    return present;
  }

  /// The first of them.
  fs::path missing_file(const std::vector<std::size_t>& wanted) const {
    std::error_code error;
    const auto first =
        std::ranges::find_if(wanted, [&](std::size_t i) { return !fs::exists(sources_[i].file, error); });
    return sources_[*first].path;
  }

  void take(const TrackSource& source, ChildAnswer bytes) {
    Answer answer = bytes.failure.empty() ? unpack_answer(bytes.bytes) : lost(source, bytes.failure);
    if (!answer.error.empty()) progress_.warn(to_utf8(answer.error));
    if (answer.may_pass) return;
    TrackPrint& print = fresh_.emplace_back(
        TrackPrint{.source = source, .frames = answer.frames, .peaks = std::move(answer.peaks)});
    print.source.file.clear();
    fresh_frames_ += print.frames;
    constexpr std::size_t kLeast = 256;  // tracks
    if (may_keep_ && fresh_.size() >= kLeast && fresh_frames_ >= prints_.frames() / 4) keep();
  }

  /// What is new joins what is kept.
  void keep() {
    std::string bytes;
    if (may_keep_) {
      try {
        AtomicFile target(file_);
        write_prints(prints_, fresh_, [&](std::string_view part) { target.write(part); });
        target.commit();
        prints_ = Prints(file_, sources_);
      } catch (const Error& error) {
        give_up_keeping(error);
      }
    }
    if (!may_keep_) {
      write_prints(prints_, fresh_, [&](std::string_view part) { bytes += part; });
      prints_ = Prints(std::move(bytes), sources_);
    }
    fresh_.clear();
    fresh_frames_ = 0;
  }

  void give_up_keeping(const Error& error) {
    may_keep_ = false;
    progress_.warn(std::string(error.what()) + " (the fingerprints are made again next time)");
  }

  const fs::path& file_;
  std::span<const TrackSource> sources_;
  Progress& progress_;
  FileLock lock_;
  bool may_keep_ = true;
  Prints prints_;
  std::vector<TrackPrint> fresh_;
  std::int64_t fresh_frames_ = 0;
  std::size_t done_ = 0;
};

}  // namespace

Prints update_prints(const fs::path& file, std::span<const TrackSource> sources,
                     const PrintsUpdateOptions& options, Progress& progress) {
  Prints prints(file, sources);
  if (prints.missing().empty()) return prints;
  return Update(file, sources, progress).run(options);
}

}  // namespace mrec::fingerprint
