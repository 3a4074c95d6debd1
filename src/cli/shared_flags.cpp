#include "cli/shared_flags.h"

#include "cli/output_file.h"
#include "mrec/core/error.h"

namespace mrec::cli {

CLI::Validator not_empty() {
  const auto check = [](const std::string& text) {
    return text.empty() ? std::string("is empty: name it or leave it out") : std::string();
  };
  return {check, "", "not empty"};
}

CLI::Option* add_named(CLI::App& command, const char* name, std::string& value, const char* help) {
  return command.add_option(name, value, help)->check(not_empty());
}

void add_jobs(CLI::App& command, int& threads) {
  command
      .add_option("-j,--jobs", threads,
                  "threads or processes, 0 for one a core; the result is the same with any number")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
}

void add_model(CLI::App& command, std::string& model) {
  add_named(command, "--model", model,
            "genre model [$MREC_HOME/genre.safetensors, else one that came along]");
}

std::filesystem::path model_output(const std::string& given, std::filesystem::path (*default_file)()) {
  if (given == "-") {
    throw Error(ErrorKind::kUsage, "--output -", "a model is not written to standard output", "name a file");
  }
  const std::filesystem::path output = given.empty() ? default_file() : std::filesystem::path(given);
  require_replaceable(output, FileKind::kTensors);
  return output;
}

}  // namespace mrec::cli
