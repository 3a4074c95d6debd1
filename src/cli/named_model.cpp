#include "cli/named_model.h"

#include "cli/home.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

void require_same_network(const fs::path& file, const features::FeatureHeader& header,
                          const NamedModel& model) {
  if (!header.embedding) {
    throw Error(ErrorKind::kData, file.string(),
                "has no embeddings, which the model " + model.path.string() + " judges by",
                "run mrec extract on its folders again, which adds them");
  }
  if (are_comparable(*header.embedding, *model.design().embedding)) return;
  throw Error(ErrorKind::kData, file.string(),
              "has embeddings by other weights than the model " + model.path.string(),
              "extract again with the model's weights (mrec info shows them) or train on these features");
}

}  // namespace

NamedModel load_model(const fs::path& given) {
  const fs::path path = given.empty() ? find_model() : given;
  return {.path = path, .classifier = genre::Classifier::load(path)};
}

std::optional<genre::LearntFrom> learnt_from(const fs::path& path, const genre::Classifier& classifier) {
  try {
    return genre::LearntFrom::of(classifier.provenance());
  } catch (const Error& error) {
    throw Error(ErrorKind::kFormat, path.string(), error.what());
  }
}

void require_same_features(const fs::path& file, const features::FeatureHeader& header,
                           const NamedModel& model) {
  const genre::ClassifierDesign& design = model.design();
  if (model.classifier.looks_at_embeddings()) require_same_network(file, header, model);
  if (!model.classifier.looks_at_frames()) return;
  features::FeatureOptions same = header.options;
  same.excerpt_s = design.features.excerpt_s;  // more or fewer chunks a track do no harm
  if (same == design.features) return;
  throw Error(ErrorKind::kData, file.string(),
              "was extracted with other options than the model " + model.path.string(),
              "extract again with the model's (mrec info shows them) or train on these features");
}

void require_network(const NamedModel& model) {
  if (model.classifier.has_embedding_layer()) return;
  throw Error(ErrorKind::kUsage, "--embedding cnn",
              "needs a model that is a network, which " + model.path.string() + " is not",
              "train one with mrec train --arch course -o FILE and name it with --model, or use another "
              "--embedding");
}

std::string left_out_warning(const fs::path& file, std::size_t tracks, const std::string& missing) {
  return to_utf8(file.string()) + ": " + std::to_string(tracks) +
         (tracks == 1 ? " track has " : " tracks have ") + missing +
         ": left out: run mrec extract on its folders again";
}

}  // namespace mrec::cli
