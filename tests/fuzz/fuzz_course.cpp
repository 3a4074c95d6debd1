#include "fuzzer.h"
#include "mrec/features/course_format.h"

void mrec::fuzz::read_input(Bytes bytes) {
  const auto file = file_of(bytes);
  features::is_course_file(file);
  const features::CourseData data = features::read_course_file(file);
  require(data.labels.size() == data.chunks.size(), "every chunk has a label");
}
