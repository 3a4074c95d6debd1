// The yardstick of extraction: opens each file with libsndfile, decodes the middle of it, all channels, and
// drops it.
//   mrec_decode_only [--excerpt SECONDS] FILE...
// 30 s unless told; 0 is all. It does what no extraction can do without, and nothing else.
#include <sndfile.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

namespace {

constexpr std::int64_t kBlockSamples = 1 << 16;

struct Close {
  void operator()(SNDFILE* file) const { sf_close(file); }
};

/// Frames that were decoded; 0 when the file cannot be read.
std::int64_t decode_middle(const char* path, double excerpt_s) {
  SF_INFO info{};
  const std::unique_ptr<SNDFILE, Close> file(sf_open(path, SFM_READ, &info));
  if (!file || info.channels < 1) return 0;
  std::int64_t left = info.frames;
  if (excerpt_s > 0) {
    left = std::min(left, static_cast<std::int64_t>(excerpt_s * info.samplerate));
    if (sf_seek(file.get(), (info.frames - left) / 2, SEEK_SET) < 0) return 0;
  }
  std::vector<float> block(kBlockSamples);
  std::int64_t done = 0;
  while (left > done) {
    const std::int64_t most = std::min<std::int64_t>(kBlockSamples / info.channels, left - done);
    const std::int64_t got = sf_readf_float(file.get(), block.data(), most);
    if (got <= 0) break;
    done += got;
  }
  return done;
}

}  // namespace

int main(int count, char** words) {
  double excerpt_s = 30;
  int first = 1;
  if (count > 2 && std::strcmp(words[1], "--excerpt") == 0) {
    excerpt_s = std::atof(words[2]);
    first = 3;
  }
  for (int i = first; i < count; ++i) {
    if (decode_middle(words[i], excerpt_s) > 0) continue;
    std::fprintf(stderr, "%s: cannot be decoded\n", words[i]);
    return 1;
  }
  return first < count ? 0 : 2;
}
