#include "cli/evaluate_ranking.h"

#include <cstdio>

#include "cli/console_progress.h"
#include "cli/left_out.h"
#include "cli/ranking_evaluation.h"
#include "cli/ranking_report.h"
#include "cli/ranking_rules.h"
#include "cli/ranking_tracks.h"
#include "cli/standard_output.h"
#include "mrec/core/parallel.h"

namespace mrec::cli {

void evaluate_ranking(const RankingFlags& flags) {
  const Workers workers(flags.threads);
  const RankingTracks tracks = read_ranking_tracks(flags, workers);
  if (!flags.quiet) {
    for (const std::string& warning : tracks.warnings) std::fprintf(stderr, "%s\n", warning.c_str());
    warn_of(tracks.left_out);
  }
  const auto progress = make_progress("lists", flags.quiet);
  const RankingReport report =
      evaluate_rules(flags, tracks, make_rules(flags, tracks, workers), workers, *progress);
  print(flags.json ? report_json(report) : report_text(report));
}

}  // namespace mrec::cli
