// Writes the pages that are looked at in a browser, and the songs they play: write_pages FOLDER.

#include <cstdio>
#include <filesystem>

#include "mrec/report/evaluation_page.h"
#include "support/audio_fixture.h"
#include "support/evaluation_pages.h"
#include "support/temp_folder.h"

namespace fs = std::filesystem;

namespace {

void write_page(const fs::path& file, const mrec::report::EvaluationPage& page) {
  mrec::testing::write_bytes(file, mrec::report::evaluation_page(page));
  int number = 1;
  for (const auto& track : page.wrong_tracks) {
    if (track.audio.empty()) continue;
    fs::create_directories(track.audio.parent_path());
    mrec::testing::write_sound(track.audio,
                               {.samples = mrec::testing::made_up_song(number++), .rate_hz = 22050});
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: write_pages FOLDER\n", stderr);
    return 2;
  }
  const fs::path folder = fs::absolute(argv[1]);
  fs::create_directories(folder / "elsewhere");
  write_page(folder / "example.html", mrec::testing::example_page(folder));
  // The songs are not below this page: it has their absolute addresses.
  write_page(folder / "elsewhere/hostile.html", [&] {
    auto page = mrec::testing::hostile_page(folder);
    page.folder = folder / "elsewhere";
    return page;
  }());
  write_page(folder / "wide.html", mrec::testing::wide_page(200));
  write_page(folder / "fifty.html", mrec::testing::wide_page(50));
  write_page(folder / "bare.html", {.title = "Nothing to show"});
  return 0;
}
