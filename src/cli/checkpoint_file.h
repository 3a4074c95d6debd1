#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "mrec/core/file_lock.h"
#include "mrec/genre/checkpoint.h"

namespace mrec::cli {

/// What is to become of a training that was interrupted.
enum class Interruption { kUnasked, kResume, kRestart };

/// The file beside a model, MODEL.checkpoint, in which its trainings are kept while they go on.
class CheckpointFile {
 public:
  struct Options {
    Interruption interruption = Interruption::kUnasked;
    bool quiet = false;  ///< no warnings
  };

  /// For the job that `begun` names, without trainings. Where the file has a job that was interrupted:
  /// unasked throws Error{kUsage}, as nothing is lost unasked; to resume throws Error{kData} if it is another
  /// one and Error{kFormat} if it is damaged. Throws Error{kIo} where another process trains this model.
  /// Nothing is written yet.
  CheckpointFile(const std::filesystem::path& model, genre::Checkpoint begun, const Options& options);

  const std::filesystem::path& path() const { return path_; }
  /// Whether there is anything in the file to go on from.
  bool is_kept() const { return kept_; }

  /// Goes on to the next training of the job.
  void begin_training();
  /// What was said of the tested tracks of this training, if it is done.
  std::optional<std::vector<genre::TestedTrack>> tested() const;
  /// Goes on to the next network of this training: its state, if it had begun.
  std::optional<genre::TrainingState> next_network();
  /// Of this network.
  void keep(const genre::TrainingState& state);
  /// This training is done and its model not needed any more.
  void keep(std::vector<genre::TestedTrack> tested);

  /// The job is done.
  void remove();

 private:
  void take_lock();
  void take_up(const Options& options);
  void refuse_other(const genre::Checkpoint& found) const;
  void write();
  void warn(const std::string& text) const;

  std::filesystem::path path_;
  std::string model_;
  FileLock lock_;
  genre::Checkpoint content_;
  std::size_t begun_ = 0;     ///< trainings
  std::size_t networks_ = 0;  ///< of this training that have begun
  bool quiet_;
  bool kept_ = false;
  bool warned_ = false;
};

}  // namespace mrec::cli
