#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "features/json_value.h"
#include "mrec/features/track_features.h"

namespace mrec::features {

/// What a network says of a sound, as feature files hold it.

/// What is read back of a number that was written: rounded to a thousandth.
float kept_thousandths(float value);

/// Append a list of numbers, and an object of tags in their order. Throw Error{kData} naming `track` for a
/// number that is not finite.
void append_embedding(std::string& json, std::span<const float> embedding,
                      const std::filesystem::path& track);
void append_predicted_tags(std::string& json, std::span<const PredictedTag> tags,
                           const std::filesystem::path& track);

/// Read them back. Throw Error{kFormat} (without a path) for anything but 1 to 4096 numbers that are floats,
/// and for tags that stand twice or have no probability from 0 to 1. Tags are sorted, falling.
std::vector<float> read_embedding(ondemand::value& value);
std::vector<PredictedTag> read_predicted_tags(ondemand::value& value);

}  // namespace mrec::features
