#include "mrec/embedding/musicnn_import.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "embedding/damage.h"
#include "embedding/musicnn_variables.h"
#include "mrec/core/checksum.h"
#include "mrec/core/error.h"
#include "mrec/embedding/tensorflow_checkpoint.h"

namespace mrec::embedding {
namespace {

/// checksum() of all values, in the order of musicnn_variables().
constexpr std::string_view kWeightsOfMsd = "e0466b82d3d47b21037ce7d9aa0e9302";
constexpr std::string_view kWeightsOfMtt = "fd3578bceb2d619aa04b81fb59e5ba74";

constexpr const char* kTags =
    R"(["rock","pop","alternative","indie","electronic","female vocalists","dance","00s","alternative rock","jazz",)"
    R"("beautiful","metal","chillout","male vocalists","classic rock","soul","indie rock","Mellow","electronica","80s",)"
    R"("folk","90s","chill","instrumental","punk","oldies","blues","hard rock","ambient","acoustic","experimental",)"
    R"("female vocalist","guitar","Hip-Hop","70s","party","country","easy listening","sexy","catchy","funk","electro",)"
    R"("heavy metal","Progressive rock","60s","rnb","indie pop","sad","House","happy"])";

const std::map<std::string, std::string>& metadata() {
  static const std::map<std::string, std::string> texts = {
      {"format", "mrec-musicnn"},
      {"version", "1"},
      {"source", "musicnn 0.1.0 (PyPI), model MSD_musicnn"},
      {"license",
       "ISC, Copyright (c) Music Technology Group, Universitat Pompeu Fabra 2019. Code developed by Jordi "
       "Pons (www.jordipons.me). The whole notice is in musicnn.md."},
      {"layout", "conv kernels [time, frequency, in, out]; dense kernels [in, out]; batch norm epsilon 1e-3"},
      {"tags", kTags}};
  return texts;
}

/// The variables that only training needs: two of Adam's for each of the network's, and its two powers.
bool is_of_optimiser(std::string_view name) {
  return name.ends_with("/Adam") || name.ends_with("/Adam_1") || name == "beta1_power" ||
         name == "beta2_power";
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const std::int64_t extent : shape) text += (text.empty() ? "" : " x ") + std::to_string(extent);
  return text.empty() ? "one number" : text;
}

/// That there is nothing but the network and what trained it: a cheap look at the index, and the best words
/// for models of another kind.
void check_names(const TensorflowCheckpoint& checkpoint, const std::vector<MusicnnVariable>& wanted) {
  std::set<std::string_view> known;
  for (const MusicnnVariable& variable : wanted) known.insert(variable.checkpoint_name);
  for (const CheckpointVariable& variable : checkpoint.variables()) {
    if (!is_of_optimiser(variable.name) && !known.erase(variable.name)) {
      throw Damage{"it holds a variable \"" + variable.name + "\""};
    }
  }
  if (!known.empty()) throw Damage{"it lacks the variable \"" + std::string(*known.begin()) + "\""};
}

NamedTensor read_variable(const TensorflowCheckpoint& checkpoint, const MusicnnVariable& wanted) {
  NamedTensor tensor = checkpoint.read(wanted.checkpoint_name);
  if (tensor.shape != wanted.shape) {
    throw Damage{"its variable \"" + wanted.checkpoint_name + "\" has shape " + shape_text(tensor.shape) +
                 ", not " + shape_text(wanted.shape)};
  }
  tensor.name = wanted.name;
  return tensor;
}

void check_weights(const std::vector<NamedTensor>& tensors) {
  Checksum sum;
  for (const NamedTensor& tensor : tensors) {
    sum.add({reinterpret_cast<const char*>(tensor.values.data()), tensor.values.size() * sizeof(float)});
  }
  const std::string digits = sum.digits();
  if (digits == kWeightsOfMtt) throw Damage{"it is MTT_musicnn, the same network trained on other music"};
  if (digits != kWeightsOfMsd) throw Damage{"it has the same arrays with other values"};
}

}  // namespace

TensorFile import_musicnn(const std::filesystem::path& index) {
  const TensorflowCheckpoint checkpoint(index, checkpoint_data(index));
  try {
    const std::vector<MusicnnVariable> wanted = musicnn_variables();
    check_names(checkpoint, wanted);
    TensorFile file{.metadata = metadata(), .tensors = {}};
    for (const MusicnnVariable& variable : wanted)
      file.tensors.push_back(read_variable(checkpoint, variable));
    check_weights(file.tensors);
    return file;
  } catch (const Damage& difference) {
    throw Error(ErrorKind::kFormat, index.string(), "is not the published MSD_musicnn: " + difference.problem,
                "give the folder MSD_musicnn of the unpacked package musicnn 0.1.0");
  }
}

}  // namespace mrec::embedding
