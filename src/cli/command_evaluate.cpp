#include <memory>

#include "cli/commands.h"
#include "cli/evaluate_neighbours.h"
#include "cli/shared_flags.h"

namespace mrec::cli {

void register_evaluate(CLI::App& app) {
  auto flags = std::make_shared<NeighbourFlags>();
  CLI::App* command =
      app.add_subcommand("evaluate", "Measure how often neighbours by sound are of the same genre");
  add_named(*command, "--neighbours", flags->library, "library of mrec extract with labels")->required();
  CLI::Option* embedding =
      command->add_option("--embedding", flags->embedding.name,
                          "vector of a track: musicnn, mfcc (mean and standard deviation of "
                          "each coefficient), or cnn (of a genre model) [musicnn when the "
                          "library has it, else mfcc]");
  embedding->check(CLI::IsMember(embedding_names()));
  add_model(*command, flags->embedding.model);
  CLI::Option* external =
      add_named(*command, "--external", flags->external,
                "numbers of another program in place of an embedding: TSV path<TAB>numbers");
  external->excludes(embedding)->excludes("--model");
  command
      ->add_option(
          "--metric", flags->metric,
          "of --external: cosine (of standardised numbers), euclidean, or distances (the numbers are the "
          "distances to the tracks of all lines)")
      ->check(CLI::IsMember({"cosine", "euclidean", "distances"}))
      ->needs(external)
      ->capture_default_str();
  command->add_option("--k", flags->k, "neighbours of a track")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_option("--seed", flags->seed, "seed of the intervals' bootstrap")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  add_jobs(*command, flags->threads);
  command->add_flag("--json", flags->json, "print one JSON object");
  command->add_flag("-q,--quiet", flags->quiet, "no warnings");
  command->footer("Example: mrec evaluate --neighbours library.jsonl.zst");
  command->callback([flags] { evaluate_neighbours(*flags); });
}

}  // namespace mrec::cli
