#include "fuzzer.h"
#include "mrec/core/safetensors.h"

void mrec::fuzz::read_input(Bytes bytes) {
  for (const NamedTensor& tensor : read_safetensors(file_of(bytes)).tensors) {
    std::size_t count = 1;
    for (const auto extent : tensor.shape) count *= static_cast<std::size_t>(extent);
    require(tensor.values.size() == count, "a tensor has the numbers of its shape");
  }
}
