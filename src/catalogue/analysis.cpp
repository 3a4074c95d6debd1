#include "mrec/catalogue/analysis.h"

#include <cstdint>
#include <exception>
#include <string_view>
#include <utility>

#include "mrec/core/child_workers.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/features/record_file.h"

namespace mrec::catalogue {
namespace {

/// What a child sends before the line with the facts and the record. A pointer means the same in both
/// processes: the child is a copy of its parent.
struct Message {
  const Entry* twin = nullptr;
  std::uint64_t facts_bytes = 0;
  bool is_io_error = false;
  bool embedding_failed = false;
};

/// The record of a track of many hours is long: it is not copied more than need be.
std::string pack(const features::TrackFeatures& facts, const Entry* twin, std::string record) {
  const std::string line = features::facts_to_line(facts);
  const Message message{.twin = twin,
                        .facts_bytes = line.size(),
                        .is_io_error = facts.is_io_error,
                        .embedding_failed = facts.embedding_failed};
  record.insert(0, std::string(reinterpret_cast<const char*>(&message), sizeof message) + line);
  return record;
}

Analysed unpack(std::string bytes) {
  Message message;
  bytes.copy(reinterpret_cast<char*>(&message), sizeof message);
  const std::size_t before = sizeof message + message.facts_bytes;
  Analysed result{
      .facts = features::facts_from_line(std::string_view(bytes).substr(sizeof message, message.facts_bytes)),
      .record = {},
      .twin = message.twin};
  result.facts.is_io_error = message.is_io_error;
  result.facts.embedding_failed = message.embedding_failed;
  bytes.erase(0, before);
  result.record = std::move(bytes);
  return result;
}

/// The work of a child.
std::string analyse(const AnalysisList& list, std::size_t place, const features::Extractor& extractor,
                    const features::FeatureHeader& header, const AnalysisOptions& options) {
  const audio::ScannedFile& file = list.scan.files[place];
  features::TrackFeatures facts = features::read_facts(list.scan.root, file);
  facts.label = list.labels[place];
  if (!facts.content_hash.empty()) {
    if (facts.label.empty()) facts.label = options.find_label(facts);
    if (const Entry* twin = options.find_twin(facts)) return pack(facts, twin, {});
  }
  extractor.analyse(list.scan.root / file.audio_file(), facts);
  std::string line = features::to_line(facts, header);
  std::vector<Matrix>().swap(facts.chunks);
  return pack(facts, nullptr, features::as_record(std::move(line), options.form));
}

/// A file whose child gave no answer.
Analysed lost(const AnalysisList& list, std::size_t place, const std::string& reason,
              const features::FeatureHeader& header, features::RecordForm form) {
  Analysed result{.facts = features::facts_of_scan(list.scan.files[place]), .record = {}, .twin = nullptr};
  result.facts.error = "the decoder " + reason + ": convert it to FLAC or replace it";
  // What the system did for want of memory says nothing of the file.
  result.facts.is_io_error = reason == "crashed (Killed)" || reason == "ran out of memory";
  result.record = features::as_record(features::to_line(result.facts, header), form);
  return result;
}

}  // namespace

bool report_problem(const features::TrackFeatures& facts, Progress& progress) {
  const std::string name = to_utf8(facts.path.string());
  if (!facts.damage.empty())
    progress.warn(name + ": is damaged (" + facts.damage + "): the good part is used");
  if (facts.embedding_failed)
    progress.warn(name + ": gets no embedding, for musicnn makes no finite numbers of it: decode it anew");
  if (!facts.error.empty()) progress.warn(name + ": " + facts.error);
  return !facts.error.empty();
}

void analyse_files(const AnalysisList& list, const features::Extractor& extractor,
                   const features::FeatureHeader& header, const AnalysisOptions& options,
                   const std::function<void(Analysed)>& sink) {
  constexpr double kBytesPerSecond = 1e6;  // the slowest disk that is waited for
  const auto time_limit_s = [&](std::size_t i) {
    return options.time_limit_s +
           static_cast<double>(list.scan.files[list.files[i]].size_bytes) / kBytesPerSecond;
  };
  const auto work = [&](std::size_t i) { return analyse(list, list.files[i], extractor, header, options); };
  const auto receive = [&](std::size_t i, ChildAnswer answer) {
    sink(answer.failure.empty() ? unpack(std::move(answer.bytes))
                                : lost(list, list.files[i], answer.failure, header, options.form));
  };
  map_in_children({.processes = options.processes, .time_limit_s = time_limit_s}, list.files.size(), work,
                  receive);
}

}  // namespace mrec::catalogue
