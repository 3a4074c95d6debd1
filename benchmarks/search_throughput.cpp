// How fast an index of made-up tracks answers, without start-up:
//   cmake --preset release -DMREC_BUILD_BENCHMARKS=ON && cmake --build --preset release
//   build/release/benchmarks/mrec_search_throughput make INDEX TRACKS NUMBERS
//   build/release/benchmarks/mrec_search_throughput load INDEX
//   build/release/benchmarks/mrec_search_throughput serve INDEX THREADS
// "make" writes such an index, and its vectors beside it ("INDEX.vectors", raw float32 rows of length 1) for
// others to search. "load" prints the milliseconds to open it. Of "serve" every line on standard input is a
// request, "search" (the 50 nearest of each of 20 favourites by cosine), "answer" (the list of 20 that
// recommend gives for them) or "memory"; the answer is microseconds by wall and by processor, or resident and
// anonymous megabytes. search_vs_faiss.py talks to it.
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>

#include "mrec/core/rng.h"
#include "mrec/library/index_file.h"
#include "mrec/library/search.h"
#include "mrec/recommend/ranked_list.h"
#include "print_cost.h"

namespace {

using namespace mrec;

constexpr std::size_t kFavourites = 20;
constexpr std::size_t kNearest = 50;
constexpr Eigen::Index kGenres = 10;

/// Twenty tracks an artist, ten an album; vectors around one of 2,000 centres, so that there are neighbours.
library::IndexRows made_up(std::size_t tracks, Eigen::Index numbers) {
  Rng rng(1);
  const auto noise = [&] { return rng.uniform() + rng.uniform() + rng.uniform() - 1.5F; };
  constexpr Eigen::Index kCentres = 2000;
  Matrix centres(kCentres, numbers);
  for (float& number : centres.reshaped()) number = noise();
  library::IndexRows rows;
  rows.embeddings.resize(static_cast<Eigen::Index>(tracks), numbers);
  rows.probabilities.resize(static_cast<Eigen::Index>(tracks), kGenres);
  for (std::size_t i = 0; i < tracks; ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const auto centre = static_cast<Eigen::Index>(rng.below(kCentres));
    for (Eigen::Index k = 0; k < numbers; ++k) rows.embeddings(row, k) = centres(centre, k) + noise();
    for (Eigen::Index k = 0; k < kGenres; ++k)
      rows.probabilities(row, k) = k == centre % kGenres ? 0.55F : 0.05F;
    const std::string artist = "artist " + std::to_string(i / 20);
    const std::string album = "album " + std::to_string(i / 10);
    const std::string title = "title " + std::to_string(i);
    rows.tracks.push_back({.track = {.path = artist + "/" + album + "/" + title + ".mp3",
                                     .artist = artist,
                                     .title = title,
                                     .duration_s = 150 + static_cast<double>(i % 200),
                                     .album = album},
                           .record = i});
  }
  return rows;
}

void make(const std::string& path, std::size_t tracks, Eigen::Index numbers) {
  library::IndexHeader header{.root = "/music", .genres = {}};
  for (Eigen::Index k = 0; k < kGenres; ++k) header.genres.push_back("genre " + std::to_string(k));
  const library::Index index(header, made_up(tracks, numbers), Workers(0));
  library::write_index(path, index, {.library = {}, .model = {}, .embedding = "musicnn", .features = {}});
  std::ofstream vectors(path + ".vectors", std::ios::binary);
  for (std::size_t place = 0; place < index.size(); ++place) {
    const Vector unit = index.vector(place).head(numbers);
    vectors.write(reinterpret_cast<const char*>(unit.data()),
                  numbers * static_cast<std::streamsize>(sizeof(float)));
  }
}

library::Index open(const std::string& path) {
  auto kept = library::read_index(path);
  if (!kept) throw std::runtime_error(path + ": is no index");
  return std::move(kept->index);
}

recommend::Favourites favourites_of(const library::Index& index) {
  recommend::Favourites favourites;
  favourites.vectors.resize(kFavourites, static_cast<Eigen::Index>(index.width()));
  favourites.probabilities.resize(kFavourites, kGenres);
  for (std::size_t f = 0; f < kFavourites; ++f) {
    const std::size_t place = index.size() / kFavourites * f;
    favourites.names.push_back(std::string(index.path_text(place)));
    favourites.tracks.push_back(index.track(place));
    favourites.vectors.row(static_cast<Eigen::Index>(f)) = index.vector(place);
    favourites.probabilities.row(static_cast<Eigen::Index>(f)) = index.probabilities(place);
  }
  return favourites;
}

/// VmRSS and RssAnon of this process, in MB.
void print_memory() {
  std::ifstream status("/proc/self/status");
  double resident = 0;
  double anonymous = 0;
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) resident = std::stod(line.substr(6)) / 1024;
    if (line.starts_with("RssAnon:")) anonymous = std::stod(line.substr(8)) / 1024;
  }
  std::printf("%.1f %.1f\n", resident, anonymous);
  std::fflush(stdout);
}

void serve(const std::string& path, int threads) {
  const library::Index index = open(path);
  const recommend::Favourites favourites = favourites_of(index);
  const Workers workers(threads);
  library::Queries cosines{.vectors = favourites.vectors, .hub_weight = 0};
  cosines.vectors.rightCols(kGenres).setZero();
  std::string request;
  while (std::getline(std::cin, request)) {
    if (request == "memory") print_memory();
    library::Admission admission(index);
    if (request == "search") {
      benchmark::print_cost(1, [&] { library::best_of_each(index, cosines, kNearest, admission, workers); });
    }
    if (request == "answer") {
      benchmark::print_cost(
          1, [&] { recommend::rank(index, favourites, Matrix(), {}, {}, admission, workers); });
    }
  }
}

}  // namespace

int main(int argc, char** argv) try {
  const std::string what = argc > 2 ? argv[1] : "";
  if (what == "make" && argc == 5) {
    make(argv[2], std::stoul(argv[3]), std::stol(argv[4]));
  } else if (what == "load" && argc == 3) {
    benchmark::print_cost(1000, [&] { open(argv[2]); });  // thousands of microseconds are milliseconds
  } else if (what == "serve" && argc == 4) {
    serve(argv[2], std::stoi(argv[3]));
  } else {
    std::fprintf(stderr, "usage: %s make INDEX TRACKS NUMBERS | load INDEX | serve INDEX THREADS\n", argv[0]);
    return 2;
  }
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
