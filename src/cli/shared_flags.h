#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

namespace mrec::cli {

/// An option that names a file or a rule. An empty text (a script's unset variable) is refused, because it
/// would pass for the default.
CLI::Option* add_named(CLI::App& command, const char* name, std::string& value, const char* help);

/// "-j": how many threads.
void add_jobs(CLI::App& command, int& threads);

/// "--model": see find_model().
void add_model(CLI::App& command, std::string& model);

/// The file that "-o" of a command names that writes a model, else the default one. Throws Error{kUsage} for
/// "-" and as require_replaceable().
std::filesystem::path model_output(const std::string& given, std::filesystem::path (*default_file)());

/// Refuses empty texts.
CLI::Validator not_empty();

}  // namespace mrec::cli
