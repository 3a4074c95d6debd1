#include "classic/state.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "mrec/core/error.h"

namespace mrec::classic {
namespace {

using Shape = std::vector<std::int64_t>;

void require_shape(const NamedTensor& tensor, const Shape& shape) {
  if (tensor.shape != shape) refuse_tensor(tensor.name, "has another shape than its model");
}

}  // namespace

void refuse_tensor(std::string_view name, std::string_view problem) {
  throw Error(ErrorKind::kFormat, "tensor " + std::string(name) + " " + std::string(problem),
              "train the model again");
}

NamedTensor matrix_tensor(std::string name, const Matrix& matrix) {
  return {.name = std::move(name),
          .shape = {matrix.rows(), matrix.cols()},
          .values = {matrix.data(), matrix.data() + matrix.size()}};
}

NamedTensor values_tensor(std::string name, std::vector<float> values) {
  return {.name = std::move(name), .shape = {std::ssize(values)}, .values = std::move(values)};
}

NamedTensor StateReader::take(std::string_view name) {
  const auto found = std::ranges::find(tensors_, name, &NamedTensor::name);
  if (found == tensors_.end()) refuse_tensor(name, "is missing");
  NamedTensor tensor = std::move(*found);
  tensors_.erase(found);
  std::size_t size = 1;
  for (const std::int64_t extent : tensor.shape) size *= static_cast<std::size_t>(extent);
  if (size != tensor.values.size()) refuse_tensor(name, "has a shape that its values do not fill");
  const bool finite = std::ranges::all_of(tensor.values, [](float value) { return std::isfinite(value); });
  if (!finite) refuse_tensor(name, "holds a value that is not a number or infinite");
  return tensor;
}

Matrix StateReader::rows(std::string_view name, std::size_t columns) {
  const NamedTensor tensor = take(name);
  if (tensor.values.empty()) refuse_tensor(name, "is empty");
  require_shape(tensor, {std::ssize(tensor.values) / static_cast<std::int64_t>(columns),
                         static_cast<std::int64_t>(columns)});
  return Eigen::Map<const Matrix>(tensor.values.data(), tensor.shape[0], tensor.shape[1]);
}

Matrix StateReader::matrix(std::string_view name, std::size_t rows, std::size_t columns) {
  const NamedTensor tensor = take(name);
  require_shape(tensor, {static_cast<std::int64_t>(rows), static_cast<std::int64_t>(columns)});
  return Eigen::Map<const Matrix>(tensor.values.data(), tensor.shape[0], tensor.shape[1]);
}

std::vector<float> StateReader::values(std::string_view name, std::size_t size) {
  NamedTensor tensor = take(name);
  require_shape(tensor, {static_cast<std::int64_t>(size)});
  return std::move(tensor.values);
}

std::vector<int> StateReader::labels(std::string_view name, std::size_t size, std::size_t limit) {
  std::vector<int> labels;
  for (const float value : values(name, size)) {
    if (value < 0 || value >= static_cast<float>(limit) || value != std::floor(value)) {
      refuse_tensor(name, "holds what is no class");
    }
    labels.push_back(static_cast<int>(value));
  }
  return labels;
}

void StateReader::finish() const {
  if (!tensors_.empty()) refuse_tensor(tensors_.front().name, "has no place in this model");
}

}  // namespace mrec::classic
