#include <algorithm>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clip_file.h"
#include "score/recording.h"
#include "verify.h"

namespace {

using namespace mrec::generator;

enum ExitCode { kDone = 0, kBadData = 1, kUsage = 2 };

constexpr std::string_view kHelp =
    "Usage: mrec_generate_clips [--format ogg|wav] OUTPUT_FOLDER\n"
    "       mrec_generate_clips --verify [--format ogg|wav] FOLDER\n"
    "Renders the labelled clips of the data folder, or renders them again and compares them with the files "
    "there.\n"
    "Example: mrec_generate_clips clips && mrec_generate_clips --verify clips\n";

struct Options {
  std::filesystem::path folder;
  ClipFormat format = ClipFormat::kOgg;
  bool verify = false;
};

/// Nothing if the arguments make no sense.
std::optional<Options> parse(const std::vector<std::string_view>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--verify") {
      options.verify = true;
    } else if (argument == "--format") {
      const std::string_view format = ++i < arguments.size() ? arguments[i] : "";
      if (format != "ogg" && format != "wav") return std::nullopt;
      options.format = format == "wav" ? ClipFormat::kWav : ClipFormat::kOgg;
    } else if (argument.starts_with("-") || !options.folder.empty()) {
      return std::nullopt;
    } else {
      options.folder = argument;
    }
  }
  return options.folder.empty() ? std::nullopt : std::optional(options);
}

Clip render(const Genre& genre, std::size_t number) {
  return {.signal = record(genre, number), .tags = tags_of(genre, genre.songs[number])};
}

/// Whether the file holds this clip; says so if not.
bool holds(const std::filesystem::path& path, const Clip& clip) {
  try {
    const auto problem = difference(clip, read_clip(path));
    if (problem) std::cerr << path.string() << ": " << *problem << '\n';
    return !problem;
  } catch (const std::runtime_error& error) {
    std::cerr << error.what() << '\n';
    return false;
  }
}

/// Verifying goes on after a bad file; writing stops at once, because the next file would fare no better.
ExitCode run(const Options& options) {
  int clips = 0;
  int failures = 0;
  for (const Genre& genre : all_genres()) {
    for (std::size_t number = 0; number < genre.songs.size(); ++number, ++clips) {
      const auto path = options.folder / clip_path(genre, genre.songs[number], options.format);
      const Clip clip = render(genre, number);
      if (!options.verify) {
        write_clip(path, clip, options.format);
      } else if (!holds(path, clip)) {
        ++failures;
      }
    }
  }
  std::cout << clips - failures << " of " << clips << " clips "
            << (options.verify ? "verified, " : "written, ") << failures << " failed\n";
  return failures == 0 ? kDone : kBadData;
}

}  // namespace

int main(int argument_count, char** argument_values) {
  const std::vector<std::string_view> arguments(argument_values + 1, argument_values + argument_count);
  if (std::find(arguments.begin(), arguments.end(), "--help") != arguments.end()) {
    std::cout << kHelp;
    return kDone;
  }
  const auto options = parse(arguments);
  if (!options) {
    std::cerr << kHelp;
    return kUsage;
  }
  try {
    return run(*options);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return kBadData;
  }
}
