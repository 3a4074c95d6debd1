#include "cli/confusion_text.h"

#include <algorithm>

#include "cli/text_columns.h"
#include "mrec/core/one_line.h"

namespace mrec::cli {

std::size_t widest(const std::vector<std::string>& names, std::size_t least) {
  for (const auto& name : names) least = std::max(least, text_width(name));
  return least;
}

std::string name_for_table(const std::string& genre) {
  constexpr std::size_t kWidest = 30;
  return shortened(one_line(genre), kWidest);
}

std::vector<std::string> names_for_tables(const std::vector<std::string>& genres) {
  std::vector<std::string> names;
  for (const std::string& genre : genres) names.push_back(name_for_table(genre));
  return names;
}

std::string confusion_text(const std::vector<std::string>& genres, const eval::ConfusionMatrix& matrix) {
  constexpr std::size_t kColumn = 5;
  const std::size_t width = widest(genres, kColumn);
  std::string text = padded("", width);
  for (const auto& genre : genres) text += " " + padded(shortened(genre, kColumn), kColumn);
  text += "\n";
  for (std::size_t truth = 0; truth < genres.size(); ++truth) {
    text += padded(genres[truth], width);
    for (std::size_t verdict = 0; verdict < genres.size(); ++verdict) {
      text += formatted(" %5zu", matrix.count(truth, verdict));
    }
    text += "\n";
  }
  return text;
}

}  // namespace mrec::cli
