#include "cli/checkpoint_file.h"

#include <cstdio>
#include <system_error>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRestartAdvice = "give --restart instead of --resume to begin anew";

fs::path checkpoint_of(fs::path model) {
  return model += ".checkpoint";
}

bool is_same_job(const genre::Checkpoint& a, const genre::Checkpoint& b) {
  return a.program == b.program && a.command == b.command && a.data == b.data && a.start == b.start;
}

}  // namespace

CheckpointFile::CheckpointFile(const fs::path& model, genre::Checkpoint begun, const Options& options)
    : path_(checkpoint_of(model)),
      model_(to_utf8(model.string())),
      lock_(path_.string() + ".lock"),
      content_(std::move(begun)),
      quiet_(options.quiet) {
  take_lock();
  std::error_code error;
  if (fs::exists(path_, error)) {
    take_up(options);
  } else if (options.interruption == Interruption::kResume) {
    warn(model_ + ": no training of it was interrupted: it begins anew");
  }
}

/// Where no lock can be made no checkpoint can be written either, which is said then.
void CheckpointFile::take_lock() {
  try {
    if (lock_.try_lock()) return;
  } catch (const Error&) {
    return;
  }
  throw Error(ErrorKind::kIo, model_, "is being trained by another mrec (" + lock_.holder() + ")",
              "wait for its end or give another -o");
}

void CheckpointFile::take_up(const Options& options) {
  if (options.interruption == Interruption::kRestart) return;
  std::optional<genre::Checkpoint> found;
  try {
    found = genre::Checkpoint::load(path_);
  } catch (const Error& error) {
    const std::string problem =
        error.kind() == ErrorKind::kIo ? "cannot be read" : "is damaged, or of another version of mrec";
    const std::string file = to_utf8(path_.string());
    if (options.interruption == Interruption::kUnasked)
      return warn(file + ": " + problem + ": it will be replaced");
    throw Error(error.kind(), file, problem, kRestartAdvice);
  }
  const bool same = is_same_job(*found, content_);
  if (options.interruption == Interruption::kUnasked) {
    if (!same) {
      throw Error(ErrorKind::kUsage, to_utf8(path_.string()),
                  "has another training, which was interrupted: " + found->command,
                  "give --restart to replace it or another -o");
    }
    throw Error(ErrorKind::kUsage, model_, "a training of this very model was interrupted",
                "give --resume to go on with it or --restart to begin anew");
  }
  if (!same) refuse_other(*found);
  content_ = *std::move(found);
  kept_ = true;
}

void CheckpointFile::refuse_other(const genre::Checkpoint& found) const {
  std::string what = "was made of other features, labels or folds";
  if (found.start != content_.start) what = "goes on from another model, or that has changed since";
  if (found.program != content_.program) what = "was written by another version, " + found.program;
  if (found.command != content_.command) what = "belongs to another command: " + found.command;
  throw Error(ErrorKind::kData, to_utf8(path_.string()), what,
              std::string("give the same again, or ") + kRestartAdvice);
}

void CheckpointFile::begin_training() {
  ++begun_;
  networks_ = 0;
}

std::optional<std::vector<genre::TestedTrack>> CheckpointFile::tested() const {
  const auto found = content_.tested.find(begun_ - 1);
  return found == content_.tested.end() ? std::nullopt : std::optional(found->second);
}

std::optional<genre::TrainingState> CheckpointFile::next_network() {
  const std::size_t network = networks_++;
  const auto states = content_.trainings.find(begun_ - 1);
  if (states == content_.trainings.end() || network >= states->second.size()) return std::nullopt;
  return states->second[network];
}

void CheckpointFile::keep(const genre::TrainingState& state) {
  std::vector<genre::TrainingState>& states = content_.trainings[begun_ - 1];
  states.resize(networks_);
  states.back() = state;
  write();
}

void CheckpointFile::keep(std::vector<genre::TestedTrack> tested) {
  content_.trainings.erase(begun_ - 1);
  content_.tested[begun_ - 1] = std::move(tested);
  write();
}

void CheckpointFile::remove() {
  std::error_code error;
  fs::remove(path_, error);
  kept_ = false;
}

/// A training that cannot be kept is still worth its end.
void CheckpointFile::write() {
  try {
    content_.save(path_);
    kept_ = true;
  } catch (const Error& error) {
    if (!std::exchange(warned_, true)) warn(std::string(error.what()) + "; the training goes on without it");
  }
}

void CheckpointFile::warn(const std::string& text) const {
  if (!quiet_) std::fprintf(stderr, "%s\n", text.c_str());
}

}  // namespace mrec::cli
