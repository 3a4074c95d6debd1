#pragma once

#include <filesystem>
#include <string>

#include "cli/evaluation_report.h"

namespace mrec::cli {

/// The evaluation as one HTML page that will lie at `output`; see report::evaluation_page(). Reads the
/// feature files for the pictures of the worst mistakes.
std::string model_page(const EvaluationReport& report, const std::filesystem::path& output);

}  // namespace mrec::cli
