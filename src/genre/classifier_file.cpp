// The classifier as a file: what stands where is said in docs/formats.md.
#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>
#include <utility>

#include "genre/design_metadata.h"
#include "mrec/core/error.h"
#include "mrec/core/safetensors.h"
#include "mrec/genre/classifier.h"

namespace mrec::genre {
namespace {

constexpr const char* kFormatName = "mrec-genre-model";
constexpr int kVersion = 2;

/// Keys of our own; every other key of the metadata is provenance.
constexpr const char* kOwnKeys[] = {"format",          "version",      "members",     "features",
                                    "embedding",       "genres",       "multi_label", "calibration",
                                    "standardisation", "architecture", "input"};

/// The version, 0 for anything but a whole number.
int version_of(const std::string& text) {
  int version = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), version);
  return result.ec == std::errc() && result.ptr == text.data() + text.size() ? version : 0;
}

int require_known_format(const TensorFile& file) {
  if (!file.metadata.contains("format") || file.value("format") != kFormatName) {
    throw Error(ErrorKind::kFormat, "is not a genre model of mrec", "train one with mrec train");
  }
  const int version = version_of(file.value("version"));
  if (version < 1) throw Error(ErrorKind::kFormat, "has no version that is a number", "train it again");
  if (version > kVersion) {
    throw Error(ErrorKind::kFormat, "is of version " + file.value("version") + ", newer than this mrec knows",
                "update mrec");
  }
  return version;
}

/// What stands before the names of a member's arrays: nothing where there is one member only.
std::string prefix_of(std::size_t member, std::size_t members) {
  return members == 1 ? "" : "member" + std::to_string(member) + ".";
}

/// Takes the arrays of a member out of the file.
std::vector<NamedTensor> take_state(TensorFile& file, const std::string& prefix) {
  const auto others =
      std::stable_partition(file.tensors.begin(), file.tensors.end(),
                            [&](const NamedTensor& tensor) { return !tensor.name.starts_with(prefix); });
  std::vector<NamedTensor> state(std::make_move_iterator(others),
                                 std::make_move_iterator(file.tensors.end()));
  file.tensors.erase(others, file.tensors.end());
  for (NamedTensor& tensor : state) tensor.name.erase(0, prefix.size());
  return state;
}

Classifier read_classifier(TensorFile file) {
  const int version = require_known_format(file);
  Blueprint blueprint = read_blueprint(file, version);
  const std::size_t genres = blueprint.design.genres.size();
  std::vector<Member> members;
  for (std::size_t i = 0; i < blueprint.members.size(); ++i) {
    auto state = take_state(file, prefix_of(i, blueprint.members.size()));
    members.push_back(
        load_member(blueprint.members[i], std::move(state), genres, blueprint.design.multi_label));
  }
  if (!file.tensors.empty()) {
    throw Error(ErrorKind::kFormat, file.tensors.front().name, "belongs to nothing in the model",
                "train it again");
  }
  Classifier classifier(std::move(blueprint.design), std::move(members));
  classifier.provenance() = std::move(file.metadata);
  for (const char* key : kOwnKeys) classifier.provenance().erase(key);
  return classifier;
}

}  // namespace

void Classifier::save(const std::filesystem::path& path) const {
  TensorFile file;
  file.metadata = provenance_;
  file.metadata["format"] = kFormatName;
  file.metadata["version"] = std::to_string(kVersion);
  write_blueprint(*this, file);
  file.metadata["standardisation"] = "(coefficient - input.mean) * input.scale, before all else";
  for (std::size_t i = 0; i < members_.size(); ++i) {
    for (NamedTensor& tensor : members_[i].state()) {
      tensor.name = prefix_of(i, members_.size()) + tensor.name;
      file.tensors.push_back(std::move(tensor));
    }
  }
  write_safetensors(path, file);
}

Classifier Classifier::load(const std::filesystem::path& path) {
  TensorFile file = read_safetensors(path);
  try {
    return read_classifier(std::move(file));
  } catch (const Error& error) {
    throw Error(ErrorKind::kFormat, path.string(), error.what());
  } catch (const std::exception&) {  // JSON or a number that is not one
    throw Error(ErrorKind::kFormat, path.string(), "its metadata is damaged",
                "train it again or take another file");
  }
}

}  // namespace mrec::genre
