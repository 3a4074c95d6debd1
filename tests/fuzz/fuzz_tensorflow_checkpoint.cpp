#include <string>

#include "embedding/bundle_messages.h"
#include "embedding/damage.h"
#include "embedding/sorted_table.h"
#include "fuzzer.h"
#include "mrec/core/error.h"
#include "mrec/embedding/tensorflow_checkpoint.h"

namespace {

using namespace mrec::embedding;

/// A checkpoint whose index and data are the same file.
void read_checkpoint(const std::filesystem::path& file) {
  const TensorflowCheckpoint checkpoint(file, file);
  for (const CheckpointVariable& variable : checkpoint.variables()) {
    try {
      std::size_t count = 1;
      for (const auto extent : variable.shape) count *= static_cast<std::size_t>(extent);
      mrec::fuzz::require(checkpoint.read(variable.name).values.size() == count,
                          "a tensor has the numbers of its shape");
    } catch (const mrec::Error&) {
    }
  }
}

/// The bytes as a block of an index: what a checksum would hide from the fuzzer.
void read_entries(std::string_view bytes) {
  try {
    EntryAllowance allowance;
    for (const TableEntry& entry : read_block(bytes, allowance)) {
      entry.key.empty() ? check_bundle_header(entry.value) : (void)read_bundle_entry(entry.value);
    }
  } catch (const Damage&) {
  }
}

}  // namespace

void mrec::fuzz::read_input(Bytes bytes) {
  read_entries(text_of(bytes));
  read_checkpoint(file_of(bytes));
}
