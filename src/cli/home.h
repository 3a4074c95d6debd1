#pragma once

#include <filesystem>
#include <optional>

namespace mrec::cli {

/// Where mrec keeps its files: $MREC_HOME, else $XDG_DATA_HOME/mrec, else ~/.local/share/mrec.
/// Throws Error{kUsage} when none of the variables (nor HOME) is set.
std::filesystem::path home_folder();

/// $MREC_HOME/library.jsonl.zst; library.jsonl when only that is there.
std::filesystem::path default_library();

/// $MREC_HOME/genre.safetensors
std::filesystem::path default_model();

/// $MREC_HOME/musicnn.safetensors
std::filesystem::path default_musicnn();

/// $MREC_HOME/favorites.txt
std::filesystem::path default_favourites();

/// The list that --favorites names, else the default one. Throws Error{kUsage} that says how to make it when
/// that is not there yet.
std::filesystem::path find_favourites(const std::filesystem::path& given);

/// The library that --library names, else the default one. Throws Error{kIo} that says how to make it when
/// that is not there yet.
std::filesystem::path find_library(const std::filesystem::path& given);

/// The model to use when none is named: the default one, else one that came with the program.
/// Throws Error{kUsage} that says how to train one when there is none.
std::filesystem::path find_model();

/// The same, nothing when there is none.
std::optional<std::filesystem::path> known_model();

/// musicnn's weights: those at the default place, else those that came with the program; nothing when there
/// are none.
std::optional<std::filesystem::path> find_musicnn();

}  // namespace mrec::cli
