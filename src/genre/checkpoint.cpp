// What stands where in the file is said in docs/formats.md.
#include "mrec/genre/checkpoint.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "mrec/core/checksum.h"
#include "mrec/core/error.h"
#include "mrec/core/safetensors.h"

namespace mrec::genre {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "mrec-training-checkpoint";
constexpr const char* kVersion = "1";
constexpr const char* kChecksumKey = "checksum";
constexpr const char* kStartKey = "start";

Json epoch_json(const EpochReport& report) {
  Json json = {{"loss", report.train.loss}, {"accuracy", report.train.accuracy}};
  if (report.validation) {
    json["validation_loss"] = report.validation->loss;
    json["validation_accuracy"] = report.validation->accuracy;
    json["best"] = report.best;
  }
  return json;
}

/// A loss that is no number any more is null in JSON.
double number_of(const Json& json) {
  return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

EpochReport epoch_of(const Json& json, int epoch, int epochs) {
  EpochReport report{
      .epoch = epoch,
      .epochs = epochs,
      .train = {.loss = number_of(json.at("loss")), .accuracy = number_of(json.at("accuracy"))},
      .validation = {}};
  if (json.contains("validation_loss")) {
    report.validation = Fit{.loss = number_of(json.at("validation_loss")),
                            .accuracy = number_of(json.at("validation_accuracy"))};
    report.best = json.at("best").get<bool>();
  }
  return report;
}

Json history_json(const TrainingState& state) {
  Json epochs = Json::array();
  for (const EpochReport& report : state.history) epochs.push_back(epoch_json(report));
  return {{"epochs", state.history.back().epochs}, {"done", std::move(epochs)}};
}

std::vector<EpochReport> history_of(const Json& json) {
  std::vector<EpochReport> history;
  for (const Json& epoch : json.at("done")) {
    history.push_back(epoch_of(epoch, static_cast<int>(history.size()) + 1, json.at("epochs").get<int>()));
  }
  return history;
}

std::string training_prefix(std::size_t training, std::size_t network) {
  return "training" + std::to_string(training) + ".network" + std::to_string(network) + ".";
}

std::string tested_prefix(std::size_t training) {
  return "tested" + std::to_string(training) + ".";
}

void add(const std::vector<NamedTensor>& tensors, const std::string& prefix, TensorFile& file) {
  for (NamedTensor tensor : tensors) {
    tensor.name.insert(0, prefix);
    file.tensors.push_back(std::move(tensor));
  }
}

/// Takes the tensors whose names begin so out of the file.
std::vector<NamedTensor> take(TensorFile& file, const std::string& prefix) {
  std::vector<NamedTensor> taken;
  for (NamedTensor& tensor : file.tensors) {
    if (!tensor.name.starts_with(prefix)) continue;
    taken.push_back(std::move(tensor));
    taken.back().name.erase(0, prefix.size());
    tensor.name.clear();
  }
  std::erase_if(file.tensors, [](const NamedTensor& tensor) { return tensor.name.empty(); });
  return taken;
}

NamedTensor as_tensor(std::string name, std::vector<float> values, std::size_t columns) {
  const auto width = static_cast<std::int64_t>(columns);
  const std::int64_t rows = width == 0 ? 0 : static_cast<std::int64_t>(values.size()) / width;
  return {.name = std::move(name), .shape = {rows, width}, .values = std::move(values)};
}

/// Numbers of tracks and of rows are exact: a float tells whole numbers apart up to 2^24.
void add_tested(const std::vector<TestedTrack>& tested, const std::string& prefix, TensorFile& file) {
  std::vector<float> tracks;
  std::vector<float> probabilities;
  std::vector<float> scores;
  for (const TestedTrack& each : tested) {
    const TrackVerdict& verdict = each.verdict;
    tracks.push_back(static_cast<float>(each.track));
    tracks.push_back(static_cast<float>(verdict.scores.rows()));
    probabilities.insert(probabilities.end(), verdict.probabilities.begin(), verdict.probabilities.end());
    scores.insert(scores.end(), verdict.scores.data(), verdict.scores.data() + verdict.scores.size());
  }
  const std::size_t genres = tested.empty() ? 0 : probabilities.size() / tested.size();
  file.tensors.push_back(as_tensor(prefix + "tracks", std::move(tracks), 2));
  file.tensors.push_back(as_tensor(prefix + "probabilities", std::move(probabilities), genres));
  file.tensors.push_back(as_tensor(prefix + "scores", std::move(scores), genres));
}

/// Takes numbers from the front of a tensor.
class Numbers {
 public:
  explicit Numbers(const NamedTensor& tensor) : name_(tensor.name), left_(tensor.values) {}
  std::span<const float> take(std::size_t count) {
    if (count > left_.size()) throw Error(ErrorKind::kFormat, name_, "is too short");
    const auto taken = left_.first(count);
    left_ = left_.subspan(count);
    return taken;
  }

 private:
  const std::string& name_;
  std::span<const float> left_;
};

std::vector<TestedTrack> take_tested(TensorFile& file, const std::string& prefix) {
  const NamedTensor& tracks = file.tensor(prefix + "tracks");
  const NamedTensor& all = file.tensor(prefix + "probabilities");
  const auto genres = static_cast<std::size_t>(all.shape.back());
  Numbers probabilities(all);
  Numbers scores(file.tensor(prefix + "scores"));
  std::vector<TestedTrack> tested;
  for (std::size_t i = 0; i + 1 < tracks.values.size(); i += 2) {
    TestedTrack& each = tested.emplace_back();
    each.track = static_cast<std::size_t>(tracks.values[i]);
    const auto rows = static_cast<std::size_t>(tracks.values[i + 1]);
    const auto of_track = probabilities.take(genres);
    each.verdict.probabilities = Eigen::Map<const Vector>(of_track.data(), static_cast<Eigen::Index>(genres));
    each.verdict.scores =
        Eigen::Map<const Matrix>(scores.take(rows * genres).data(), static_cast<Eigen::Index>(rows),
                                 rows == 0 ? 0 : static_cast<Eigen::Index>(genres));
  }
  take(file, prefix);
  return tested;
}

/// Of all that the file holds, because a weight with a flipped bit is a weight like any other.
std::string checksum_of(const TensorFile& file) {
  Checksum sum;
  for (const auto& [key, value] : file.metadata) {
    if (key != kChecksumKey) sum.add(key + "=" + value + "\n");
  }
  for (const NamedTensor& tensor : file.tensors) {
    sum.add(tensor.name + "=");
    sum.add({reinterpret_cast<const char*>(tensor.values.data()), tensor.values.size() * sizeof(float)});
  }
  return sum.digits();
}

Checkpoint read_checkpoint(TensorFile file) {
  if (!file.metadata.contains("format") || file.value("format") != kFormat ||
      file.value("version") != kVersion) {
    throw Error(ErrorKind::kFormat, "is no checkpoint of this mrec");
  }
  if (file.value(kChecksumKey) != checksum_of(file)) {
    throw Error(ErrorKind::kFormat, "is damaged: its checksum does not agree");
  }
  Checkpoint checkpoint{
      .program = file.value("program"), .command = file.value("command"), .data = file.value("data")};
  if (file.metadata.contains(kStartKey)) checkpoint.start = file.value(kStartKey);
  const Json progress = Json::parse(file.value("progress"));
  for (const Json& training : progress.at("tested")) {
    const auto number = training.get<std::size_t>();
    checkpoint.tested[number] = take_tested(file, tested_prefix(number));
  }
  for (const Json& training : progress.at("trainings")) {
    const auto number = training.at("training").get<std::size_t>();
    std::vector<TrainingState>& states = checkpoint.trainings[number];
    for (const Json& history : training.at("networks")) {
      const std::string prefix = training_prefix(number, states.size());
      states.push_back({.history = history_of(history),
                        .network = take(file, prefix + "weights."),
                        .adam = take(file, prefix + "adam."),
                        .best = take(file, prefix + "best.")});
    }
  }
  if (!file.tensors.empty()) throw Error(ErrorKind::kFormat, file.tensors.front().name, "belongs to nothing");
  return checkpoint;
}

}  // namespace

void Checkpoint::save(const std::filesystem::path& path) const {
  TensorFile file;
  Json progress = {{"tested", Json::array()}, {"trainings", Json::array()}};
  for (const auto& [training, tracks] : tested) {
    progress["tested"].push_back(training);
    add_tested(tracks, tested_prefix(training), file);
  }
  for (const auto& [training, states] : trainings) {
    Json networks = Json::array();
    for (const TrainingState& state : states) {
      assert(!state.history.empty());
      const std::string prefix = training_prefix(training, networks.size());
      networks.push_back(history_json(state));
      add(state.network, prefix + "weights.", file);
      add(state.adam, prefix + "adam.", file);
      add(state.best, prefix + "best.", file);
    }
    progress["trainings"].push_back({{"training", training}, {"networks", std::move(networks)}});
  }
  file.metadata = {{"format", kFormat},  {"version", kVersion}, {"program", program},
                   {"command", command}, {"data", data},        {"progress", progress.dump()}};
  if (!start.empty()) file.metadata[kStartKey] = start;
  file.metadata[kChecksumKey] = checksum_of(file);
  write_safetensors(path, file);
}

Checkpoint Checkpoint::load(const std::filesystem::path& path) {
  TensorFile file = read_safetensors(path);
  try {
    return read_checkpoint(std::move(file));
  } catch (const Error& error) {
    throw Error(ErrorKind::kFormat, path.string(), error.what());
  } catch (const std::exception&) {  // JSON that is not as save() writes it
    throw Error(ErrorKind::kFormat, path.string(), "its metadata is damaged");
  }
}

}  // namespace mrec::genre
