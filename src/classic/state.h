#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/safetensors.h"

namespace mrec::classic {

NamedTensor matrix_tensor(std::string name, const Matrix& matrix);
NamedTensor values_tensor(std::string name, std::vector<float> values);

/// Takes the tensors of a state one by one. Everything throws Error{kFormat} that names the tensor.
class StateReader {
 public:
  explicit StateReader(std::vector<NamedTensor> state) : tensors_(std::move(state)) {}

  /// A tensor of any number of rows, at least one, of that many columns.
  Matrix rows(std::string_view name, std::size_t columns);
  Matrix matrix(std::string_view name, std::size_t rows, std::size_t columns);
  std::vector<float> values(std::string_view name, std::size_t size);
  /// Whole numbers from 0 to below `limit`.
  std::vector<int> labels(std::string_view name, std::size_t size, std::size_t limit);

  /// All must be taken.
  void finish() const;

 private:
  NamedTensor take(std::string_view name);

  std::vector<NamedTensor> tensors_;
};

/// For values that have the right shape and yet cannot be.
[[noreturn]] void refuse_tensor(std::string_view name, std::string_view problem);

}  // namespace mrec::classic
