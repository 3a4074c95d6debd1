#include "mrec/catalogue/analysis.h"

#include <cstdint>
#include <cstring>
#include <exception>
#include <string_view>
#include <utility>

#include "mrec/audio/content_hash.h"
#include "mrec/audio/tags.h"
#include "mrec/core/child_workers.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/features/record_file.h"

namespace mrec::catalogue {
namespace {

/// What a child sends before the line with the facts and the record. A pointer means the same in both processes: the
/// child is a copy of its parent.
struct Message {
  const Entry* twin = nullptr;
  std::uint64_t facts_bytes = 0;
  bool is_io_error = false;
};

std::string pack(const features::TrackFeatures& facts, const Entry* twin, std::string_view record) {
  const std::string line = features::facts_to_line(facts);
  const Message message{.twin = twin, .facts_bytes = line.size(), .is_io_error = facts.is_io_error};
  std::string bytes(reinterpret_cast<const char*>(&message), sizeof message);
  return bytes.append(line).append(record);
}

Analysed unpack(std::string_view bytes) {
  Message message;
  std::memcpy(&message, bytes.data(), sizeof message);
  bytes.remove_prefix(sizeof message);
  Analysed result{.facts = features::facts_from_line(bytes.substr(0, message.facts_bytes)),
                  .record = std::string(bytes.substr(message.facts_bytes)),
                  .twin = message.twin};
  result.facts.is_io_error = message.is_io_error;
  return result;
}

/// What is known of a file before it is decoded; the tags are read, for they may have changed where the sound has not.
features::TrackFeatures facts_before(const audio::Scan& scan, const audio::ScannedFile& file, const std::string& label) {
  features::TrackFeatures facts = features::facts_of(file);
  facts.label = label;
  if (!file.sheet) facts.tags = audio::read_tags(scan.root / file.audio_file());
  return facts;
}

/// The work of a child.
std::string analyse(const AnalysisList& list, std::size_t place, const features::Extractor& extractor,
                    const features::FeatureHeader& header, const AnalysisOptions& options) {
  const audio::ScannedFile& file = list.scan.files[place];
  features::TrackFeatures facts = facts_before(list.scan, file, list.labels[place]);
  try {
    facts.content_hash = audio::content_hash(list.scan.root / file.audio_file());
    if (const Entry* twin = options.find_twin(facts)) return pack(facts, twin, {});
  } catch (const Error&) {
    // the extractor says what is wrong
  }
  extractor.analyse(list.scan.root / file.audio_file(), facts);
  const std::string record = features::as_record(features::to_line(facts, header), options.form);
  return pack(facts, nullptr, record);
}

/// A file whose child gave no answer.
Analysed lost(const AnalysisList& list, std::size_t place, const std::string& reason,
              const features::FeatureHeader& header, features::RecordForm form) {
  Analysed result{.facts = features::facts_of(list.scan.files[place]), .record = {}, .twin = nullptr};
  result.facts.error = "the decoder " + reason + ": convert it to FLAC or replace it";
  result.record = features::as_record(features::to_line(result.facts, header), form);
  return result;
}

}  // namespace

bool report_problem(const features::TrackFeatures& facts, Progress& progress) {
  const std::string name = to_utf8(facts.path.string());
  if (!facts.damage.empty()) progress.warn(name + ": is damaged (" + facts.damage + "): the good part is used");
  if (!facts.error.empty()) progress.warn(name + ": " + facts.error);
  return !facts.error.empty();
}

void analyse_files(const AnalysisList& list, const features::Extractor& extractor, const features::FeatureHeader& header,
                   const AnalysisOptions& options, const std::function<void(Analysed)>& sink) {
  constexpr double kBytesPerSecond = 1e6;  // the slowest disk that is waited for
  const auto time_limit_s = [&](std::size_t i) {
    return options.time_limit_s + static_cast<double>(list.scan.files[list.files[i]].size_bytes) / kBytesPerSecond;
  };
  const auto work = [&](std::size_t i) { return analyse(list, list.files[i], extractor, header, options); };
  const auto receive = [&](std::size_t i, const ChildAnswer& answer) {
    sink(answer.failure.empty() ? unpack(answer.bytes) : lost(list, list.files[i], answer.failure, header, options.form));
  };
  map_in_children({.processes = options.processes, .time_limit_s = time_limit_s}, list.files.size(), work, receive);
}

}  // namespace mrec::catalogue
