#include <cstdlib>
#include <fstream>
#include <string>

#include "catalogue/catalogue_file.h"
#include "fuzzer.h"
#include "mrec/catalogue/contents.h"
#include "mrec/core/checksum.h"

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLibrary = "a library of some bytes";

/// A folder with a library, which is gone when the program ends.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "mrec_fuzz_XXXXXX").string();
    mrec::fuzz::require(::mkdtemp(pattern.data()) != nullptr, "there is a temporary folder");
    path_ = pattern;
    write(library(), kLibrary);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  fs::path library() const { return path_ / "library.jsonl"; }
  static void write(const fs::path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }

 private:
  fs::path path_;
};

/// Gives the text the checksums that make it a catalogue of the library: its first line stands for the
/// numbers of the title, the rest are the entries.
std::string with_checksums(std::string_view text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string body(text.substr(std::min(end + 1, text.size())));
  const std::string state = mrec::checksum(std::string(kLibrary) + std::string(kLibrary));
  const std::string line = "mrec-catalogue 2 " + std::string(text.substr(0, end)) + " " + state + " ";
  return line + mrec::checksum(line + body) + "\n" + body;
}

}  // namespace

void mrec::fuzz::read_input(Bytes bytes) {
  static const Folder folder;
  const fs::path library = folder.library();
  Folder::write(catalogue::catalogue_path(library), text_of(bytes));
  catalogue::read_catalogue(library);
  Folder::write(catalogue::catalogue_path(library), with_checksums(text_of(bytes)));
  catalogue::read_catalogue(library);
  catalogue::read_contents(library);
}
