#include <algorithm>
#include <filesystem>
#include <sstream>

#include "cli/evaluation_report.h"
#include "cli/text_columns.h"
#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

std::string counted(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

/// Whether a word of the training command is the name of one of the files.
std::optional<std::string> shared_name(const EvaluationReport& report) {
  const auto& provenance = report.model.classifier.provenance();
  const auto command = provenance.find("command");
  if (command == provenance.end()) return std::nullopt;
  std::istringstream words(command->second);
  for (std::string word; words >> word;) {
    for (const std::string& file : report.flags.files) {
      if (word == to_utf8(std::filesystem::path(file).filename().string())) return word;
    }
  }
  return std::nullopt;
}

std::string learnt_warning(const EvaluationReport& report) {
  const JudgedSet& set = report.set;
  const std::string name = one_line(report.model.path.string());
  if (!set.knows_learnt) {
    const auto shared = shared_name(report);
    return name + " does not say which tracks it learnt from: those among these flatter the figures" +
           (shared ? ", and it learnt from a file of the name " + *shared : "");
  }
  if (set.learnt == 0) return {};
  const std::size_t judged = set.tracks.size() + set.foreign.size();
  const std::size_t all = judged + (report.flags.with_learnt ? 0 : set.learnt);
  const std::string count = std::to_string(set.learnt) + " of " + counted(all, "track", "tracks") +
                            (set.learnt == 1 ? " was" : " were") + " learnt from";
  return report.flags.with_learnt ? count + ": the figures flatter" : count + ": left out";
}

std::string interruption_warning(const NamedModel& model) {
  const auto& provenance = model.classifier.provenance();
  const auto interrupted = provenance.find("interrupted");
  if (interrupted == provenance.end()) return {};
  return "the training was interrupted: " + one_line(interrupted->second);
}

std::string artist_warning(const JudgedSet& set) {
  if (set.learnt_artist == 0) return {};
  return std::to_string(set.learnt_artist) + " of " +
         counted(set.tracks.size() + set.foreign.size(), "track", "tracks") +
         (set.learnt_artist == 1 ? " is" : " are") + " by artists who were learnt from: the figures flatter";
}

std::string foreign_warning(const EvaluationReport& report) {
  const JudgedSet& set = report.set;
  if (set.foreign_genres.empty()) return {};
  std::string names;
  for (const auto& [genre, tracks] : set.foreign_genres) {
    names += (names.empty() ? "" : ", ") + one_line(genre) + " " + std::to_string(tracks);
  }
  const std::string genres = "genres that the model does not know (" + names + ")";
  if (set.foreign.empty()) return "some tracks are also of " + genres + ", which do not count";
  const std::size_t all = set.tracks.size() + set.foreign.size();
  std::string text = std::to_string(set.foreign.size()) + " of " + counted(all, "track", "tracks") +
                     (set.foreign.size() == 1 ? " is of " : " are of ") + genres +
                     ": counted apart, for they cannot be right";
  if (report.figures.classes) {
    const double hits = static_cast<double>(report.figures.classes->confusion.hits());
    text += formatted("; with them accuracy is %.1f %%", 100 * hits / static_cast<double>(all));
  }
  return text;
}

std::string absence_warning(const ModelEvaluation& figures) {
  std::string names;
  for (const GenreRow& genre : figures.genres) {
    if (genre.tracks == 0) names += (names.empty() ? "" : ", ") + one_line(genre.name);
  }
  return names.empty() ? std::string() : "no track is of these genres of the model: " + names;
}

}  // namespace

std::vector<std::string> evaluation_warnings(const EvaluationReport& report) {
  std::vector<std::string> warnings = report.set.warnings;
  for (std::string warning :
       {interruption_warning(report.model), learnt_warning(report), artist_warning(report.set),
        foreign_warning(report), absence_warning(report.figures)}) {
    if (!warning.empty()) warnings.push_back(std::move(warning));
  }
  return warnings;
}

}  // namespace mrec::cli
