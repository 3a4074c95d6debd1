// The only place that catches: turns errors into messages and exit codes.
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>

#include "cli/commands.h"
#include "cli/standard_output.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

namespace {

enum ExitCode { kDone = 0, kFailed = 1, kUsage = 2, kInternal = 70, kInterrupted = 130 };

/// The first Ctrl-C asks the work to stop; a second one ends the program at once.
void handle_signals() {
  std::signal(SIGCHLD,
              SIG_DFL);  // who started mrec may have ignored it, and then children cannot be waited for
  struct sigaction action {};
  action.sa_handler = [](int) { mrec::request_interrupt(); };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    const bool under_nohup = signal == SIGHUP && before.sa_handler == SIG_IGN;
    if (!under_nohup) sigaction(signal, &action, nullptr);
  }
}

int report(const char* message, ExitCode code) {
  std::fprintf(stderr, "mrec: %s\n", message);
  return code;
}

int parse_and_run(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    if (app.get_subcommands().empty()) throw CLI::RequiredError("A subcommand");
    mrec::cli::flush_standard_output();
    return kDone;
  } catch (const CLI::ParseError& error) {
    if (app.exit(error) != 0) return kUsage;
    mrec::cli::flush_standard_output();  // the help that was asked for
    return kDone;
  }
}

int run(int argc, char** argv) {
  CLI::App app("mrec learns genres from sound and recommends music from your own library.", "mrec");
  app.set_version_flag("--version", "mrec " MREC_VERSION);
  app.failure_message(CLI::FailureMessage::simple);
  app.footer(
      "Example: mrec extract ~/Music --labels folder && mrec train && mrec recommend --favorites list.txt");
  mrec::cli::register_extract(app);
  mrec::cli::register_train(app);
  mrec::cli::register_compare(app);
  mrec::cli::register_recommend(app);
  mrec::cli::register_playlist(app);
  mrec::cli::register_classify(app);
  mrec::cli::register_evaluate(app);
  mrec::cli::register_info(app);
  mrec::cli::register_library(app);
  mrec::cli::register_merge(app);
  mrec::cli::register_import(app);
  mrec::cli::register_favorites(app);
  return parse_and_run(app, argc, argv);
}

}  // namespace

int main(int argc, char** argv) {
  mrec::cli::reserve_standard_streams();
  handle_signals();
  try {
    return run(argc, argv);
  } catch (const mrec::Error& error) {
    return report(error.what(), error.kind() == mrec::ErrorKind::kUsage ? kUsage : kFailed);
  } catch (const mrec::Interrupted& stop) {
    const char* nothing_done =
        "stopped as asked: no file was changed: run the same command again to start over";
    return report(stop.message.empty() ? nothing_done : stop.message.c_str(), kInterrupted);
  } catch (const std::bad_alloc&) {
    return report("out of memory: close other programs or work on fewer files", kFailed);
  } catch (const std::exception& error) {
    return report(error.what(), kInternal);
  }
}
