#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/commands.h"
#include "cli/file_kind.h"
#include "cli/named_model.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "cli/tensor_description.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/features/course_format.h"
#include "mrec/features/feature_store.h"
#include "mrec/genre/classifier.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct InfoFlags {
  std::string file;
  bool json = false;
};

/// Text that is JSON as JSON, other text as it is.
Json parsed_or_text(const std::string& text) {
  Json value = Json::parse(text, nullptr, false);
  return value.is_discarded() || value.is_number() ? Json(text) : value;
}

/// Tracks by what the network hears in them first of all.
struct Hearing {
  std::size_t tracks = 0;
  std::map<std::string, std::size_t> tracks_of_tag;

  void add(const features::TrackFeatures& track) {
    if (track.embedding.empty()) return;
    ++tracks;
    if (!track.predicted_tags.empty()) ++tracks_of_tag[track.predicted_tags.front().name];
  }
  Json describe(const embedding::EmbeddingSpec& spec) const {
    return {{"network", spec.network},
            {"weights", spec.weights},
            {"patches", spec.patches},
            {"tracks", tracks},
            {"tracks_of_strongest_tag", tracks_of_tag}};
  }
};

/// How large chunks are: all alike, or each as long as its track.
class ChunkShape {
 public:
  explicit ChunkShape(const features::FeatureOptions& options) : options_(options) {}

  void add(const Matrix& chunk) {
    const auto frames = static_cast<int>(chunk.rows());
    shortest_ = longest_ == 0 ? frames : std::min(shortest_, frames);
    longest_ = std::max(longest_, frames);
  }
  void describe(Json& info) const {
    const bool varies = options_.in_one_piece() && longest_ > 0;
    info["chunk_shape"] = {varies ? longest_ : options_.frames(), options_.coefficients()};
    if (varies && shortest_ < longest_) info["shortest_chunk_shape"] = {shortest_, options_.coefficients()};
  }

 private:
  const features::FeatureOptions& options_;
  int shortest_ = 0;  ///< frames
  int longest_ = 0;
};

Json describe_features(const fs::path& file) {
  features::FeatureReader reader(file);
  const features::FeatureHeader& header = reader.header();
  std::map<std::string, std::size_t> tracks_of_genre;
  std::size_t tracks = 0;
  std::size_t failed = 0;
  std::size_t chunks = 0;
  double duration_s = 0;
  Hearing hearing;
  ChunkShape shape(header.options);
  while (const auto track = reader.next()) {
    if (!track->error.empty()) {
      ++failed;
      continue;
    }
    ++tracks;
    chunks += track->chunks.size();
    for (const Matrix& chunk : track->chunks) shape.add(chunk);
    duration_s += track->duration_s;
    hearing.add(*track);
    ++tracks_of_genre[track->label.empty() ? "(no label)" : track->label];
  }
  if (reader.torn()) std::fprintf(stderr, "%s\n", reader.torn_warning().c_str());
  Json info = {{"kind", "features"},
               {"root", to_utf8(header.root.string())},
               {"tracks", tracks},
               {"failed", failed},
               {"chunks", chunks}};
  shape.describe(info);
  info["hours"] = duration_s / 3600;
  info["tracks_of_genre"] = tracks_of_genre;
  info["options"] = Json::parse(features::to_json(header.options));
  if (header.embedding) info["embedding"] = hearing.describe(*header.embedding);
  return info;
}

Json describe_course(const fs::path& file) {
  const features::CourseData course = features::read_course_file(file);
  std::map<std::string, std::size_t> chunks_of_genre;
  for (const int label : course.labels) ++chunks_of_genre[course.genres[static_cast<std::size_t>(label)]];
  Json info = {
      {"kind", "course features"}, {"chunks", course.chunks.size()}, {"chunks_of_genre", chunks_of_genre}};
  if (!course.chunks.empty()) info["chunk_shape"] = {course.chunks[0].rows(), course.chunks[0].cols()};
  return info;
}

Json describe_members(const genre::Classifier& classifier) {
  Json members = Json::array();
  for (const genre::Member& each : classifier.members()) {
    const genre::MemberDesign& design = each.design();
    Json member = {{"architecture", name_of(design.architecture)},
                   {"input_kind", name_of(design.input)},
                   {"input", {design.shape.height, design.shape.width}},
                   {"weight", design.weight}};
    if (design.architecture == genre::Architecture::kCourse) member["third_pool"] = design.network.third_pool;
    if (is_network(design.architecture)) member["dropout"] = design.network.dropout;
    members.push_back(std::move(member));
  }
  return members;
}

Json describe_model(const fs::path& file) {
  const genre::Classifier classifier = genre::Classifier::load(file);
  const genre::ClassifierDesign& design = classifier.design();
  Json info = {{"kind", "genre model"},
               {"genres", design.genres},
               {"several_genres_a_track", design.multi_label},
               {"members", describe_members(classifier)},
               {"temperature", design.calibration.temperature}};
  if (design.calibration.unknown_below) info["unknown_below"] = *design.calibration.unknown_below;
  if (classifier.looks_at_embeddings()) {
    info["embedding"] = {{"network", design.embedding->network},
                         {"weights", design.embedding->weights},
                         {"patches", design.embedding->patches}};
  }
  if (classifier.looks_at_frames()) info["options"] = Json::parse(features::to_json(design.features));
  for (const auto& [key, value] : classifier.provenance()) {
    if (!key.starts_with("learnt_from")) info[key] = parsed_or_text(value);
  }
  if (const auto learnt = learnt_from(file, classifier)) {
    info["learnt_from"] = {{"tracks", learnt->tracks()}, {"artists", learnt->artists()}};
  }
  return info;
}

Json describe(const fs::path& file) {
  switch (file_kind(file)) {
    case FileKind::kFeatures:
      return describe_features(file);
    case FileKind::kCourse:
      return describe_course(file);
    case FileKind::kTensors:
      if (auto info = describe_tensors(file)) return *std::move(info);
      return describe_model(file);
    case FileKind::kPage:
    case FileKind::kSomethingElse:
      break;
  }
  std::error_code error;
  const bool exists = fs::exists(file, error);
  throw Error(exists ? ErrorKind::kFormat : ErrorKind::kIo, file.string(),
              exists ? "is neither features nor a model" : "does not exist",
              "give a file of mrec extract or mrec train");
}

/// "key: value" a line; what has parts is set in below its key.
std::string outline(const Json& object, const std::string& indent = {}) {
  std::string text;
  for (const auto& [key, value] : object.items()) {
    if (value.is_object()) {
      text += indent + key + ":\n" + outline(value, indent + "  ");
    } else if (value.is_array() && !value.empty() && value.front().is_object()) {
      for (const Json& part : value) text += indent + key + ":\n" + outline(part, indent + "  ");
    } else {
      text += indent + key + ": " + (value.is_string() ? value.get<std::string>() : value.dump()) + "\n";
    }
  }
  return text;
}

void run_info(const InfoFlags& flags) {
  const Json info = describe(flags.file);
  print(flags.json ? info.dump(2, ' ', false, Json::error_handler_t::replace) + "\n" : outline(info));
}

}  // namespace

void register_info(CLI::App& app) {
  auto flags = std::make_shared<InfoFlags>();
  CLI::App* command = app.add_subcommand("info", "Say what a features file, a model or an index holds");
  add_named(*command, "FILE", flags->file, "a file of mrec extract or mrec train")->required();
  command->add_flag("--json", flags->json, "print one JSON object");
  command->footer("Example: mrec info genre.safetensors");
  command->callback([flags] { run_info(*flags); });
}

}  // namespace mrec::cli
