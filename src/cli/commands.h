#pragma once

#include <CLI/CLI.hpp>

namespace mrec::cli {

/// Each adds one subcommand; parsing opens no file, the work is done in the subcommand's callback.
void register_extract(CLI::App& app);
void register_train(CLI::App& app);
void register_compare(CLI::App& app);
void register_playlist(CLI::App& app);
void register_recommend(CLI::App& app);
void register_classify(CLI::App& app);
void register_evaluate(CLI::App& app);
void register_info(CLI::App& app);
void register_library(CLI::App& app);
void register_merge(CLI::App& app);
void register_import(CLI::App& app);
void register_favorites(CLI::App& app);

}  // namespace mrec::cli
