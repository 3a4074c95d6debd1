#include <filesystem>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/home.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "mrec/core/safetensors.h"
#include "mrec/embedding/musicnn_import.h"
#include "mrec/embedding/musicnn_package.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

struct ImportFlags {
  std::string path;
  std::string output;
};

void run_import_musicnn(const ImportFlags& flags) {
  const fs::path output = model_output(flags.output, default_musicnn);
  write_safetensors(output, embedding::import_musicnn(embedding::find_musicnn(flags.path)));
  print("model: " + output.string() + "\n");
}

}  // namespace

void register_import(CLI::App& app) {
  auto flags = std::make_shared<ImportFlags>();
  CLI::App* import = app.add_subcommand("import", "Make a model of one that others trained and published");
  import->require_subcommand(1);
  import->footer("Example: mrec import musicnn musicnn-0.1.0");
  CLI::App* musicnn =
      import->add_subcommand("musicnn", "The network MSD_musicnn of the Python package musicnn 0.1.0");
  add_named(*musicnn, "PATH", flags->path,
            "the unpacked package, or the folder or index file of its checkpoint MSD_musicnn")
      ->required();
  add_named(*musicnn, "-o,--output", flags->output, "model to write [$MREC_HOME/musicnn.safetensors]");
  musicnn->footer("Example: mrec import musicnn musicnn-0.1.0 -o musicnn.safetensors");
  musicnn->callback([flags] { run_import_musicnn(*flags); });
}

}  // namespace mrec::cli
