#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "features/feature_samples.h"
#include "mrec/catalogue/contents.h"
#include "mrec/features/record_file.h"
#include "support/temp_folder.h"

namespace mrec::catalogue::testing {

using features::FeatureHeader;
using features::RecordForm;
using features::TrackFeatures;
using features::testing::small_header;

/// A track with chunks; `mtime_us` tells versions of it apart.
inline TrackFeatures track_of(const std::filesystem::path& path, std::int64_t mtime_us = 1) {
  TrackFeatures track = features::testing::rounded(features::testing::small_track());
  track.path = path;
  track.mtime_us = mtime_us;
  track.content_hash = "hash of " + path.filename().string();
  return track;
}

/// The same with an embedding, which `number` tells from others.
inline TrackFeatures embedded_of(const std::filesystem::path& path, float number = 1) {
  TrackFeatures track = track_of(path);
  track.embedding = {number, 0.5F};
  track.predicted_tags = {{.name = "rock", .probability = 0.25F}};
  track.has_embedding = true;
  return track;
}

inline TrackFeatures failure_of(const std::filesystem::path& path, std::int64_t mtime_us = 1) {
  TrackFeatures track = features::testing::failed_track();
  track.path = path;
  track.mtime_us = mtime_us;
  return track;
}

/// A library in the form that its name tells.
inline void write_library(const std::filesystem::path& library, const std::vector<TrackFeatures>& tracks,
                          const FeatureHeader& header = small_header()) {
  const RecordForm form = features::form_of_name(library);
  std::string bytes = features::as_record(features::to_line(header), form);
  for (const TrackFeatures& track : tracks) {
    bytes += features::as_record(features::to_line(track, header), form);
  }
  mrec::testing::write_bytes(library, bytes);
}

inline std::string record_of(const TrackFeatures& track, const std::filesystem::path& library,
                             const FeatureHeader& header = small_header()) {
  return features::as_record(features::to_line(track, header), features::form_of_name(library));
}

inline void append_bytes(const std::filesystem::path& path, std::string_view bytes) {
  mrec::testing::write_bytes(path, mrec::testing::read_bytes(path).append(bytes));
}

inline std::vector<std::string> paths_of(const Contents& contents) {
  std::vector<std::string> paths;
  for (const Entry& entry : contents.entries) paths.push_back(entry.facts.path.native());
  return paths;
}

/// A folder with the name of a library of either form.
class LibraryForms : public ::testing::TestWithParam<RecordForm> {
 protected:
  mrec::testing::TempFolder folder_;
  std::filesystem::path library_ =
      folder_ / (GetParam() == RecordForm::kPlain ? "library.jsonl" : "library.jsonl.zst");
};

inline auto both_forms() {
  return ::testing::Values(RecordForm::kPlain, RecordForm::kCompressed);
}

inline std::string name_of_form(const ::testing::TestParamInfo<RecordForm>& test) {
  return test.param == RecordForm::kPlain ? "Plain" : "Compressed";
}

}  // namespace mrec::catalogue::testing
