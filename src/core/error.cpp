#include "mrec/core/error.h"

#include <cerrno>
#include <system_error>

namespace mrec {
namespace {

std::string join_parts(std::string_view subject, std::string_view problem, std::string_view advice) {
  std::string message;
  for (const std::string_view part : {subject, problem, advice}) {
    if (part.empty()) continue;
    if (!message.empty()) message += ": ";
    message += part;
  }
  return message;
}

}  // namespace

Error::Error(ErrorKind kind, std::string_view subject, std::string_view problem, std::string_view advice)
    : Error(kind, join_parts(subject, problem, advice)) {}

std::string system_error_text() {
  return std::generic_category().message(errno);
}

}  // namespace mrec
