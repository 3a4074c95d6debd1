#include <memory>

#include "cli/commands.h"
#include "cli/evaluate_model.h"
#include "cli/evaluate_neighbours.h"
#include "cli/evaluate_ranking.h"
#include "cli/shared_flags.h"
#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

/// Three things are measured by one command; an option of the one is refused with the others.
struct EvaluateFlags {
  ModelFlags model;
  NeighbourFlags neighbours;
  RankingFlags ranking;
  EmbeddingFlags embedding;  ///< of both the latter, and so on
  std::string external;
  std::string metric = "cosine";
  std::uint64_t seed = 1;
  int threads = 0;
  bool json = false;
  bool quiet = false;
};

void add_model_options(CLI::App& command, ModelFlags& flags) {
  command.add_option("MODEL", flags.model, "genre model of mrec train")->check(not_empty());
  command
      .add_option("FEATURES", flags.set.files,
                  "files of mrec extract with labels, of music that it has not heard")
      ->check(not_empty());
  add_named(command, "--html", flags.page,
            "page to write: figures, learning curves, spectrograms of the worst mistakes");
  command.add_flag("--with-learnt", flags.set.with_learnt, "keep tracks that the model learnt from");
}

/// What --neighbours and --ranking compare tracks by.
void add_vector_options(CLI::App& command, EvaluateFlags& flags) {
  CLI::Option* embedding =
      command.add_option("--embedding", flags.embedding.name,
                         "vector of a track: musicnn, mfcc (mean and standard deviation of "
                         "each coefficient), or cnn (of a genre model) [musicnn when the "
                         "library has it, else mfcc]");
  embedding->check(CLI::IsMember(embedding_names()));
  add_model(command, flags.embedding.model);
  CLI::Option* external =
      add_named(command, "--external", flags.external,
                "numbers of another program in place of an embedding: TSV path<TAB>numbers");
  external->excludes(embedding)->excludes("--model");
  command
      .add_option(
          "--metric", flags.metric,
          "of --external: cosine (of standardised numbers), euclidean, or distances (the numbers are the "
          "distances to the tracks of all lines)")
      ->check(CLI::IsMember({"cosine", "euclidean", "distances"}))
      ->needs(external)
      ->capture_default_str();
}

CLI::Option* add_neighbour_options(CLI::App& command, NeighbourFlags& flags) {
  CLI::Option* neighbours = add_named(command, "--neighbours", flags.library,
                                      "labelled library whose neighbours by sound are measured, not a model");
  command.add_option("--k", flags.k, "neighbours of a track")
      ->check(CLI::Range(1, 1000))
      ->needs(neighbours)
      ->capture_default_str();
  return neighbours;
}

CLI::Option* add_ranking_options(CLI::App& command, RankingFlags& flags) {
  CLI::Option* ranking =
      command
          .add_option(
              "--ranking", flags.libraries,
              "labelled libraries whose lists for simulated listeners are measured, not a model; of several "
              "also whether lists keep to one of them")
          ->check(not_empty());
  command
      .add_option("--rule", flags.rules,
                  "rules of mrec recommend, each alone, whole-list, the lists of the default one as "
                  "recommend gives them, and by-chance; the first is what the others are compared with; of "
                  "distances: mean, nearest, by-chance [all]")
      ->needs(ranking);
  command.add_option("--listeners", flags.listeners, "how many of each kind")
      ->check(CLI::Range(1, 1000000))
      ->needs(ranking)
      ->capture_default_str();
  return ranking;
}

/// What is measured excludes the options of what is not.
void exclude_others(CLI::App& command, CLI::Option& neighbours, CLI::Option& ranking) {
  neighbours.excludes(&ranking);
  for (const char* name : {"MODEL", "FEATURES", "--html", "--with-learnt"}) {
    command.get_option(name)->excludes(&neighbours)->excludes(&ranking);
  }
  for (const char* name : {"--embedding", "--model", "--external"})
    command.get_option(name)->excludes("MODEL");
}

/// The flags that all three share.
template <class Flags>
void share(const EvaluateFlags& flags, Flags& own) {
  own.seed = flags.seed;
  own.threads = flags.threads;
  own.json = flags.json;
  own.quiet = flags.quiet;
}

/// Those that two share.
template <class Flags>
void share_vectors(const EvaluateFlags& flags, Flags& own) {
  own.embedding = flags.embedding;
  own.external = flags.external;
  own.metric = flags.metric;
}

void run_evaluate(EvaluateFlags& flags) {
  share(flags, flags.model);
  share(flags, flags.neighbours);
  share(flags, flags.ranking);
  share_vectors(flags, flags.neighbours);
  share_vectors(flags, flags.ranking);
  if (!flags.ranking.libraries.empty()) return evaluate_ranking(flags.ranking);
  if (!flags.neighbours.library.empty()) return evaluate_neighbours(flags.neighbours);
  if (flags.model.set.files.empty()) {
    throw Error(ErrorKind::kUsage, "evaluate",
                "needs a model and features to judge it by, or --neighbours, or --ranking",
                "see mrec evaluate --help");
  }
  evaluate_model(flags.model);
}

}  // namespace

void register_evaluate(CLI::App& app) {
  auto flags = std::make_shared<EvaluateFlags>();
  CLI::App* command = app.add_subcommand("evaluate",
                                         "Measure a genre model on labelled tracks, how often neighbours are "
                                         "of the same genre, or the lists of recommend");
  add_model_options(*command, flags->model);
  CLI::Option* neighbours = add_neighbour_options(*command, flags->neighbours);
  CLI::Option* ranking = add_ranking_options(*command, flags->ranking);
  add_vector_options(*command, *flags);
  exclude_others(*command, *neighbours, *ranking);
  command
      ->add_option("--seed", flags->seed, "seed of the simulated listeners and of the intervals' bootstrap")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  add_jobs(*command, flags->threads);
  command->add_flag("--json", flags->json, "print one JSON object");
  command->add_flag("-q,--quiet", flags->quiet, "no progress, no warnings");
  command->footer(
      "Example: mrec evaluate genre.safetensors new.jsonl.zst --html report.html\n"
      "Example: mrec evaluate --neighbours library.jsonl.zst\n"
      "Example: mrec evaluate --ranking library.jsonl.zst --rule coverage centroid");
  command->callback([flags] { run_evaluate(*flags); });
}

}  // namespace mrec::cli
