#include "fuzzer.h"
#include "mrec/core/error.h"
#include "mrec/features/record_file.h"

namespace {

/// Reads the facts of a line; what is not a track's line may be refused.
void read_facts(std::string_view line) {
  try {
    const mrec::features::TrackFeatures facts = mrec::features::facts_from_line(line);
    const auto again = mrec::features::facts_from_line(facts_to_line(facts));
    mrec::fuzz::require(
        again.path == facts.path && again.mtime_us == facts.mtime_us && again.tags == facts.tags,
        "what was read can be written and read");
  } catch (const mrec::Error&) {
  }
}

}  // namespace

void mrec::fuzz::read_input(Bytes bytes) {
  const auto file = file_of(bytes);
  features::RecordReader reader(file);
  std::uint64_t end = 0;
  while (const auto record = reader.next()) {
    require(record->offset >= end && record->bytes > 0, "records lie one behind the other");
    end = record->offset + record->bytes;
    require(features::read_record(file, record->offset, record->bytes) == record->line,
            "a record is found again");
    read_facts(record->line);
  }
  require(reader.end() >= end && reader.end() + reader.torn_bytes() == bytes.size(),
          "all bytes are accounted for");
}
