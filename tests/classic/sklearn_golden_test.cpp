#include <gtest/gtest.h>

#include <string>

#include "classic/svm_machine.h"
#include "mrec/classic/knn.h"
#include "mrec/classic/lda.h"
#include "mrec/classic/logistic.h"
#include "mrec/classic/svm.h"
#include "support/data_folders.h"
#include "support/expect_close.h"

namespace mrec::classic {
namespace {

using testing::expect_close;

constexpr testing::Tolerance kProbabilities{.absolute = 1e-4};
/// Both solve by libsvm to 1e-3 of the margins, in different versions of it.
constexpr testing::Tolerance kDecisions{.absolute = 1e-2};

Matrix matrix_of(const NamedTensor& tensor) {
  return Eigen::Map<const Matrix>(tensor.values.data(), tensor.shape[0], tensor.shape[1]);
}

/// tests/golden/sklearn_classic.safetensors: what scikit-learn says of the same examples.
class SklearnGolden : public ::testing::Test {
 protected:
  SklearnGolden() : golden_(read_safetensors(testing::golden_file("sklearn_classic.safetensors"))) {
    for (const float label : golden_.tensor("labels").values) labels_.push_back(static_cast<int>(label));
    for (const float weight : golden_.tensor("weights").values)
      weights_.push_back(static_cast<double>(weight));
  }

  Examples examples(std::span<const double> weights = {}) const {
    return {.vectors = vectors_, .labels = labels_, .classes = 4, .class_weights = weights};
  }

  std::vector<float> probabilities(const VectorModel& model) const {
    const Matrix result = model.log_probabilities(matrix_of(golden_.tensor("queries"))).array().exp();
    return {result.data(), result.data() + result.size()};
  }

  const std::vector<float>& expected(const std::string& name) const { return golden_.tensor(name).values; }

  const TensorFile golden_;
  const Matrix vectors_ = matrix_of(golden_.tensor("vectors"));
  std::vector<int> labels_;
  std::vector<double> weights_;
};

TEST_F(SklearnGolden, Lda) {
  EXPECT_TRUE(expect_close(probabilities(*learn_lda(examples())), expected("lda"), kProbabilities));
  EXPECT_TRUE(expect_close(probabilities(*learn_lda(examples(), {.shrinkage = 0.3})), expected("lda.fixed"),
                           kProbabilities));
}

TEST_F(SklearnGolden, LdaTakesPriorsFromTheWeights) {
  EXPECT_TRUE(
      expect_close(probabilities(*learn_lda(examples(weights_))), expected("lda.weighted"), kProbabilities));
}

TEST_F(SklearnGolden, LdaOfFewerExamplesThanNumbers) {
  std::vector<Eigen::Index> rows;
  std::vector<int> labels;
  for (const float row : expected("few")) {
    rows.push_back(static_cast<Eigen::Index>(row));
    labels.push_back(labels_[static_cast<std::size_t>(row)]);
  }
  const Matrix few = vectors_(rows, Eigen::all);
  ASSERT_LT(few.rows(), few.cols());
  const auto model = learn_lda({.vectors = few, .labels = labels, .classes = 4});
  EXPECT_TRUE(expect_close(probabilities(*model), expected("lda.few"), kProbabilities));
}

TEST_F(SklearnGolden, Logistic) {
  EXPECT_TRUE(expect_close(probabilities(*learn_logistic(examples(), {.l2 = 2}).model), expected("logistic"),
                           kProbabilities));
  EXPECT_TRUE(expect_close(probabilities(*learn_logistic(examples(weights_), {.l2 = 2}).model),
                           expected("logistic.weighted"), kProbabilities));
}

/// The decisions of a model between all pairs, from its state.
std::vector<float> svm_decisions(const VectorModel& model, const Matrix& queries) {
  const TensorFile state{.metadata = {}, .tensors = model.state()};
  SvmMachine machine{.columns = matrix_of(state.tensor("svm.vectors")).transpose(),
                     .labels = {},
                     .coefficients = matrix_of(state.tensor("svm.coefficients")),
                     .bias = {},
                     .gamma = state.tensor("svm.gamma").values.front()};
  for (const float label : state.tensor("svm.labels").values)
    machine.labels.push_back(static_cast<int>(label));
  const Matrix pairs = matrix_of(state.tensor("svm.pairs"));
  machine.bias.assign(pairs.col(0).begin(), pairs.col(0).end());
  std::vector<float> result;
  for (Eigen::Index q = 0; q < queries.rows(); ++q) {
    const Eigen::MatrixXd decisions = machine.decisions(queries.row(q));
    for (Eigen::Index i = 0; i < 4; ++i) {
      for (Eigen::Index j = i + 1; j < 4; ++j) result.push_back(static_cast<float>(decisions(i, j)));
    }
  }
  return result;
}

TEST_F(SklearnGolden, SvmDecisions) {
  const Matrix queries = matrix_of(golden_.tensor("queries"));
  EXPECT_TRUE(expect_close(svm_decisions(*learn_svm(examples()), queries), expected("svm"), kDecisions));
  EXPECT_TRUE(expect_close(svm_decisions(*learn_svm(examples(weights_), {.gamma = 0.02}), queries),
                           expected("svm.weighted"), kDecisions));
}

TEST_F(SklearnGolden, KnnIsItsVotesAndOneMore) {
  std::vector<float> votes = expected("knn");
  for (float& share : votes) share = (5 * share + 0.25F) / 6;
  EXPECT_TRUE(expect_close(probabilities(*learn_knn(examples())), votes, kProbabilities));
}

}  // namespace
}  // namespace mrec::classic
