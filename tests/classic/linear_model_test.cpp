#include "classic/linear_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "mrec/core/rng.h"
#include "support/data_folders.h"
#include "support/expect_close.h"

namespace mrec::classic {
namespace {

/// log softmax(vector * kernel + bias) in plain loops.
std::vector<double> plain_log_softmax(const NamedTensor& kernel, const NamedTensor& bias,
                                      const Matrix& vector) {
  const std::size_t classes = bias.values.size();
  std::vector<double> logits(bias.values.begin(), bias.values.end());
  for (std::size_t k = 0; k < static_cast<std::size_t>(vector.size()); ++k) {
    for (std::size_t c = 0; c < classes; ++c) {
      logits[c] +=
          static_cast<double>(vector.data()[k]) * static_cast<double>(kernel.values[k * classes + c]);
    }
  }
  double sum = 0;
  for (const double logit : logits) sum += std::exp(logit);
  for (double& logit : logits) logit -= std::log(sum);
  return logits;
}

TEST(LinearModel, ReadsTheDenseLayerOfAGenreModel) {
  const TensorFile file = read_safetensors(testing::model_file("genre10.safetensors"));
  const NamedTensor& kernel = file.tensor("dense.kernel");
  const NamedTensor& bias = file.tensor("dense.bias");
  const auto width = static_cast<std::size_t>(kernel.shape[0]);
  const auto model = load_model(Method::kLogistic, {kernel, bias}, width, bias.values.size());
  Rng rng(4);
  Matrix vector(1, kernel.shape[0]);
  for (float& number : vector.reshaped()) number = 4 * rng.uniform() - 2;
  const Matrix actual = model->log_probabilities(vector);
  EXPECT_TRUE(testing::expect_close(std::vector<float>(actual.data(), actual.data() + actual.size()),
                                    plain_log_softmax(kernel, bias, vector), {.absolute = 1e-5}));
}

TEST(LinearModel, StandsHugeLogits) {
  const LinearModel model(Matrix{{3e38F, -3e38F}}, Vector{{0, 0}});
  const Matrix result = model.log_probabilities(Matrix{{3e38F}});
  EXPECT_EQ(result(0, 0), 0);
  EXPECT_EQ(result(0, 1), kImpossibleLogit);
}

}  // namespace
}  // namespace mrec::classic
