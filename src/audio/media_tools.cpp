#include "audio/media_tools.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <map>
#include <string_view>

#include "mrec/core/error.h"
#include "mrec/core/one_line.h"

namespace mrec::audio {
namespace {

using Facts = std::map<std::string, std::string, std::less<>>;

/// Lines "key=value"; of two with the same key the first that has a value.
Facts parse_facts(std::string_view text) {
  Facts facts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || line.substr(equals + 1) == "N/A") continue;
    facts.try_emplace(std::string(line.substr(0, equals)), line.substr(equals + 1));
  }
  return facts;
}

template <class Number>
Number number_of(const Facts& facts, std::string_view key) {
  Number number = 0;
  const auto found = facts.find(key);
  if (found == facts.end()) return number;
  const std::string& text = found->second;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

MediaFacts media_facts(const Facts& facts) {
  MediaFacts media;
  const auto type = facts.find("codec_type");
  media.has_sound = type != facts.end() && type->second == "audio";
  media.rate_hz = number_of<int>(facts, "sample_rate");
  // Frames of AAC without a container: ffprobe takes the bit rate of the first ones for that of all.
  const auto format = facts.find("format_name");
  if (format != facts.end() && format->second == "aac") return media;
  const double duration_s = number_of<double>(facts, "duration");
  if (std::isfinite(duration_s) && duration_s > 0) media.duration_s = duration_s;
  return media;
}

/// Nothing when it is more than a description of a file can be.
std::optional<std::string> read_text_of(ChildProcess& child) {
  constexpr std::size_t kMostText = 1 << 16;
  std::string text;
  std::array<unsigned char, 4096> buffer{};
  while (const std::size_t got = child.read(buffer)) {
    text.append(reinterpret_cast<const char*>(buffer.data()), got);
    if (text.size() > kMostText) return std::nullopt;
  }
  return text;
}

}  // namespace

std::vector<std::string> media_input_arguments() {
  // Demuxers of playlists and of films in pieces (hls, concat, dash, sdp, ...) are not among these.
  return {"-v",
          "error",
          "-protocol_whitelist",
          "file",
          "-format_whitelist",
          "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dff,dsf,dts,dtshd,eac3,flac,flv,iff,matroska,mov,mp3,mpc,mpc8,"
          "mpeg,mpegts,ofr,ogg,rm,tak,tta,w64,wav,wv",
          "-i",
          "file:/dev/fd/3"};
}

std::string first_complaint(const ChildProcess& child, int exit_code) {
  std::string_view text = child.complaints();
  text = text.substr(0, text.find('\n'));
  // "[mov,mp4,m4a @ 0x5581a0] moov atom not found": the address says nothing to anybody.
  if (text.starts_with('[') && text.find("] ") != std::string_view::npos)
    text.remove_prefix(text.find("] ") + 2);
  constexpr std::string_view kOurName = "file:/dev/fd/3: ";
  if (text.starts_with(kOurName)) text.remove_prefix(kOurName.size());
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  constexpr std::size_t kLongest = 200;
  if (!text.empty()) return one_line(text.substr(0, kLongest));
  constexpr int kSignals = 128;
  if (exit_code > kSignals) return std::string("it crashed: ") + ::strsignal(exit_code - kSignals);
  constexpr int kCannotBeRun = 127;
  return exit_code == kCannotBeRun ? "it cannot be run" : "no reason given";
}

std::optional<MediaFacts> probe_media(const ProbeRequest& request) {
  const std::optional<std::filesystem::path> program = find_program("ffprobe");
  if (!program) return std::nullopt;
  ChildCommand command{.program = *program,
                       .arguments = media_input_arguments(),
                       .input = request.file.descriptor(),
                       .patience_s = request.patience_s};
  for (const char* argument : {"-select_streams", "a:0", "-show_entries",
                               "stream=codec_type,sample_rate,duration:format=format_name,duration", "-of",
                               "default=noprint_wrappers=1"}) {
    command.arguments.emplace_back(argument);
  }
  try {
    ChildProcess child(command);
    const std::optional<std::string> text = read_text_of(child);
    if (!text) {
      throw Error(ErrorKind::kData, request.path.string(), "ffprobe gave something that is no description",
                  "replace ffmpeg");
    }
    if (const int code = child.wait(); code != 0) {
      throw Error(ErrorKind::kFormat, request.path.string(),
                  "cannot be decoded by ffmpeg (" + first_complaint(child, code) + ")", "replace it");
    }
    return media_facts(parse_facts(*text));
  } catch (const ChildProcess::Silent&) {
    throw Error(ErrorKind::kData, request.path.string(), "ffprobe did not answer",
                "replace the file or ffmpeg");
  }
}

}  // namespace mrec::audio
