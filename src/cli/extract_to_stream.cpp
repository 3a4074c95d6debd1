#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "cli/extract_output.h"
#include "cli/extract_scope.h"
#include "cli/standard_output.h"
#include "mrec/catalogue/analysis.h"
#include "mrec/core/atomic_file.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/features/course_format.h"
#include "mrec/features/labels.h"
#include "mrec/features/record_file.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

/// The file or standard output that the tracks go to.
class Output {
 public:
  explicit Output(const fs::path& target) : target_(target) {
    if (target != "-") file_.emplace(target);
  }

  void write(std::string_view bytes) { file_ ? file_->write(bytes) : print(bytes); }
  void commit() {
    if (file_) file_->commit();
  }
  std::string name() const { return file_ ? target_.string() : "standard output"; }

 private:
  fs::path target_;
  std::optional<AtomicFile> file_;
};

/// Said before anything is written: in the course's format every chunk has a label.
void require_labels(const audio::Scan& scan, const std::vector<std::string>& labels) {
  const auto without = std::ranges::find(labels, std::string());
  if (without == labels.end()) return;
  const fs::path& path = scan.files[static_cast<std::size_t>(without - labels.begin())].path;
  throw Error(ErrorKind::kUsage, to_utf8(path.string()), "has no label, which the course format needs",
              "give --labels folder, tag or a TSV file that labels every file");
}

/// Writes records as they come.
class RecordStream {
 public:
  RecordStream(Output& output, const features::FeatureHeader& header, features::RecordForm form)
      : output_(output) {
    output_.write(features::as_record(features::to_line(header), form));
  }
  void take(const catalogue::Analysed& track) { output_.write(track.record); }
  void finish() {}

 private:
  Output& output_;
};

/// Takes records to pieces for the course's format.
class CourseStream {
 public:
  CourseStream(Output& output, const features::FeatureHeader& header, const std::vector<std::string>& labels)
      : header_(header),
        writer_([&output](std::string_view bytes) { output.write(bytes); },
                features::distinct_labels(labels)) {}
  void take(const catalogue::Analysed& track) {
    if (track.facts.error.empty()) writer_.write(features::track_from_line(track.record, header_));
  }
  void finish() { writer_.finish(); }

 private:
  const features::FeatureHeader& header_;
  features::CourseWriter writer_;
};

/// Analyses the files of the list into the stream.
template <class Stream>
void run(const catalogue::AnalysisList& list, const features::Extractor& extractor,
         const features::FeatureHeader& header, const catalogue::AnalysisOptions& options, Stream stream,
         ExtractSummary& summary, Progress& progress) {
  std::size_t done = 0;
  catalogue::analyse_files(list, extractor, header, options, [&](const catalogue::Analysed& track) {
    if (catalogue::report_problem(track.facts, progress)) ++summary.failed;
    if (!track.facts.is_io_error) stream.take(track);  // as in a library: the disk's failures may pass
    progress.advance(++done, list.files.size(), to_utf8(track.facts.path.string()));
  });
  stream.finish();
}

}  // namespace

ExtractSummary extract_to_stream(const ExtractOptions& options, ExtractInput input, const fs::path& target,
                                 Progress& progress) {
  const bool is_course = options.format == "course";  // which holds chunks and nothing else
  const auto embedder = is_course ? std::nullopt : options.embedding.embedder(target, std::nullopt, progress);
  const features::Extractor extractor(options.features.options(), embedder ? &*embedder : nullptr);
  const fs::path root = root_of(options, input.scan);
  const audio::Scan scan = catalogue::under_root(std::move(input.scan), root);
  const std::vector<std::string> labels = labels_of(options, scan);
  const catalogue::AnalysisList list{
      .scan = scan, .labels = labels, .files = catalogue::files_of_shard(scan, shard_of(options))};
  const features::FeatureHeader header{
      .root = root, .options = extractor.options(), .embedding = extractor.embedding()};
  catalogue::AnalysisOptions analysis{.processes = options.jobs, .time_limit_s = options.time_limit_s};
  ExtractSummary summary{
      .files = list.files.size() + input.missing, .failed = input.missing, .details = {}, .target = {}};
  if (is_course) {
    require_labels(scan, labels);
    Output output(target);
    summary.target = output.name();
    run(list, extractor, header, analysis, CourseStream(output, header, labels), summary, progress);
    require_success(summary, options.strict);  // before anything is replaced
    output.commit();
  } else {
    analysis.form = features::form_of_name(target);
    Output output(target);
    summary.target = output.name();
    run(list, extractor, header, analysis, RecordStream(output, header, analysis.form), summary, progress);
    output.commit();
  }
  return summary;
}

}  // namespace mrec::cli
