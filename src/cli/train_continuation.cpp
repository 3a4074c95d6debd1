#include "cli/train_continuation.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "mrec/core/checksum.h"
#include "mrec/core/error.h"
#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"
#include "mrec/eval/paired.h"
#include "mrec/genre/continuation.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kEpochs = "epochs";

std::string checksum_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string content(std::istreambuf_iterator<char>(stream), {});
  return checksum(content);
}

void require_agreement(const char* option, const std::optional<std::string>& given, const char* own,
                       const Origin& origin) {
  if (!given || *given == own) return;
  throw Error(
      ErrorKind::kUsage, std::string(option) + " " + *given,
      origin.model.path.string() + " has " + option + " " + own + ", and its training goes on with that",
      "leave it out");
}

void require_agreement(const MethodFlags& flags, const genre::MemberDesign& design, const Origin& origin) {
  require_agreement("--arch", flags.architecture, name_of(design.architecture), origin);
  require_agreement("--input", flags.input, name_of(design.input), origin);
  if (!flags.preset) return;
  throw Error(ErrorKind::kUsage, "--preset " + *flags.preset,
              "says how a network begins, and " + origin.model.path.string() + " has begun",
              "leave it out or leave --from out");
}

/// Of a training that went on already, with those before it; 0 where the model does not say.
int epochs_of(const std::map<std::string, std::string>& provenance) {
  const auto number = [&](const char* key) {
    const auto found = provenance.find(key);
    return found == provenance.end() ? Json() : Json::parse(found->second, nullptr, false);
  };
  const Json sum = number(kEpochs);
  if (sum.is_number_integer()) return sum.get<int>();
  const Json history = number("history");
  const bool says = history.is_object() && history.contains("kept_epoch");
  return says && history["kept_epoch"].is_number_integer() ? history["kept_epoch"].get<int>() : 0;
}

std::string forgetting_warning(const Origin& origin, const genre::Dataset& dataset) {
  std::string names;
  for (const std::string& name : genres_without_tracks(origin.model.classifier, dataset)) {
    names += (names.empty() ? "" : ", ") + one_line(name);
  }
  if (names.empty()) return {};
  return "no track is of these genres of " + origin.name() + ": " + names +
         ": what it knows of them fades: give tracks of them too";
}

}  // namespace

std::string Origin::name() const {
  return one_line(to_utf8(model.path.filename().string()));
}

Origin load_origin(const fs::path& path) {
  Origin origin{.model = load_model(path), .checksum = checksum_of(path)};
  const std::string objection = objection_to_going_on(origin.model.classifier);
  if (objection.empty()) return origin;
  throw Error(ErrorKind::kUsage, "--from " + path.string(), objection,
              "train anew, on the old and the new features together");
}

Method continued_method(const MethodFlags& flags, const Material& material, const Origin& origin) {
  const genre::Member& member = origin.model.classifier.members().front();
  require_agreement(flags, member.design(), origin);
  MethodFlags same = flags;
  same.architecture = name_of(member.design().architecture);
  same.input = name_of(member.design().input);
  const genre::TrainOptions suited = continued_train_options(member);
  same.learning_rate = flags.learning_rate.value_or(suited.learning_rate);
  same.dropout = flags.dropout.value_or(suited.network.dropout);
  Method method = choose_method(same, material);
  genre::TrainOptions& options = method.recipes.front().network;
  options.network.third_pool = suited.network.third_pool;
  options.from = suited.from;
  return method;
}

std::vector<std::string> fit_to(const Origin& origin, const fs::path& file, genre::Dataset& dataset) {
  require_same_features(file, {.root = {}, .options = dataset.options, .embedding = dataset.embedding},
                        origin.model);
  try {
    go_on_from(origin.model.classifier, dataset);
  } catch (const Error& error) {
    const bool labels = error.kind() == ErrorKind::kData;
    throw Error(error.kind(), (labels ? file : origin.model.path).string(), error.what());
  }
  std::vector<std::string> warnings;
  if (!learnt_from(origin.model.path, origin.model.classifier)) {
    warnings.push_back(origin.name() +
                       " does not say which tracks it learnt from: those among these flatter the figures");
  }
  std::string fading = forgetting_warning(origin, dataset);
  if (!fading.empty()) warnings.push_back(std::move(fading));
  return warnings;
}

ContinuationFigures compare_with(const Origin& origin, const genre::Dataset& dataset,
                                 const genre::Trial& trial, std::uint64_t seed, const Workers& workers) {
  const std::size_t known = origin.model.design().genres.size();
  ContinuationFigures figures{.model = origin.name(), .difference = {}};
  for (const genre::LabelledTrack& track : dataset.tracks)
    figures.learnt += track.past == genre::Past::kLearnt ? 1 : 0;
  std::vector<std::size_t> tracks;
  eval::PairedVerdicts right;
  for (std::size_t i = 0; i < trial.tracks.size(); ++i) {
    // Genres rise, and the model's come first.
    if (dataset.tracks[trial.tracks[i]].genre() >= known) continue;
    tracks.push_back(trial.tracks[i]);
    right.first.push_back(trial.track_verdict[i] == trial.track_truth[i]);
  }
  for (const genre::TestedTrack& each :
       genre::test_tracks(origin.model.classifier, dataset, tracks, workers)) {
    const Vector& said = each.verdict.probabilities;
    const std::size_t verdict = genre::most_probable({said.data(), static_cast<std::size_t>(said.size())});
    right.second.push_back(std::ranges::count(dataset.tracks[each.track].genres, verdict) > 0);
  }
  figures.tested = tracks.size();
  figures.before = static_cast<std::size_t>(std::ranges::count(right.second, true));
  figures.now = static_cast<std::size_t>(std::ranges::count(right.first, true));
  const auto paired = compare(right, eval::clusters_of_one(tracks.size()), seed, workers);
  figures.difference = paired.interval;
  return figures;
}

void keep_origin(const Origin& origin, const genre::Notes& notes, const genre::LearntFrom& learnt_from,
                 std::map<std::string, std::string>& provenance) {
  const auto& before = origin.model.classifier.provenance();
  const int epochs = epochs_of(before);
  provenance["continued_from"] =
      Json{{"model", origin.name()}, {"checksum", origin.checksum}, {"epochs", epochs}}.dump();
  provenance[kEpochs] = std::to_string(epochs + notes.kept_epoch);
  const auto learnt_before = genre::LearntFrom::of(before);
  if (!learnt_before) return;
  genre::LearntFrom both = learnt_from;
  both.add(*learnt_before);
  both.keep_in(provenance);
}

}  // namespace mrec::cli
