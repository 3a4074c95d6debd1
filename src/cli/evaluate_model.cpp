#include "cli/evaluate_model.h"

#include <cstdio>
#include <filesystem>

#include "cli/console_progress.h"
#include "cli/evaluation_report.h"
#include "cli/left_out.h"
#include "cli/model_page.h"
#include "cli/output_file.h"
#include "cli/standard_output.h"
#include "mrec/core/atomic_file.h"
#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

void require_page_output(const std::string& page) {
  if (page == "-") {
    throw Error(ErrorKind::kUsage, "--html -", "a page is not written to standard output", "name a file");
  }
  if (!page.empty()) require_replaceable(page, FileKind::kPage);
}

void write_page(const std::string& html, const fs::path& output) {
  AtomicFile file(output);
  file.write(html);
  file.commit();
}

}  // namespace

void evaluate_model(const ModelFlags& flags) {
  require_page_output(flags.page);
  const NamedModel model = load_model(flags.model);
  const Workers workers(flags.threads);
  const auto progress = make_progress("MB", flags.quiet);
  const JudgedSet set = judge_set(flags.set, model, workers, *progress);
  const ModelEvaluation figures = evaluate(set, model, flags.seed, workers);
  const EvaluationReport report{.model = model, .flags = flags.set, .set = set, .figures = figures};
  if (!flags.quiet) {
    warn_of(set.left_out);
    for (const std::string& warning : evaluation_warnings(report))
      std::fprintf(stderr, "%s\n", warning.c_str());
  }
  if (!flags.page.empty()) write_page(model_page(report, flags.page), flags.page);
  print(flags.json ? evaluation_json(report) : evaluation_text(report));
  if (!flags.json && !flags.page.empty()) print("\npage: " + flags.page + "\n");
}

}  // namespace mrec::cli
