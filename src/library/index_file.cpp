#include "mrec/library/index_file.h"

#include <sys/stat.h>

#include <cassert>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "index_part.h"
#include "mrec/core/checksum.h"
#include "mrec/core/error.h"
#include "mrec/core/tensor_map.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Metadata = std::map<std::string, std::string>;

constexpr const char* kFormat = "mrec-index";
constexpr const char* kIdentity = "identity";  // of a file that was made whole
constexpr const char* kBase = "base";          // the one that something was added to
constexpr const char* kVersion = "4";          // up to 3 all was read before anything could be answered

Json to_json(const FileStamp& stamp) {
  return {stamp.size_bytes, stamp.mtime_us};
}

FileStamp stamp_from(const Json& json) {
  if (!json.at(0).is_number_unsigned() || !json.at(1).is_number_integer()) {
    throw Error(ErrorKind::kFormat, "", "does not say what it was made from");
  }
  return {.size_bytes = json.at(0).get<std::uint64_t>(), .mtime_us = json.at(1).get<std::int64_t>()};
}

std::string to_text(const IndexSources& sources) {
  return Json{{"library", to_json(sources.library)},
              {"model", to_json(sources.model)},
              {"embedding", sources.embedding},
              {"features", sources.features}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

IndexSources sources_from(const std::string& text) {
  const Json json = Json::parse(text);
  return {.library = stamp_from(json.at("library")),
          .model = stamp_from(json.at("model")),
          .embedding = json.at("embedding").get<std::string>(),
          .features = json.at("features").get<std::string>()};
}

/// Ties what was added to the very file it was added to.
std::string identity_of_base(const IndexPart& base, const IndexSources& sources) {
  Checksum sum;
  sum.add(to_text(sources));
  for (std::size_t row = 0; row < base.tracks(); ++row) {
    const std::uint64_t record = base.record(row);
    sum.add({reinterpret_cast<const char*>(&record), sizeof record});
    sum.add({reinterpret_cast<const char*>(base.hubness() + row), sizeof(float)});
  }
  return sum.digits();
}

/// `own` is what else the file says of itself.
void write_part(const fs::path& path, const IndexPart& part, const IndexSources& sources,
                const Metadata::value_type& own) {
  std::error_code error;
  if (fs::exists(path, error) && !fs::is_regular_file(path, error)) {
    throw Error(ErrorKind::kIo, path.string(), "is no regular file",
                "remove it");  // a pipe would wait for a reader
  }
  Metadata metadata = part.map().metadata();
  metadata["format"] = kFormat;
  metadata["version"] = kVersion;
  metadata["sources"] = to_text(sources);
  metadata[own.first] = own.second;
  write_tensor_map(path, metadata, part.map().arrays());
}

std::shared_ptr<const IndexPart> read_part(const fs::path& path) {
  auto part = std::make_shared<const IndexPart>(TensorMap::of_file(path));
  const bool known = part->text("format") == kFormat && part->text("version") == kVersion;
  return known ? std::move(part) : nullptr;
}

/// Null when there is none that belongs to the base of that identity.
std::shared_ptr<const IndexPart> read_more(const fs::path& path, const std::string& identity) {
  std::error_code error;
  if (!fs::exists(path, error)) return nullptr;
  try {
    auto more = read_part(path);
    return more && more->text(kBase) == identity ? std::move(more) : nullptr;
  } catch (const Error&) {
    return nullptr;
  }
}

}  // namespace

FileStamp stamp_of(const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) {
    throw Error(ErrorKind::kIo, file.string(), "cannot be read (" + system_error_text() + ")");
  }
  return {.size_bytes = static_cast<std::uint64_t>(status.st_size),
          .mtime_us = std::int64_t{status.st_mtim.tv_sec} * 1'000'000 + status.st_mtim.tv_nsec / 1000};
}

fs::path index_path_of(const fs::path& library_file) {
  fs::path path = library_file;
  path += ".index";
  return path;
}

fs::path more_path_of(const fs::path& index_path) {
  fs::path path = index_path;
  path += ".more";
  return path;
}

void write_index(const fs::path& path, const Index& index, const IndexSources& sources) {
  assert(index.more() == nullptr);
  write_part(path, index.base(), sources, {kIdentity, identity_of_base(index.base(), sources)});
  std::error_code error;
  fs::remove(more_path_of(path), error);  // belongs to the former one, and is passed over when it stays
}

void write_changes(const fs::path& path, const Index& index, const IndexSources& sources) {
  write_part(more_path_of(path), *index.more(), sources, {kBase, index.base().text(kIdentity)});
}

std::optional<KeptIndex> read_index(const fs::path& path) {
  try {
    auto base = read_part(path);
    if (!base) return std::nullopt;
    auto more = read_more(more_path_of(path), base->text(kIdentity));
    IndexSources sources = sources_from((more ? *more : *base).text("sources"));
    return KeptIndex{.index = Index(std::move(base), std::move(more)), .sources = std::move(sources)};
  } catch (const Error&) {
    return std::nullopt;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace mrec::library
