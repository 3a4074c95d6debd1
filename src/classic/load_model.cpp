#include <utility>

#include "classic/knn_model.h"
#include "classic/linear_model.h"
#include "classic/svm_model.h"
#include "mrec/classic/vector_model.h"

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

}  // namespace mrec::classic
