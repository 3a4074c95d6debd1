#include "mrec/library/index.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "alike_scale.h"
#include "index_making.h"
#include "index_metadata.h"
#include "index_part.h"
#include "mrec/core/error.h"

namespace mrec::library {
namespace {

Eigen::RowVectorXd row_vector(const std::vector<double>& numbers) {
  return Eigen::Map<const Eigen::RowVectorXd>(numbers.data(), static_cast<Eigen::Index>(numbers.size()));
}

}  // namespace

/// What the parts say in forms that are quicker to use.
struct Index::Facts {
  IndexHeader header;
  Standardiser standardiser;
  std::vector<bool> gone;  ///< of the base; empty when all are there
  std::size_t gone_count = 0;
};

Index::Index(const IndexHeader& header, IndexRows rows, const Workers& workers)
    : Index(make_base(header, std::move(rows), workers), nullptr) {}

Index Index::for_look_up(const IndexHeader& header, std::vector<IndexedTrack> tracks) {
  return {make_without_vectors(header, std::move(tracks)), nullptr};
}

Index::Index(std::shared_ptr<const IndexPart> base, std::shared_ptr<const IndexPart> more)
    : base_(std::move(base)), more_(std::move(more)) {
  const IndexSpace space = base_->space();
  const IndexPart& newest = more_ ? *more_ : *base_;
  Facts facts{.header = header_from(newest.map().metadata()),
              .standardiser = Standardiser(row_vector(space.mean), row_vector(space.scale)),
              .gone = {},
              .gone_count = 0};
  const std::size_t expected = space.mean.size() + facts.header.genres.size();
  const bool fits = space.mean.size() == space.scale.size() && base_->lanes().width == expected &&
                    (!more_ || more_->tracks() == 0 || more_->lanes().width == expected);
  if (!fits) throw Error(ErrorKind::kFormat, "", "holds vectors of another length than it says");
  if (more_ && !more_->gone().empty()) {
    facts.gone.resize(base_->tracks());
    for (const std::uint32_t row : more_->gone()) {
      if (row < facts.gone.size()) facts.gone[row] = true;
    }
    facts.gone_count = static_cast<std::size_t>(std::ranges::count(facts.gone, true));
  }
  facts_ = std::make_unique<const Facts>(std::move(facts));
}

Index::~Index() = default;
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;

const std::filesystem::path& Index::root() const {
  return facts_->header.root;
}
const std::vector<std::string>& Index::genres() const {
  return facts_->header.genres;
}
std::size_t Index::left_out() const {
  return facts_->header.left_out;
}
const Standardiser& Index::standardiser() const {
  return facts_->standardiser;
}
std::size_t Index::width() const {
  return base_->lanes().width;
}

std::size_t Index::size() const {
  return base_->tracks() + (more_ ? more_->tracks() : 0);
}

std::size_t Index::tracks() const {
  return size() - facts_->gone_count;
}

bool Index::has(std::size_t place) const {
  if (place >= base_->tracks()) return place < size();
  return facts_->gone.empty() || !facts_->gone[place];
}

Index::Spot Index::spot(std::size_t place) const {
  assert(has(place));
  if (place < base_->tracks()) return {.part = *base_, .row = place};
  return {.part = *more_, .row = place - base_->tracks()};
}

Track Index::track(std::size_t place) const {
  const auto [part, row] = spot(place);
  return part.track(row);
}

double Index::duration_s(std::size_t place) const {
  const auto [part, row] = spot(place);
  return part.time_s(row, IndexPart::kDuration);
}

int Index::year(std::size_t place) const {
  const auto [part, row] = spot(place);
  return part.year(row);
}

SoundKind Index::sound(std::size_t place) const {
  const auto [part, row] = spot(place);
  return part.sound(row);
}

std::uint64_t Index::record(std::size_t place) const {
  const auto [part, row] = spot(place);
  return part.record(row);
}

std::string_view Index::path_text(std::size_t place) const {
  const auto [part, row] = spot(place);
  return part.field(row, IndexPart::kPath);
}

std::string_view Index::file_text(std::size_t place) const {
  const auto [part, row] = spot(place);
  return part.field(row, IndexPart::kFile);
}

std::string_view Index::genre_tag(std::size_t place) const {
  const auto [part, row] = spot(place);
  return part.field(row, IndexPart::kGenre);
}

bool Index::is_section(std::size_t place) const {
  return !file_text(place).empty();
}

std::optional<std::size_t> Index::find(std::string_view path) const {
  if (more_) {
    if (const auto row = more_->find(path)) return base_->tracks() + *row;
  }
  const auto row = base_->find(path);
  return row && has(*row) ? row : std::nullopt;
}

std::vector<std::size_t> Index::find_name(std::string_view name) const {
  std::vector<std::size_t> places = base_->find_name(name);
  if (more_) {
    for (const std::size_t row : more_->find_name(name)) places.push_back(base_->tracks() + row);
  }
  std::erase_if(places, [&](std::size_t place) { return !has(place); });
  if (places.size() > 2) places.resize(2);
  return places;
}

Vector Index::vector(std::size_t place) const {
  const auto [part, row] = spot(place);
  Vector numbers(static_cast<Eigen::Index>(width()));
  part.lanes().copy_to(row, 0, {numbers.data(), width()});
  return numbers;
}

Vector Index::probabilities(std::size_t place) const {
  const auto [part, row] = spot(place);
  Vector roots(static_cast<Eigen::Index>(genres().size()));
  part.lanes().copy_to(row, static_cast<std::size_t>(dimensions()), {roots.data(), genres().size()});
  return roots.cwiseAbs2() * part.genre_mass(row);
}

float Index::hubness(std::size_t place) const {
  const auto [part, row] = spot(place);
  return part.hubness()[row];
}

double Index::share_less_alike(double cosine) const {
  return share_below(base_->cosines(), cosine);
}

std::vector<Index::Run> Index::runs() const {
  std::vector<Run> runs{{.first = 0, .lanes = base_->lanes(), .hubness = base_->hubness()}};
  if (more_ && more_->tracks() > 0) {
    runs.push_back({.first = base_->tracks(), .lanes = more_->lanes(), .hubness = more_->hubness()});
  }
  return runs;
}

Vector Index::vector_of(const Vector& embedding, const Vector& probabilities) const {
  assert(embedding.size() == dimensions());
  Vector numbers(embedding.size() + probabilities.size());
  numbers.head(embedding.size()) = standardiser().unit_rows(embedding.transpose()).row(0);
  numbers.tail(probabilities.size()) = genre_directions(probabilities.transpose()).row(0);
  return numbers;
}

Index Index::changed(IndexRows added, const std::vector<std::size_t>& gone, std::size_t left_out,
                     const Workers& workers) const {
  const IndexHeader header{.root = root(), .genres = genres(), .left_out = left_out};
  return {base_, make_more(header, *this, std::move(added), gone, workers)};
}

double Index::share_changed() const {
  const std::size_t changed = facts_->gone_count + (more_ ? more_->tracks() : 0);
  return static_cast<double>(changed) / static_cast<double>(std::max<std::size_t>(1, base_->tracks()));
}

}  // namespace mrec::library
