#include <memory>

#include "cli/commands.h"
#include "cli/evaluate_model.h"
#include "cli/evaluate_neighbours.h"
#include "cli/shared_flags.h"
#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

/// Two things are measured by one command; an option of the one is refused with the other.
struct EvaluateFlags {
  ModelFlags model;
  NeighbourFlags neighbours;
  std::uint64_t seed = 1;
  int threads = 0;
  bool json = false;
  bool quiet = false;
};

void add_model_options(CLI::App& command, ModelFlags& flags, CLI::Option& neighbours) {
  CLI::Option* model =
      command.add_option("MODEL", flags.model, "genre model of mrec train")->check(not_empty());
  CLI::Option* features = command
                              .add_option("FEATURES", flags.set.files,
                                          "files of mrec extract with labels, of music that it has not heard")
                              ->check(not_empty());
  model->excludes(&neighbours);
  features->excludes(&neighbours);
  CLI::Option* page =
      add_named(command, "--html", flags.page,
                "page to write: figures, learning curves, spectrograms of the worst mistakes");
  page->excludes(&neighbours);
  command.add_flag("--with-learnt", flags.set.with_learnt, "keep tracks that the model learnt from")
      ->excludes(&neighbours);
}

void add_neighbour_options(CLI::App& command, NeighbourFlags& flags, CLI::Option& neighbours) {
  CLI::Option* embedding =
      command.add_option("--embedding", flags.embedding.name,
                         "vector of a track: musicnn, mfcc (mean and standard deviation of "
                         "each coefficient), or cnn (of a genre model) [musicnn when the "
                         "library has it, else mfcc]");
  embedding->check(CLI::IsMember(embedding_names()))->needs(&neighbours);
  add_model(command, flags.embedding.model);
  command.get_option("--model")->needs(&neighbours);
  CLI::Option* external =
      add_named(command, "--external", flags.external,
                "numbers of another program in place of an embedding: TSV path<TAB>numbers");
  external->excludes(embedding)->excludes("--model")->needs(&neighbours);
  command
      .add_option(
          "--metric", flags.metric,
          "of --external: cosine (of standardised numbers), euclidean, or distances (the numbers are the "
          "distances to the tracks of all lines)")
      ->check(CLI::IsMember({"cosine", "euclidean", "distances"}))
      ->needs(external)
      ->capture_default_str();
  command.add_option("--k", flags.k, "neighbours of a track")
      ->check(CLI::Range(1, 1000))
      ->needs(&neighbours)
      ->capture_default_str();
}

void run_evaluate(EvaluateFlags& flags) {
  if (!flags.neighbours.library.empty()) {
    flags.neighbours.seed = flags.seed;
    flags.neighbours.threads = flags.threads;
    flags.neighbours.json = flags.json;
    flags.neighbours.quiet = flags.quiet;
    return evaluate_neighbours(flags.neighbours);
  }
  if (flags.model.set.files.empty()) {
    throw Error(ErrorKind::kUsage, "evaluate", "needs a model and features to judge it by, or --neighbours",
                "see mrec evaluate --help");
  }
  flags.model.seed = flags.seed;
  flags.model.threads = flags.threads;
  flags.model.json = flags.json;
  flags.model.quiet = flags.quiet;
  evaluate_model(flags.model);
}

}  // namespace

void register_evaluate(CLI::App& app) {
  auto flags = std::make_shared<EvaluateFlags>();
  CLI::App* command = app.add_subcommand(
      "evaluate", "Measure a genre model on labelled tracks, or how often neighbours are of the same genre");
  CLI::Option* neighbours = add_named(*command, "--neighbours", flags->neighbours.library,
                                      "labelled library whose neighbours by sound are measured, not a model");
  add_model_options(*command, flags->model, *neighbours);
  add_neighbour_options(*command, flags->neighbours, *neighbours);
  command->add_option("--seed", flags->seed, "seed of the intervals' bootstrap")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  add_jobs(*command, flags->threads);
  command->add_flag("--json", flags->json, "print one JSON object");
  command->add_flag("-q,--quiet", flags->quiet, "no progress, no warnings");
  command->footer(
      "Example: mrec evaluate genre.safetensors new.jsonl.zst --html report.html\n"
      "Example: mrec evaluate --neighbours library.jsonl.zst");
  command->callback([flags] { run_evaluate(*flags); });
}

}  // namespace mrec::cli
