#include <utility>

#include "classic/knn_label_model.h"
#include "classic/knn_model.h"
#include "classic/linear_model.h"
#include "classic/one_against_rest.h"
#include "classic/svm_model.h"
#include "mrec/classic/vector_model.h"
#include "mrec/core/error.h"

namespace mrec::classic {

std::unique_ptr<VectorModel> load_model(Method method, std::vector<NamedTensor> state, std::size_t dimensions,
                                        std::size_t classes) {
  switch (method) {
    case Method::kSvm:
      return load_svm(std::move(state), dimensions, classes);
    case Method::kKnn:
      return load_knn(std::move(state), dimensions, classes);
    case Method::kLogistic:
    case Method::kLda:
      break;
  }
  return load_linear(std::move(state), dimensions, classes);
}

std::unique_ptr<VectorModel> load_label_model(Method method, std::vector<NamedTensor> state,
                                              std::size_t dimensions, std::size_t classes) {
  switch (method) {
    case Method::kSvm:
      return load_one_against_rest(std::move(state), classes, [&](std::vector<NamedTensor> judge) {
        return load_svm(std::move(judge), dimensions, 2);
      });
    case Method::kKnn:
      return load_knn_labels(std::move(state), dimensions, classes);
    case Method::kLogistic:
      return load_linear(std::move(state), dimensions, classes, Link::kSigmoid);
    case Method::kLda:
      break;
  }
  throw Error(ErrorKind::kFormat, "lda does not know several classes at once", "train the model again");
}

}  // namespace mrec::classic
