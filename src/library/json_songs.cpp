#include "json_songs.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/utf8.h"

namespace mrec::library {
namespace {

using Json = nlohmann::json;
using Named = ListenHistory::Named;

/// The member, null when it is not there or `object` is none.
const Json& member(const Json& object, const char* key) {
  static const Json kNothing;
  if (!object.is_object()) return kNothing;
  const auto found = object.find(key);
  return found == object.end() ? kNothing : *found;
}

std::string text_of(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

/// Of a listen or a feedback.
Named named(const Json& entry) {
  const Json& metadata = member(entry, "track_metadata");
  const Json& info = member(metadata, "additional_info");
  return {
      .artist = text_of(metadata, "artist_name"),
      .title = text_of(metadata, "track_name"),
      .ids = {text_of(entry, "recording_mbid"), text_of(entry, "recording_msid"),
              text_of(metadata, "recording_msid"), text_of(info, "recording_msid"),
              text_of(info, "recording_mbid"), text_of(member(metadata, "mbid_mapping"), "recording_mbid")}};
}

/// The names of a MusicBrainz artist credit, joined as it says.
std::string credit(const Json& recording) {
  std::string artist;
  for (const Json& part : member(recording, "artist-credit")) {
    artist += text_of(part, "name") + text_of(part, "joinphrase");
  }
  return artist;
}

/// Takes entries out of JSON documents while they are parsed, so that only names and scores are kept.
class EntrySink {
 public:
  std::size_t entries() const { return heard_.size(); }

  /// To be called when all is read: of a file that turns out damaged nothing counts.
  void tell(ListenHistory& history) const {
    for (const Heard& each : heard_) {
      if (each.score) {
        history.judge(each.song, *each.score);
      } else {
        history.play(each.song);
      }
    }
  }

  /// As nlohmann's parser_callback_t: whether what was parsed is to be kept.
  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::key && depth == 1) list_ = parsed.get<std::string>();
    return event != Json::parse_event_t::object_end || !take(depth, parsed);
  }

 private:
  struct Heard {
    Named song;
    std::optional<int> score;  ///< nothing: it was played
  };

  bool take(int depth, const Json& entry) {
    if (depth == 2 && list_ == "recordings") {
      heard_.push_back(
          {.song = {.artist = credit(entry), .title = text_of(entry, "title"), .ids = {text_of(entry, "id")}},
           .score = 1});
    } else if (member(entry, "score").is_number()) {
      const double score = member(entry, "score").get<double>();
      heard_.push_back(
          {.song = named(entry), .score = static_cast<int>(score > 0) - static_cast<int>(score < 0)});
    } else if (member(entry, "track_metadata").is_object()) {
      heard_.push_back({.song = named(entry), .score = std::nullopt});
    } else {
      return false;
    }
    return true;
  }

  std::vector<Heard> heard_;
  std::string list_;  ///< key of the document's list that is being read
};

void parse(std::string_view text, const std::string& place, EntrySink& sink) {
  throw_if_interrupted();
  try {
    [[maybe_unused]] const Json rest =
        Json::parse(text, [&sink](int depth, Json::parse_event_t event, const Json& parsed) {
          return sink(depth, event, parsed);
        });
  } catch (const Json::parse_error& error) {
    throw Error(ErrorKind::kFormat, place, "is no JSON from byte " + std::to_string(error.byte) + " on",
                "export it again");
  } catch (const Json::exception&) {
    throw Error(ErrorKind::kFormat, place, "holds a number that is none", "export it again");
  }
}

std::string_view first_line(std::string_view text) {
  return text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

std::size_t read_json_songs(std::string_view text, const std::string& name, ListenHistory& history) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t\r\n")));
  EntrySink sink;
  if (text.empty() || !Json::accept(first_line(text))) {
    parse(text, name, sink);
    sink.tell(history);
    return sink.entries();
  }
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = first_line(text);
    text.remove_prefix(line.size());
    if (!is_blank(line)) parse(line, name + ": line " + std::to_string(number), sink);
  }
  sink.tell(history);
  return sink.entries();
}

}  // namespace mrec::library
