#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

namespace mrec::cli {

/// What a safetensors file holds that is an index of mrec recommend or the weights of musicnn; nothing for
/// any other. Throws Error{kIo, kFormat} for one that is damaged.
std::optional<nlohmann::ordered_json> describe_tensors(const std::filesystem::path& file);

}  // namespace mrec::cli
