#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/safetensors.h"

namespace mrec::classic {

/// What is learnt from: one row and one label a thing. A class may be without examples. The rows should be
/// standardised: all methods here compare their numbers with each other.
struct Examples {
  MatrixRef vectors;                           ///< (examples x numbers), finite, at least one row
  std::span<const int> labels;                 ///< one a row, each less than `classes`
  int classes = 0;                             ///< at least 1
  std::span<const double> class_weights = {};  ///< above 0: what one example of a class counts; none: 1
};

/// The same where a thing may have several classes, or none: each is told from the rest for itself.
struct LabelExamples {
  MatrixRef vectors;  ///< as in Examples
  MatrixRef targets;  ///< (examples x classes), 1 for a class that the example has, else 0
  /// Above 0: what one example of a class counts where the class is told from the rest; none: 1.
  std::span<const double> positive_weights = {};
};

/// The traditional ways to tell classes apart by vectors.
enum class Method {
  kLogistic,  ///< softmax regression, logistic.h
  kLda,       ///< linear discriminant analysis, lda.h
  kSvm,       ///< support vector machine with radial basis functions, svm.h
  kKnn,       ///< nearest neighbours, knn.h
};

/// What a method has learnt. Of Examples a class that had none is practically impossible, never NaN; of
/// LabelExamples every class has a probability of its own, which is neither 0 nor 1.
class VectorModel {
 public:
  virtual ~VectorModel() = default;

  /// Natural logarithms of the classes' probabilities, finite, (vectors x classes). What a row gives does not
  /// depend on the rows beside it.
  virtual Matrix log_probabilities(const MatrixRef& vectors) const = 0;

  /// Everything that was learnt; load_model() makes a model of it that gives the same bits.
  virtual std::vector<NamedTensor> state() const = 0;
};

/// The model whose state() it is. Throws Error{kFormat} that names the tensor when one is missing, of another
/// shape than vectors of `dimensions` numbers and that many classes ask for, left over, or holds what no
/// model learns.
std::unique_ptr<VectorModel> load_model(Method method, std::vector<NamedTensor> state, std::size_t dimensions,
                                        std::size_t classes);

/// The same of a model that learnt LabelExamples. Throws Error{kFormat} for lda, too, which cannot.
std::unique_ptr<VectorModel> load_label_model(Method method, std::vector<NamedTensor> state,
                                              std::size_t dimensions, std::size_t classes);

}  // namespace mrec::classic
