#include "cli/compare_methods.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

using genre::Architecture;
using genre::TrackInput;

bool holds(const auto& list, const auto& item) {
  return std::ranges::find(list, item) != list.end();
}

struct Wish {
  std::string name;
  std::optional<std::string> input;
  bool asked = false;
};

bool is_blend(const std::string& name) {
  return !holds(genre::architecture_names(), name);
}

bool learns_vectors(Architecture architecture) {
  return architecture == Architecture::kMlp || !is_network(architecture);
}

/// A method with each of the inputs that it is compared by where none is said.
void add_wishes(const std::string& name, bool asked, const Material& material, std::vector<Wish>& wishes) {
  if (is_blend(name) || !learns_vectors(genre::architecture(name))) {
    wishes.push_back({.name = name, .input = {}, .asked = asked});
    return;
  }
  wishes.push_back({name, name_of(genre::statistics_for(genre::architecture(name))), asked});
  if (material.embeddings) wishes.push_back({name, name_of(TrackInput::kEmbedding), asked});
}

void require_name(const std::string& word, const std::string& name, const std::vector<std::string>& known,
                  const char* what) {
  if (holds(known, name)) return;
  std::string all;
  for (const std::string& each : known) all += (all.empty() ? "" : ", ") + each;
  throw Error(ErrorKind::kUsage, "--methods " + word, "there is no such " + std::string(what),
              "one of " + all);
}

std::vector<Wish> wishes_of(std::span<const std::string> asked, const Material& material) {
  std::vector<Wish> wishes;
  for (const std::string& word : asked) {
    const std::size_t colon = word.find(':');
    const std::string name = word.substr(0, colon);
    require_name(word, name, method_names(), "method");
    if (colon == std::string::npos) {
      add_wishes(name, true, material, wishes);
      continue;
    }
    const std::string input = word.substr(colon + 1);
    require_name(word, input, genre::track_input_names(), "input");
    wishes.push_back({.name = name, .input = input, .asked = true});
  }
  if (!asked.empty()) return wishes;
  for (const std::string& name : method_names()) add_wishes(name, false, material, wishes);
  return wishes;
}

Contestant contestant_for(const Wish& wish, const Material& material) {
  MethodFlags flags;
  flags.architecture = wish.name;
  flags.input = wish.input;
  Method method = choose_method(flags, material);
  std::string title = method.name;
  if (!is_blend(wish.name)) title += std::string(" (") + name_of(method.recipes.front().input) + ")";
  return {.title = std::move(title), .method = std::move(method), .asked = wish.asked};
}

/// What is wrong, without the option of `mrec train` that it is said of.
std::string without_subject(const Error& error) {
  const std::string text = error.what();
  const std::size_t colon = text.find(": ");
  return colon == std::string::npos ? text : text.substr(colon + 2);
}

/// Refuses what was asked for, leaves else out what cannot be.
void leave_out(bool asked, const std::string& name, const std::string& why, LeftOutMethods& left_out) {
  if (asked) throw Error(ErrorKind::kUsage, "--methods " + name, why);
  left_out[why].push_back(name);
}

}  // namespace

std::vector<Contestant> choose_contestants(std::span<const std::string> asked, const Material& material,
                                           LeftOutMethods& left_out) {
  std::vector<Contestant> contestants;
  std::set<std::string> titles;
  for (const Wish& wish : wishes_of(asked, material)) {
    try {
      Contestant contestant = contestant_for(wish, material);
      if (titles.insert(contestant.title).second) contestants.push_back(std::move(contestant));
    } catch (const Error& error) {
      leave_out(wish.asked, wish.name, without_subject(error), left_out);
    }
  }
  return contestants;
}

void fit_labels(std::vector<Contestant>& contestants, const genre::Dataset& dataset,
                LeftOutMethods& left_out) {
  if (!dataset.multi_label) return;
  std::erase_if(contestants, [&](const Contestant& contestant) {
    const bool fits = std::ranges::all_of(contestant.method.recipes, [](const genre::Recipe& recipe) {
      return genre::learns_several_genres(recipe.architecture);
    });
    if (!fits) {
      leave_out(contestant.asked, contestant.method.name,
                "learns one genre a track, and labels name several, divided by \";\"", left_out);
    }
    return !fits;
  });
  for (Contestant& contestant : contestants) suit_several_genres({}, contestant.method);
}

std::vector<TrackInput> inputs_of(std::span<const Contestant> contestants) {
  std::vector<TrackInput> all;
  for (const Contestant& contestant : contestants) {
    for (const TrackInput input : contestant.method.inputs()) {
      if (!holds(all, input)) all.push_back(input);
    }
  }
  return all;
}

}  // namespace mrec::cli
