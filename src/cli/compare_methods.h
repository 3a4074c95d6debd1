#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "cli/train_method.h"
#include "mrec/genre/dataset.h"

namespace mrec::cli {

/// A method and what it looks at, one row of a comparison.
struct Contestant {
  std::string title;   ///< "lda (timbre)"; "blend"
  Method method;       ///< with the options that `mrec train` has by default
  bool asked = false;  ///< named by the user, so that it must not be left out
};

/// Why methods are left out, and their names.
using LeftOutMethods = std::map<std::string, std::vector<std::string>>;

/// What is compared: all that the features allow, of vectors the statistics that suit the method and the
/// embedding where there is one; or what `asked` names, as "lda" or, with one input, "lda:timbre". `left_out`
/// says of each other method why. Throws Error{kUsage} for a name that is none, and for what is asked and
/// cannot learn from the features.
std::vector<Contestant> choose_contestants(std::span<const std::string> asked, const Material& material,
                                           LeftOutMethods& left_out);

/// Where the data set has tracks of several genres, leaves those out that cannot learn that, and gives the
/// others the options that suit it. Throws Error{kUsage} for one that was asked for and cannot.
void fit_labels(std::vector<Contestant>& contestants, const genre::Dataset& dataset,
                LeftOutMethods& left_out);

/// All that they look at, each kind once.
std::vector<genre::TrackInput> inputs_of(std::span<const Contestant> contestants);

}  // namespace mrec::cli
