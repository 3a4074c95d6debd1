#include "cli/train_method.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/features/course_format.h"
#include "mrec/features/feature_store.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using genre::Architecture;
using genre::Recipe;
using genre::TrackInput;

constexpr const char* kBlend = "blend";

Architecture convolutional_for(const Material& material) {
  return material.log_mel ? Architecture::kCnn3 : Architecture::kCourse;
}

TrackInput frames_of(const Material& material) {
  return material.log_mel ? TrackInput::kClip : TrackInput::kChunks;
}

/// What an architecture looks at where nothing is said of it.
TrackInput default_input(Architecture architecture, const Material& material) {
  switch (architecture) {
    case Architecture::kCnn3:
      return TrackInput::kClip;
    case Architecture::kCourse:
      return TrackInput::kChunks;
    case Architecture::kRnn:
      return frames_of(material);
    default:
      return material.embeddings ? TrackInput::kEmbedding : genre::statistics_for(architecture);
  }
}

/// What learns from an input where nothing is said of it.
Architecture default_architecture(TrackInput input, const Material& material) {
  if (is_vector(input)) return Architecture::kLogistic;
  return input == TrackInput::kClip ? Architecture::kCnn3 : convolutional_for(material);
}

[[noreturn]] void refuse_pair(Architecture architecture, TrackInput input, const char* remedy) {
  throw Error(ErrorKind::kUsage, std::string("--arch ") + name_of(architecture),
              std::string("cannot learn from --input ") + name_of(input), remedy);
}

void require_fit(Architecture architecture, TrackInput input) {
  if (!is_network(architecture) && !is_vector(input)) {
    refuse_pair(architecture, input, "use --input statistics or embedding, or a network");
  }
  if (architecture == Architecture::kMlp || !is_network(architecture)) return;
  if (is_vector(input)) refuse_pair(architecture, input, "use --arch logistic, lda, svm, knn or mlp");
  if (architecture == Architecture::kCnn3 && input != TrackInput::kClip) {
    refuse_pair(architecture, input, "leave --input out, or use --arch course");
  }
  if (architecture == Architecture::kCourse && input != TrackInput::kChunks) {
    refuse_pair(architecture, input, "leave --input out, or use --arch cnn3");
  }
}

void require_material(Architecture architecture, TrackInput input, const Material& material) {
  if (!material.tracks && input != TrackInput::kChunks) {
    throw Error(ErrorKind::kUsage, std::string("--input ") + name_of(input),
                "a course file knows no tracks, only chunks", "use --input chunks");
  }
  if (architecture == Architecture::kCnn3 && !material.log_mel) {
    throw Error(ErrorKind::kUsage, "--arch cnn3", "learns from log-mel bands, and the features are MFCC",
                "extract again with --preset logmel, or use --arch course");
  }
  if (input == TrackInput::kChunks && material.clips) {
    throw Error(ErrorKind::kUsage, std::string("--arch ") + name_of(architecture),
                "learns from chunks, and the features are of whole excerpts in one piece",
                "extract again with --chunk 3, or use --arch cnn3 or --input clip");
  }
}

/// An option and whom it is for.
struct Option {
  const char* name;
  bool given;
  bool has_effect;
};

void refuse_options_without_effect(const MethodFlags& flags, const Method& method) {
  const auto has = [&](auto predicate) { return std::ranges::any_of(method.recipes, predicate); };
  const auto is = [&](Architecture each) {
    return has([each](const Recipe& recipe) { return recipe.architecture == each; });
  };
  const bool network = method.learns_by_epochs();
  const bool clip = has([](const Recipe& recipe) { return recipe.input == TrackInput::kClip; });
  const Option options[] = {{"--preset", flags.preset.has_value(), is(Architecture::kCourse)},
                            {"--epochs", flags.epochs.has_value(), network},
                            {"--batch", flags.batch.has_value(), network},
                            {"--learning-rate", flags.learning_rate.has_value(), network},
                            {"--weight-decay", flags.weight_decay.has_value(), network},
                            {"--dropout", flags.dropout.has_value(), network},
                            {"--patience", flags.patience.has_value(), network},
                            {"--crops", flags.crops.has_value(), clip},
                            {"--l2", flags.l2.has_value(), is(Architecture::kLogistic)},
                            {"--shrinkage", flags.shrinkage.has_value(), is(Architecture::kLda)},
                            {"--svm-c", flags.c.has_value(), is(Architecture::kSvm)},
                            {"--svm-gamma", flags.gamma.has_value(), is(Architecture::kSvm)},
                            {"--neighbours", flags.neighbours.has_value(), is(Architecture::kKnn)}};
  for (const Option& option : options) {
    if (!option.given || option.has_effect) continue;
    throw Error(ErrorKind::kUsage, option.name, "has no effect on --arch " + method.name,
                "leave it out or give another --arch");
  }
}

void apply_flags(const MethodFlags& flags, Recipe& recipe) {
  genre::TrainOptions& network = recipe.network;
  if (flags.preset && recipe.architecture == Architecture::kCourse)
    network = genre::train_preset(*flags.preset);
  network.epochs = flags.epochs.value_or(network.epochs);
  network.batch = flags.batch.value_or(network.batch);
  network.patience = flags.patience.value_or(network.patience);
  network.crops = flags.crops.value_or(network.crops);
  network.learning_rate = flags.learning_rate.value_or(network.learning_rate);
  network.weight_decay = flags.weight_decay.value_or(network.weight_decay);
  network.network.dropout = flags.dropout.value_or(network.network.dropout);
  network.balance = flags.balance;
  recipe.logistic.l2 = flags.l2.value_or(recipe.logistic.l2);
  recipe.svm.c = flags.c.value_or(recipe.svm.c);
  if (flags.gamma) recipe.svm.gamma = flags.gamma;
  if (flags.shrinkage) recipe.lda.shrinkage = flags.shrinkage;
  recipe.knn.neighbours = flags.neighbours.value_or(recipe.knn.neighbours);
  recipe.validate();
}

/// The network hears what the statistics leave out; of these the two kinds err on different tracks.
std::vector<Recipe> blend_for(const Material& material) {
  return {genre::default_recipe(convolutional_for(material), frames_of(material)),
          genre::default_recipe(Architecture::kSvm, TrackInput::kTimbre),
          genre::default_recipe(Architecture::kSvm, TrackInput::kStatistics)};
}

Method method_named(const MethodFlags& flags, const Material& material) {
  if (flags.architecture == kBlend) {
    if (flags.input) {
      throw Error(ErrorKind::kUsage, "--input",
                  "has no effect on --arch blend, whose members look at several things", "leave it out");
    }
    return {.name = kBlend, .preset = {}, .recipes = blend_for(material)};
  }
  std::optional<TrackInput> input;
  if (flags.input) input = genre::track_input(*flags.input);
  const Architecture architecture =
      flags.architecture
          ? genre::architecture(*flags.architecture)
          : default_architecture(
                input.value_or(material.embeddings ? TrackInput::kEmbedding : frames_of(material)), material);
  return {.name = name_of(architecture),
          .preset = {},
          .recipes = {default_recipe(architecture, input.value_or(default_input(architecture, material)))}};
}

std::string number(double value) {
  return nlohmann::json(value).dump();
}

std::string network_options(const genre::TrainOptions& options, TrackInput input) {
  std::string text = " --epochs " + std::to_string(options.epochs) + " --batch " +
                     std::to_string(options.batch) + " --learning-rate " + number(options.learning_rate) +
                     " --weight-decay " + number(options.weight_decay) + " --dropout " +
                     number(options.network.dropout) + " --patience " + std::to_string(options.patience);
  if (input == TrackInput::kClip) text += " --crops " + std::to_string(options.crops);
  return text;
}

std::string recipe_options(const Recipe& recipe) {
  switch (recipe.architecture) {
    case Architecture::kLogistic:
      return " --l2 " + number(recipe.logistic.l2);
    case Architecture::kLda:
      return recipe.lda.shrinkage ? " --shrinkage " + number(*recipe.lda.shrinkage) : "";
    case Architecture::kSvm:
      return " --svm-c " + number(recipe.svm.c) +
             (recipe.svm.gamma ? " --svm-gamma " + number(*recipe.svm.gamma) : "");
    case Architecture::kKnn:
      return " --neighbours " + std::to_string(recipe.knn.neighbours);
    default:
      return network_options(recipe.network, recipe.input);
  }
}

}  // namespace

std::vector<std::string> method_names() {
  std::vector<std::string> names = genre::architecture_names();
  names.emplace_back(kBlend);
  return names;
}

void MethodFlags::add_to(CLI::App& command) {
  command
      .add_option(
          "--input", input,
          "what is learnt from: chunks; clip, windows of the whole excerpt; embedding, one vector a track by "
          "a pre-trained network; timbre, statistics of the cepstrum; statistics, those and their modulation "
          "[what suits --arch]")
      ->check(CLI::IsMember(genre::track_input_names()));
  command
      .add_option(
          "--arch", architecture,
          "cnn3: convolutions on log-mel clips; course: on MFCC chunks; mlp: dense layers; rnn: recurrent "
          "layers; logistic, lda, svm, knn: of vectors; blend: a CNN with svm of timbre and of statistics; "
          "labels of several genres, divided by ;, suit all but lda "
          "[logistic of embeddings where there are some, else the CNN of the features]")
      ->check(CLI::IsMember(method_names()));
  command.add_option("--l2", l2,
                     "logistic: penalty on the weights [100, with several genres a track 10; of statistics "
                     "10, of timbre 3]");
  command.add_option("--shrinkage", shrinkage, "lda: of the covariance, 0 to 1 [Ledoit and Wolf's estimate]");
  command.add_option("--svm-c", c, "svm: cost of an example on the wrong side of its margin [10]");
  command.add_option("--svm-gamma", gamma, "svm: of exp(-gamma |x - y|^2) [1 / (numbers * their variance)]");
  command.add_option("--neighbours", neighbours, "knn: how many vote [5]");
  command.add_flag(
      "--balance", balance,
      "tracks of rare genres weigh more, so that all genres weigh alike; of several genres a track, so that "
      "those that have a genre weigh as much as the others");
  command
      .add_option("--preset", preset,
                  "course: its own settings (not standardised, Adam 1e-4); paper: pooling 3x3 too")
      ->check(CLI::IsMember({"course", "paper"}));
  command.add_option("--epochs", epochs, "networks: passes over the training part [30; cnn3 20]");
  command.add_option("--batch", batch,
                     "networks: samples a step; a rest of less than a quarter joins the last [32]");
  command.add_option("--crops", crops, "networks on clips: windows that an epoch draws of a track [10]");
  command.add_option("--learning-rate", learning_rate,
                     "networks: largest step size of Adam [0.001; cnn3 0.002; with --from half of what the "
                     "model's first training had]");
  command.add_option("--weight-decay", weight_decay,
                     "networks: shrinks weights apart from the gradient [0; cnn3 0.05]");
  command.add_option("--dropout", dropout, "networks: share of units dropped in training [0.3]");
  command.add_option("--patience", patience,
                     "networks: epochs without a better validation loss (mean over chunks or windows) until "
                     "it stops and the "
                     "best weights are kept; "
                     "0: the last are [10; cnn3 0]");
}

std::vector<TrackInput> Method::inputs() const {
  std::vector<TrackInput> all;
  for (const Recipe& recipe : recipes) {
    if (std::ranges::find(all, recipe.input) == all.end()) all.push_back(recipe.input);
  }
  return all;
}

bool Method::learns_by_epochs() const {
  return std::ranges::any_of(recipes, [](const Recipe& recipe) { return is_network(recipe.architecture); });
}

void Method::seed(std::uint64_t seed, std::uint64_t run) {
  for (Recipe& recipe : recipes) {
    recipe.network.seed = seed;
    recipe.network.run = run;
  }
}

Material material_of(std::span<const fs::path> files) {
  Material material{.embeddings = !files.empty()};
  for (const fs::path& file : files) {
    if (features::is_course_file(file)) {
      material.embeddings = false;
      material.tracks = false;
      continue;
    }
    const features::FeatureHeader header = features::FeatureReader(file).header();
    material.embeddings = material.embeddings && header.embedding.has_value();
    material.log_mel = header.options.kind == features::FeatureKind::kLogMel;
    material.clips = header.options.chunk_s == 0;
  }
  return material;
}

Method choose_method(const MethodFlags& flags, const Material& material) {
  Method method = method_named(flags, material);
  method.preset = flags.preset.value_or("");
  for (Recipe& recipe : method.recipes) {
    require_fit(recipe.architecture, recipe.input);
    require_material(recipe.architecture, recipe.input, material);
    apply_flags(flags, recipe);
  }
  refuse_options_without_effect(flags, method);
  return method;
}

void suit_several_genres(const MethodFlags& flags, Method& method) {
  if (flags.l2) return;
  for (Recipe& recipe : method.recipes) {
    recipe.logistic.l2 = default_recipe(recipe.architecture, recipe.input, true).logistic.l2;
  }
}

std::string command_options(const Method& method) {
  std::string text = " --arch " + method.name;
  if (method.recipes.size() == 1) text += std::string(" --input ") + name_of(method.recipes.front().input);
  if (!method.preset.empty()) text += " --preset " + method.preset;
  for (const Recipe& recipe : method.recipes) {
    const std::string options = recipe_options(recipe);
    // Two members of one kind are told by one option, which the command line takes once.
    if (!text.ends_with(options)) text += options;
  }
  if (method.recipes.front().network.balance) text += " --balance";
  return text;
}

}  // namespace mrec::cli
