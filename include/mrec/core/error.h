#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace mrec {

/// What kind of thing went wrong; decides the program's exit code.
enum class ErrorKind {
  kUsage,   ///< the command line asks for something impossible
  kIo,      ///< a file cannot be read or written
  kFormat,  ///< a file is not what it should be: damaged, foreign or too new
  kData,    ///< the content is well-formed but cannot be worked with
};

/// Everything a user can cause. The message reads "subject: what is wrong: what to do".
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}

  /// Joins the three parts; `subject` is usually a path. An empty part is left out.
  Error(ErrorKind kind, std::string_view subject, std::string_view problem, std::string_view advice = {});

  ErrorKind kind() const { return kind_; }

 private:
  ErrorKind kind_;
};

/// The system's words for the current errno, e.g. "No space left on device".
std::string system_error_text();

}  // namespace mrec
