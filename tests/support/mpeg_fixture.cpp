#include "support/mpeg_fixture.h"

#include <sndfile.h>

#include <stdexcept>

#include "audio/mpeg_frame.h"
#include "support/temp_folder.h"

namespace mrec::testing {

std::string mpeg_bytes(const std::filesystem::path& scratch, const MpegSound& sound) {
  SF_INFO info{};
  info.samplerate = sound.rate_hz;
  info.channels = sound.channels;
  info.format = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
  SNDFILE* file = sf_open(scratch.c_str(), SFM_WRITE, &info);
  if (file == nullptr) throw std::runtime_error(sf_strerror(nullptr));
  int mode = sound.bit_rate == BitRate::kConstant  ? SF_BITRATE_MODE_CONSTANT
             : sound.bit_rate == BitRate::kAverage ? SF_BITRATE_MODE_AVERAGE
                                                   : SF_BITRATE_MODE_VARIABLE;
  sf_command(file, SFC_SET_BITRATE_MODE, &mode, sizeof mode);
  double level = sound.compression;
  sf_command(file, SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
  const auto frames = static_cast<sf_count_t>(sound.samples.size()) / sound.channels;
  const sf_count_t written = sf_writef_float(file, sound.samples.data(), frames);
  if (sf_close(file) != 0 || written != frames) throw std::runtime_error("cannot write MPEG audio");
  return read_bytes(scratch);
}

bool has_xing_tag(std::string_view bytes) {
  const std::span head(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return audio::parse_xing_tag(head.subspan(audio::id3v2_length(head))).has_value();
}

std::string without_xing_tag(std::string_view bytes) {
  const std::span head(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  const std::size_t tag = audio::id3v2_length(head);
  const auto frame = audio::parse_mpeg_frame(head.subspan(tag));
  if (!frame) throw std::runtime_error("no MPEG audio");
  return std::string(bytes.substr(has_xing_tag(bytes) ? tag + frame->length_bytes : tag));
}

}  // namespace mrec::testing
