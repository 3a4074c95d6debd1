#include "catalogue/catalogue_file.h"

#include <charconv>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>

#include "catalogue/beside.h"
#include "mrec/core/atomic_file.h"
#include "mrec/core/checksum.h"
#include "mrec/core/error.h"
#include "mrec/features/record_file.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTitle = "mrec-catalogue 2";
constexpr std::uint64_t kProbeBytes = 4096;

/// Tells this state of a library from others: its beginning, with the header, and its last bytes up to `end`.
/// Nothing when it is shorter.
std::optional<std::string> fingerprint(const fs::path& library, std::uint64_t end) {
  std::ifstream file(library, std::ios::binary);
  std::string text;
  for (const std::uint64_t begin : {std::uint64_t{0}, end - std::min(end, kProbeBytes)}) {
    std::string probe(std::min(end, kProbeBytes), '\0');
    file.seekg(static_cast<std::streamoff>(begin));
    if (!file.read(probe.data(), static_cast<std::streamsize>(probe.size()))) return std::nullopt;
    text += probe;
  }
  return checksum(text);
}

/// Takes the number at the start of `text` and the blank behind it.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end == text.data() + text.size() || *end != ' ') return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return number;
}

/// Ends in the checksum of all that stands before and behind it.
std::string first_line(const Contents& contents, const std::string& state, std::string_view body) {
  std::string line = std::string(kTitle) + " " + std::to_string(contents.end) + " " +
                     std::to_string(contents.replaced) + " " + std::to_string(contents.damaged) + " " +
                     state + " ";
  Checksum sum;
  sum.add(line);
  sum.add(body);
  return line + sum.digits();
}

/// "offset bytes {facts}", or the place with zero bytes for an end.
bool add_entry(Contents& contents, std::string_view line) {
  const auto offset = take_number(line);
  const auto bytes = take_number(line);
  if (!offset || !bytes) return false;
  contents.entries.push_back({.facts = features::facts_from_line(line), .offset = *offset, .bytes = *bytes});
  return true;
}

/// The catalogue's text without its first line, in which its checksum stands.
std::optional<Contents> parse(std::string_view text, const fs::path& library) {
  const std::string_view head = text.substr(0, text.find('\n'));
  if (head.size() == text.size() || !head.starts_with(std::string(kTitle) + " ")) return std::nullopt;
  const std::string_view body = text.substr(head.size() + 1);
  std::string_view rest = head.substr(kTitle.size() + 1);
  Contents contents;
  const auto end = take_number(rest);
  const auto replaced = take_number(rest);
  const auto damaged = take_number(rest);
  if (!end || !replaced || !damaged) return std::nullopt;
  contents.end = *end;
  contents.replaced = *replaced;
  contents.damaged = *damaged;
  const auto state = fingerprint(library, contents.end);
  if (!state || head != first_line(contents, *state, body)) return std::nullopt;
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t length = body.find('\n', begin) - begin;
    if (length > body.size() - begin) return std::nullopt;  // does not end
    if (!add_entry(contents, body.substr(begin, length))) return std::nullopt;
    begin += length + 1;
  }
  return contents;
}

}  // namespace

fs::path catalogue_path(const fs::path& library) {
  return beside(library, ".catalogue");
}

std::optional<Contents> read_catalogue(const fs::path& library) {
  std::error_code error;
  const std::uintmax_t bytes = fs::file_size(catalogue_path(library), error);
  std::ifstream file(catalogue_path(library), std::ios::binary);
  if (error || !file) return std::nullopt;
  std::string text(bytes, '\0');
  if (!file.read(text.data(), static_cast<std::streamsize>(text.size()))) return std::nullopt;
  try {
    return parse(text, library);
  } catch (const Error&) {
    return std::nullopt;  // as good as none
  }
}

void write_catalogue(const fs::path& library, const Contents& contents) {
  const auto state = fingerprint(library, contents.end);
  if (!state) throw Error(ErrorKind::kIo, library.string(), "cannot be read", "try again");
  std::string body;
  for (const Entry& entry : contents.entries) {
    body += std::to_string(entry.offset) + " " + std::to_string(entry.bytes) + " ";
    body += features::facts_to_line(entry.facts);
  }
  AtomicFile file(catalogue_path(library));
  file.write(first_line(contents, *state, body) + "\n");
  file.write(body);
  file.commit();
}

void remove_catalogue(const fs::path& library) {
  std::error_code ignored;
  fs::remove(catalogue_path(library), ignored);
}

}  // namespace mrec::catalogue
