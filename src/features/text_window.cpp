#include "features/text_window.h"

#include <algorithm>

namespace mrec::features {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 18;

}  // namespace

void TextWindow::read_more(std::size_t least) {
  std::string block(visible_);
  const std::size_t kept = block.size();
  block.resize(std::max(kBlockBytes, least));
  stream_->read(block.data() + kept, static_cast<std::streamsize>(block.size() - kept));
  block.resize(kept + static_cast<std::size_t>(stream_->gcount()));
  if (!*stream_) stream_ = nullptr;
  block_ = std::move(block);
  visible_ = block_;
}

}  // namespace mrec::features
