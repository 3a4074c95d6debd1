#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "mrec/audio/scanner.h"
#include "mrec/catalogue/contents.h"
#include "mrec/core/progress.h"
#include "mrec/features/extractor.h"
#include "mrec/features/feature_store.h"

namespace mrec::catalogue {

/// What became of one file.
struct Analysed {
  features::TrackFeatures facts;  ///< without chunks; or `error`
  std::string record;             ///< to be appended to a library; empty when `twin` is set
  const Entry* twin = nullptr;    ///< a known track of the same content, whose features are this one's
};

/// Tells of a file that failed, of which only a part could be used or that has no embedding although one was
/// asked for. True when it failed.
bool report_problem(const features::TrackFeatures& facts, Progress& progress);

/// Finds the entry with the content of some facts (hash and section); null when there is none.
using FindTwin = std::function<const Entry*(const features::TrackFeatures&)>;

/// The label that some facts have by their content, when the file is given none; empty when there is none.
using FindLabel = std::function<std::string(const features::TrackFeatures&)>;

struct AnalysisOptions {
  int processes = 0;          ///< 0: one a core
  double time_limit_s = 120;  ///< for a file, and another second for each MB of it
  features::RecordForm form = features::RecordForm::kPlain;
  FindTwin find_twin = [](const features::TrackFeatures&) -> const Entry* { return nullptr; };
  FindLabel find_label = [](const features::TrackFeatures&) { return std::string(); };
};

/// Files to be analysed: places in scan.files, with their labels.
struct AnalysisList {
  const audio::Scan& scan;
  const std::vector<std::string>& labels;  ///< one a file of the scan
  std::vector<std::size_t> files;
};

/// Analyses the files in child processes and hands the results over in their order, so that a file that
/// crashes or hangs a decoder costs itself and nothing else. Throws Interrupted when asked to stop, after
/// what was begun is handed over.
void analyse_files(const AnalysisList& list, const features::Extractor& extractor,
                   const features::FeatureHeader& header, const AnalysisOptions& options,
                   const std::function<void(Analysed)>& sink);

}  // namespace mrec::catalogue
