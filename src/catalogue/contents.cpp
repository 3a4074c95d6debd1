#include "mrec/catalogue/contents.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "catalogue/catalogue_file.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/features/record_file.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;

const std::string& path_of(const Entry& entry) {
  return entry.facts.path.native();
}

/// Adds the records from Contents::end on. A record that is whole but is no track's is damage like any other.
void read_rest(const fs::path& library, Contents& contents) {
  features::RecordReader reader(library, contents.end);
  bool is_header = contents.end == 0;
  while (const auto record = reader.next()) {
    throw_if_interrupted();
    if (std::exchange(is_header, false)) continue;
    try {
      contents.entries.push_back(
          {.facts = features::facts_from_line(record->line), .offset = record->offset, .bytes = record->bytes});
    } catch (const Error&) {
      ++contents.damaged;
    }
  }
  contents.end = reader.end();
  contents.torn_bytes = reader.torn_bytes();
  contents.damaged += reader.damaged();
}

}  // namespace

const Entry* Contents::find(const fs::path& path) const {
  const auto place = std::ranges::lower_bound(entries, path.native(), {}, path_of);
  return place != entries.end() && place->facts.path == path ? &*place : nullptr;
}

void keep_last_of_each_path(Contents& contents) {
  std::vector<Entry>& entries = contents.entries;
  if (std::ranges::adjacent_find(entries, std::ranges::greater_equal{}, path_of) == entries.end()) return;
  std::ranges::stable_sort(entries, {}, path_of);
  std::vector<Entry> last;
  for (Entry& entry : entries) {
    if (!last.empty() && last.back().facts.path == entry.facts.path) {
      ++contents.replaced;
      last.back() = std::move(entry);
    } else {
      last.push_back(std::move(entry));
    }
  }
  entries = std::move(last);
}

Contents read_contents(const fs::path& library) {
  Contents contents = read_catalogue(library).value_or(Contents{});
  read_rest(library, contents);
  keep_last_of_each_path(contents);
  return contents;
}

}  // namespace mrec::catalogue
