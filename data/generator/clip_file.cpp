#include "clip_file.h"

#include <sndfile.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <system_error>

namespace mrec::generator {
namespace {

constexpr double kOggQuality = 0.0;  // of 0 to 1; about 28 kbit/s at this sample rate

struct CloseFile {
  void operator()(SNDFILE* file) const { sf_close(file); }
};
using SoundFile = std::unique_ptr<SNDFILE, CloseFile>;

SoundFile open(const std::filesystem::path& path, int mode, SF_INFO& info) {
  SoundFile file(sf_open(path.c_str(), mode, &info));
  if (!file) {
    throw std::runtime_error(path.string() + ": cannot be opened (" + sf_strerror(nullptr) +
                             "): check the folder and the file");
  }
  return file;
}

void set_tags(SNDFILE* file, const ClipTags& tags) {
  sf_set_string(file, SF_STR_ARTIST, tags.artist.c_str());
  sf_set_string(file, SF_STR_TITLE, tags.title.c_str());
  sf_set_string(file, SF_STR_ALBUM, tags.album.c_str());
  sf_set_string(file, SF_STR_DATE, tags.date.c_str());
  sf_set_string(file, SF_STR_GENRE, tags.genre.c_str());
  sf_set_string(file, SF_STR_SOFTWARE, "mrec_generate_clips");
}

std::string tag(SNDFILE* file, int which) {
  const char* text = sf_get_string(file, which);
  return text == nullptr ? "" : text;
}

/// Reads block by block, because a truncated file may claim any length.
Signal read_samples(SNDFILE* file) {
  constexpr std::size_t kBlock = 65536;
  Signal signal;
  sf_count_t got = 0;
  do {
    const std::size_t before = signal.size();
    signal.resize(before + kBlock);
    got = std::max<sf_count_t>(0, sf_read_float(file, signal.data() + before, kBlock));
    signal.resize(before + static_cast<std::size_t>(got));
  } while (got > 0);
  return signal;
}

void make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw std::runtime_error(folder.string() + ": cannot be created (" + error.message() +
                             "): name a folder that you may write to");
  }
}

void write_file(const std::filesystem::path& path, const Clip& clip, ClipFormat format) {
  SF_INFO info{};
  info.samplerate = kSampleRateHz;
  info.channels = 1;
  info.format =
      format == ClipFormat::kOgg ? SF_FORMAT_OGG | SF_FORMAT_VORBIS : SF_FORMAT_WAV | SF_FORMAT_PCM_16;
  const SoundFile file = open(path, SFM_WRITE, info);
  if (format == ClipFormat::kOgg) {
    double quality = kOggQuality;
    sf_command(file.get(), SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
  }
  set_tags(file.get(), clip.tags);
  const auto count = static_cast<sf_count_t>(clip.signal.size());
  if (sf_write_float(file.get(), clip.signal.data(), count) != count) {
    throw std::runtime_error(path.string() + ": cannot be written (" + sf_strerror(file.get()) +
                             "): make room on the disk");
  }
}

}  // namespace

ClipTags tags_of(const Genre& genre, const Song& song) {
  const Band& band = genre.bands.at(song.band);
  return {.artist = band.name,
          .title = song.title,
          .album = band.album,
          .date = std::to_string(band.year),
          .genre = genre.name};
}

std::filesystem::path clip_path(const Genre& genre, const Song& song, ClipFormat format) {
  std::string name;
  for (const char letter : song.title) {
    if (letter >= 'A' && letter <= 'Z') name += static_cast<char>(letter - 'A' + 'a');
    if (letter >= 'a' && letter <= 'z') name += letter;
    if (letter == ' ') name += '-';
  }
  return std::filesystem::path(genre.name) / (name + (format == ClipFormat::kOgg ? ".ogg" : ".wav"));
}

void write_clip(const std::filesystem::path& path, const Clip& clip, ClipFormat format) {
  make_folder(path.parent_path());
  std::filesystem::path temporary = path;
  temporary += ".part";
  write_file(temporary, clip, format);
  std::filesystem::rename(temporary, path);
}

Clip read_clip(const std::filesystem::path& path) {
  SF_INFO info{};
  const SoundFile file = open(path, SFM_READ, info);
  if (info.samplerate != kSampleRateHz || info.channels != 1) {
    throw std::runtime_error(path.string() + ": is not mono at 22050 Hz: generate the clips again");
  }
  Clip clip;
  clip.signal = read_samples(file.get());
  clip.tags = {.artist = tag(file.get(), SF_STR_ARTIST),
               .title = tag(file.get(), SF_STR_TITLE),
               .album = tag(file.get(), SF_STR_ALBUM),
               .date = tag(file.get(), SF_STR_DATE),
               .genre = tag(file.get(), SF_STR_GENRE)};
  return clip;
}

}  // namespace mrec::generator
