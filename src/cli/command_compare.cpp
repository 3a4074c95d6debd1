#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/compare_methods.h"
#include "cli/compare_report.h"
#include "cli/compare_runner.h"
#include "cli/console_progress.h"
#include "cli/home.h"
#include "cli/left_out.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "cli/train_plan.h"
#include "cli/train_report.h"
#include "mrec/genre/dataset.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

struct CompareFlags {
  std::vector<std::string> inputs;
  std::vector<std::string> methods;
  SplitFlags split = {.unit = {}, .folds = "5", .test = {}, .validation = {}};
  std::uint64_t seed = 1;
  int seeds = 1;
  int threads = 0;
  bool json = false;
  bool quiet = false;
};

void warn(const CompareFlags& flags, const std::vector<std::string>& lines) {
  if (flags.quiet) return;
  for (const std::string& line : lines) std::fprintf(stderr, "%s\n", line.c_str());
}

std::vector<std::string> lines_of(const LeftOutMethods& left_out) {
  std::vector<std::string> lines;
  for (const auto& [why, names] : left_out) {
    std::string line = "left out: ";
    for (const std::string& name : names) line += name + (&name == &names.back() ? ": " : ", ");
    lines.push_back(line + why);
  }
  return lines;
}

/// What stands in the way is said once, however many seeds there are.
std::vector<SeededPlan> plans_for(const CompareFlags& flags, const genre::Dataset& dataset) {
  std::vector<SeededPlan> plans;
  for (int i = 0; i < flags.seeds; ++i) {
    const std::uint64_t seed = flags.seed + static_cast<std::uint64_t>(i);
    std::vector<std::string> warnings;
    plans.push_back({.seed = seed, .plan = make_plan(flags.split, dataset, seed, warnings)});
    if (i == 0) {
      warn(flags, warnings);
      warn(flags, leakage_warnings(plans.back().plan));
    }
  }
  return plans;
}

void run_compare(const CompareFlags& flags) {
  const Stopwatch watch;
  const std::vector<fs::path> files = flags.inputs.empty()
                                          ? std::vector<fs::path>{find_library({})}
                                          : std::vector<fs::path>(flags.inputs.begin(), flags.inputs.end());
  LeftOutMethods left_out;
  std::vector<Contestant> contestants = choose_contestants(flags.methods, material_of(files), left_out);
  const genre::Dataset dataset = genre::load_dataset(files, inputs_of(contestants));
  fit_labels(contestants, dataset, left_out);
  warn(flags, dataset.warnings);
  if (!flags.quiet) warn_of(dataset.left_out);
  warn(flags, copies_in(dataset));
  warn(flags, lines_of(left_out));
  const std::vector<SeededPlan> plans = plans_for(flags, dataset);
  const Workers workers(flags.threads);
  const auto results = run_contest(contestants, plans, dataset, workers, flags.quiet);
  const CompareReport report = make_compare_report(contestants, results, plans, dataset, workers);
  print(flags.json ? compare_json(report, watch.seconds()) : compare_text(report));
}

void add_protocol(CLI::App& command, CompareFlags& flags) {
  add_named(command, "--folds", flags.split.folds,
            "cross-validation with so many folds, or a TSV path<TAB>fold")
      ->capture_default_str();
  command
      .add_option("--split", flags.split.unit,
                  "what stays on one side: track or artist [artist where tags know it, else track]")
      ->check(CLI::IsMember({"track", "artist"}));
  command.add_option("--seed", flags.seed, "seed of folds, weights, order and dropout")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command
      .add_option("--seeds", flags.seeds,
                  "how many: each seed from --seed on deals the folds and starts anew")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
}

}  // namespace

void register_compare(CLI::App& app) {
  auto flags = std::make_shared<CompareFlags>();
  CLI::App* command = app.add_subcommand(
      "compare", "Train traditional methods and networks on the same splits and compare them in one table");
  command
      ->add_option("FEATURES", flags->inputs,
                   "files of mrec extract, or one course file [$MREC_HOME/library.jsonl]")
      ->check(not_empty());
  command
      ->add_option(
          "--methods", flags->methods,
          "names of mrec train --arch, divided by commas, where wished with an input: lda,svm:timbre "
          "[all that the features allow]")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(not_empty());
  add_protocol(*command, *flags);
  add_jobs(*command, flags->threads);
  command->add_flag("--json", flags->json, "print the figures as one JSON object");
  command->add_flag("-q,--quiet", flags->quiet, "no progress, no warnings");
  command->footer("Example: mrec compare library.jsonl --methods cnn3,lda,svm,blend --seeds 3");
  command->callback([flags] { run_compare(*flags); });
}

}  // namespace mrec::cli
