#include "mrec/classic/svm.h"

#include <libsvm/svm.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "classic/class_counts.h"
#include "classic/one_against_rest.h"
#include "classic/svm_calibration.h"
#include "classic/svm_model.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

namespace mrec::classic {
namespace {

constexpr int kFolds = 5;

/// Examples of some rows in libsvm's form. libsvm's model points into it, so it outlives that.
struct SvmProblem {
  SvmProblem(const Examples& examples, const std::vector<Eigen::Index>& rows);

  std::vector<double> labels;
  std::vector<std::vector<svm_node>> nodes;
  std::vector<svm_node*> pointers;
};

SvmProblem::SvmProblem(const Examples& examples, const std::vector<Eigen::Index>& rows) {
  for (const Eigen::Index row : rows) {
    labels.push_back(examples.labels[static_cast<std::size_t>(row)]);
    std::vector<svm_node>& vector = nodes.emplace_back();
    for (Eigen::Index k = 0; k < examples.vectors.cols(); ++k) {
      vector.push_back(
          {.index = static_cast<int>(k) + 1, .value = static_cast<double>(examples.vectors(row, k))});
    }
    vector.push_back({.index = -1, .value = 0});
  }
  for (std::vector<svm_node>& vector : nodes) pointers.push_back(vector.data());
}

struct ModelDeleter {
  void operator()(svm_model* model) const { svm_free_and_destroy_model(&model); }
};

/// libsvm tells of its progress on standard output unless told not to.
void silence_libsvm() {
  static const bool silent = [] {
    svm_set_print_string_function([](const char*) {});
    return true;
  }();
  static_cast<void>(silent);
}

/// `rows` are those of one class after the other, classes ascending, so libsvm numbers the classes that way.
std::unique_ptr<svm_model, ModelDeleter> run_libsvm(SvmProblem& problem, const Examples& examples, double c,
                                                    float gamma) {
  std::vector<int> classes;  // of these rows: libsvm complains, never silent, of a weight that none needs
  for (const double label : problem.labels) {
    if (classes.empty() || classes.back() != static_cast<int>(label))
      classes.push_back(static_cast<int>(label));
  }
  std::vector<double> weights;
  for (const int label : classes) weights.push_back(class_weight(examples, label));
  svm_parameter parameter{};
  parameter.svm_type = C_SVC;
  parameter.kernel_type = RBF;
  parameter.gamma = static_cast<double>(gamma);
  parameter.cache_size = 100;  // megabytes
  parameter.eps = 1e-3;
  parameter.C = c;
  parameter.nr_weight = static_cast<int>(classes.size());
  parameter.weight_label = classes.data();
  parameter.weight = weights.data();
  parameter.shrinking = 1;
  const svm_problem view{
      .l = static_cast<int>(problem.labels.size()), .y = problem.labels.data(), .x = problem.pointers.data()};
  silence_libsvm();
  return std::unique_ptr<svm_model, ModelDeleter>(svm_train(&view, &parameter));
}

/// The machine that libsvm's model describes: its coefficients leave out the own class.
void copy_decisions(const svm_model& model, SvmMachine& machine) {
  const auto own_place = [&](int s) {
    int place = 0;
    while (model.label[place] != machine.labels[static_cast<std::size_t>(s)]) ++place;
    return place;
  };
  for (int s = 0; s < model.l; ++s) {
    const int own = own_place(s);
    for (int other = 0; other < model.nr_class; ++other) {
      if (other == own) continue;
      machine.coefficients(s, model.label[other]) =
          static_cast<float>(model.sv_coef[other < own ? other : other - 1][s]);
    }
  }
  int pair = 0;
  for (int i = 0; i < model.nr_class; ++i) {
    for (int j = i + 1; j < model.nr_class; ++j) {
      const std::size_t place = pair_place(static_cast<std::size_t>(model.label[i]),
                                           static_cast<std::size_t>(model.label[j]), machine.classes());
      machine.bias[place] = static_cast<float>(-model.rho[pair++]);
    }
  }
}

/// Learns from those rows, given class by class.
SvmMachine train_machine(const Examples& examples, const std::vector<Eigen::Index>& rows, double c,
                         float gamma) {
  throw_if_interrupted();
  SvmProblem problem(examples, rows);
  std::vector<Eigen::Index> support = {rows.front()};  // of one class alone: nothing to decide
  std::unique_ptr<svm_model, ModelDeleter> model;
  if (problem.labels.front() != problem.labels.back()) {
    model = run_libsvm(problem, examples, c, gamma);
    support.clear();
    for (int s = 0; s < model->l; ++s) {
      support.push_back(rows[static_cast<std::size_t>(model->sv_indices[s] - 1)]);
    }
  }
  const auto classes = static_cast<std::size_t>(examples.classes);
  SvmMachine machine{.columns = examples.vectors(support, Eigen::all).transpose(),
                     .labels = {},
                     .coefficients = Matrix::Zero(std::ssize(support), examples.classes),
                     .bias = std::vector<float>(pair_count(classes)),
                     .gamma = gamma};
  for (const Eigen::Index row : support) {
    machine.labels.push_back(examples.labels[static_cast<std::size_t>(row)]);
  }
  if (model) copy_decisions(*model, machine);
  return machine;
}

/// What `machine` says of an example in each pair of its class and another that the machine knows.
void add_decisions(const SvmMachine& machine, const Examples& examples, Eigen::Index row,
                   std::vector<HeldOutDecision>& to) {
  const auto label = static_cast<std::size_t>(examples.labels[static_cast<std::size_t>(row)]);
  const std::vector<std::size_t> known = machine.known_classes();
  if (std::ranges::find(known, label) == known.end()) return;
  const Eigen::MatrixXd decisions = machine.decisions(examples.vectors.row(row));
  for (const std::size_t other : known) {
    if (other == label) continue;
    const auto [first, second] = std::minmax(label, other);
    to.push_back({.pair = pair_place(first, second, machine.classes()),
                  .decision = decisions(static_cast<Eigen::Index>(first), static_cast<Eigen::Index>(second)),
                  .is_first = first == label,
                  .weight = class_weight(examples, static_cast<int>(label))});
  }
}

/// Decisions on examples by machines that were taught the rest. A fold has a fifth of each class, in one
/// piece: neighbours in order often come from one album, which tells nothing of how sure to be elsewhere.
std::vector<HeldOutDecision> hold_out(const Examples& examples,
                                      const std::vector<std::vector<Eigen::Index>>& rows_of_classes, double c,
                                      float gamma) {
  std::vector<HeldOutDecision> decisions;
  for (int fold = 0; fold < kFolds; ++fold) {
    std::vector<Eigen::Index> taught;
    std::vector<Eigen::Index> asked;
    for (const std::vector<Eigen::Index>& rows : rows_of_classes) {
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool held_out = static_cast<int>(i * kFolds / rows.size()) == fold;
        (held_out ? asked : taught).push_back(rows[i]);
      }
    }
    if (taught.empty() || asked.empty()) continue;
    const SvmMachine machine = train_machine(examples, taught, c, gamma);
    for (const Eigen::Index row : asked) add_decisions(machine, examples, row, decisions);
  }
  return decisions;
}

/// 1 / (numbers of a vector * variance of all of them).
double usual_gamma(const MatrixRef& vectors) {
  const Eigen::ArrayXXd values = vectors.cast<double>().array();
  const double variance = (values - values.mean()).square().mean();
  return variance > 0 ? 1 / (static_cast<double>(vectors.cols()) * variance) : 1;
}

}  // namespace

void SvmOptions::validate() const {
  if (!(c > 0 && std::isfinite(c))) {
    throw Error(ErrorKind::kUsage, "--svm-c", "is out of range", "give a number above 0, such as 10");
  }
  if (gamma && !(static_cast<float>(*gamma) > 0 && std::isfinite(static_cast<float>(*gamma)))) {
    throw Error(ErrorKind::kUsage, "--svm-gamma", "is out of range", "give a number above 0, such as 0.01");
  }
}

std::unique_ptr<VectorModel> learn_svm(const Examples& examples, const SvmOptions& options) {
  options.validate();
  std::vector<std::vector<Eigen::Index>> rows_of_classes;
  std::vector<Eigen::Index> all;
  for (const int label : present_classes(examples)) {
    rows_of_classes.push_back(rows_of_class(examples, label));
    all.insert(all.end(), rows_of_classes.back().begin(), rows_of_classes.back().end());
  }
  // The precision that it is kept with, so that a model from a file is the same.
  const auto gamma = static_cast<float>(options.gamma.value_or(usual_gamma(examples.vectors)));
  SvmMachine machine = train_machine(examples, all, options.c, gamma);
  std::vector<PairSigmoid> sigmoids =
      calibrate(hold_out(examples, rows_of_classes, options.c, gamma), machine.bias.size());
  return std::make_unique<SvmModel>(std::move(machine), std::move(sigmoids));
}

std::unique_ptr<VectorModel> learn_svm(const LabelExamples& examples, const SvmOptions& options) {
  options.validate();
  return learn_one_against_rest(examples, [&](const Examples& each) { return learn_svm(each, options); });
}

}  // namespace mrec::classic
