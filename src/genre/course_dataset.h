#pragma once

#include <filesystem>

#include "mrec/genre/dataset.h"

namespace mrec::genre {

/// The chunks of a course file; ten in a row stand for a track. Throws as features::read_course_file(), and
/// Error{kData} for chunks that no feature options make.
Dataset load_course_dataset(const std::filesystem::path& file);

}  // namespace mrec::genre
