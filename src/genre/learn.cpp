#include "mrec/genre/learn.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "genre/class_weights.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

namespace mrec::genre {
namespace {

/// The fewer numbers a vector has, the smaller a penalty it wants: these beside that of an embedding's 200.
constexpr double kStatisticsL2 = 10;
constexpr double kTimbreL2 = 3;
/// Of embeddings, where no temperature brings a sigmoid that is too modest over a half: the order of the
/// genres is not all that counts.
constexpr double kSeveralGenresL2 = 10;

/// The training part as rows of numbers.
struct VectorPart {
  Matrix vectors;
  std::vector<int> labels;  ///< the first genre of each
  Matrix targets;           ///< (tracks x genres), 1 at each genre of a track
  std::vector<double> weights;
  Standardisation standardisation;
};

VectorPart vectors_of(const Dataset& dataset, const Partition& partition, const Recipe& recipe) {
  const SampleTable& table = dataset.table(recipe.input);
  std::vector<std::size_t> rows;
  VectorPart part;
  for (const std::size_t track : partition.train) {
    rows.push_back(dataset.tracks[track].row);
    part.labels.push_back(static_cast<int>(dataset.tracks[track].genre()));
  }
  part.standardisation = Standardisation::fit(table, rows);
  part.vectors.resize(static_cast<Eigen::Index>(rows.size()),
                      static_cast<Eigen::Index>(table.shape().size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::span<float> row(part.vectors.row(static_cast<Eigen::Index>(i)).data(), table.shape().size());
    table.read({.row = rows[i]}, row);
    part.standardisation.apply(row);
  }
  part.targets = targets_of(dataset, partition.train);
  if (recipe.network.balance) {
    part.weights = dataset.multi_label ? positive_weights<double>(dataset, partition.train)
                                       : balanced_weights<double>(dataset, partition.train);
  }
  return part;
}

/// Of one genre a track, or of LabelExamples, which lda has no use for.
template <class Examples>
std::unique_ptr<classic::VectorModel> learn_vectors(const Recipe& recipe, const Examples& examples,
                                                    Notes& notes) {
  if constexpr (std::is_same_v<Examples, classic::Examples>) {
    if (recipe.architecture == Architecture::kLda) return classic::learn_lda(examples, recipe.lda);
  }
  switch (recipe.architecture) {
    case Architecture::kSvm:
      return classic::learn_svm(examples, recipe.svm);
    case Architecture::kKnn:
      return classic::learn_knn(examples, recipe.knn);
    default:
      notes.fit = classic::learn_logistic(examples, recipe.logistic);
      return std::move(notes.fit->model);
  }
}

Member learn_classic(const Recipe& recipe, const Dataset& dataset, const Partition& partition, Notes& notes) {
  throw_if_interrupted();
  VectorPart part = vectors_of(dataset, partition, recipe);
  MemberDesign design{.architecture = recipe.architecture,
                      .input = recipe.input,
                      .shape = dataset.table(recipe.input).shape(),
                      .weight = recipe.weight};
  const classic::LabelExamples several{
      .vectors = part.vectors, .targets = part.targets, .positive_weights = part.weights};
  const classic::Examples one{.vectors = part.vectors,
                              .labels = part.labels,
                              .classes = static_cast<int>(dataset.genres.size()),
                              .class_weights = part.weights};
  auto model =
      dataset.multi_label ? learn_vectors(recipe, several, notes) : learn_vectors(recipe, one, notes);
  return {std::move(design), std::move(part.standardisation), std::move(model)};
}

Member learn_network(const Recipe& recipe, const Dataset& dataset, const Partition& partition,
                     const Workers& workers, const EpochListener& listener, TrainingJournal* journal,
                     Notes& notes) {
  const MemberDesign design{
      .architecture = recipe.architecture, .input = recipe.input, .shape = {}, .weight = recipe.weight};
  TrainedNetwork trained =
      train_network(dataset, partition, design, recipe.network, workers, listener, journal);
  if (notes.history.empty()) {
    notes.history = std::move(trained.history);
    notes.kept_epoch = trained.kept_epoch;
  }
  notes.interrupted = trained.interrupted;
  return std::move(trained.member);
}

void require_fit(std::span<const Recipe> recipes, const Dataset& dataset) {
  if (!dataset.multi_label) return;
  const auto unfit = std::ranges::find_if(
      recipes, [](const Recipe& recipe) { return !learns_several_genres(recipe.architecture); });
  if (unfit == recipes.end()) return;
  const std::string name = name_of(unfit->architecture);
  std::string others;
  for (const std::string& other : names_for_several_genres()) others += (others.empty() ? "" : ", ") + other;
  throw Error(ErrorKind::kUsage, recipes.size() == 1 ? "--arch " + name : name + ", a member of the blend",
              "learns one genre a track, and labels name several, divided by \";\"",
              "use --arch with one of " + others + ", or give every track one genre");
}

ClassifierDesign design_of(const Dataset& dataset) {
  return {.features = dataset.options,
          .embedding = dataset.embedding,
          .genres = dataset.genres,
          .multi_label = dataset.multi_label};
}

}  // namespace

void Recipe::validate() const {
  switch (architecture) {
    case Architecture::kLogistic:
      return logistic.validate();
    case Architecture::kLda:
      return lda.validate();
    case Architecture::kSvm:
      return svm.validate();
    case Architecture::kKnn:
      return knn.validate();
    default:
      return network.validate();
  }
}

Recipe default_recipe(Architecture architecture, TrackInput input, bool several_genres) {
  Recipe recipe{.architecture = architecture, .input = input, .network = default_train_options(architecture)};
  if (input == TrackInput::kEmbedding && several_genres) recipe.logistic.l2 = kSeveralGenresL2;
  if (input == TrackInput::kStatistics) recipe.logistic.l2 = kStatisticsL2;
  if (input == TrackInput::kTimbre) recipe.logistic.l2 = kTimbreL2;
  return recipe;
}

TrackInput statistics_for(Architecture architecture) {
  const bool timbre = architecture == Architecture::kLda || architecture == Architecture::kKnn;
  return timbre ? TrackInput::kTimbre : TrackInput::kStatistics;
}

Learnt learn(std::span<const Recipe> recipes, const Dataset& dataset, const Partition& partition,
             const Workers& workers, const EpochListener& listener, TrainingJournal* journal) {
  std::vector<std::optional<Member>> learnt(recipes.size());
  Notes notes;
  require_fit(recipes, dataset);
  for (const Recipe& recipe : recipes) recipe.validate();
  for (std::size_t i = 0; i < recipes.size(); ++i) {
    if (!is_network(recipes[i].architecture)) {
      learnt[i].emplace(learn_classic(recipes[i], dataset, partition, notes));
    }
  }
  for (std::size_t i = 0; i < recipes.size(); ++i) {
    if (is_network(recipes[i].architecture)) {
      learnt[i].emplace(learn_network(recipes[i], dataset, partition, workers, listener, journal, notes));
    }
  }
  std::vector<Member> members;
  for (std::optional<Member>& member : learnt) members.push_back(*std::move(member));
  return {.classifier = Classifier(design_of(dataset), std::move(members)), .notes = std::move(notes)};
}

}  // namespace mrec::genre
