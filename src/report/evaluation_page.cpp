#include "mrec/report/evaluation_page.h"

#include <cassert>
#include <string_view>
#include <utility>
#include <vector>

#include "report/calibration_chart.h"
#include "report/confusion_chart.h"
#include "report/genre_tables.h"
#include "report/html_text.h"
#include "report/learning_curves.h"
#include "report/page_style.h"
#include "report/page_summary.h"
#include "report/wrong_tracks.h"

namespace mrec::report {
namespace {

constexpr std::string_view kCurvesCaption =
    "Loss and accuracy of the training part while the weights change, and of the validation part after "
    "each epoch. Where the validation loss rises while the training loss falls, the network learns its "
    "examples by heart.";
constexpr std::string_view kGenresCaption =
    "Precision: of the tracks given the genre, the share that is of it. Recall: of the genre's tracks, the "
    "share that was given it. F1: their harmonic mean. AUC: the chance that a track of the genre is given "
    "a higher probability of it than a track of another.";
constexpr std::string_view kPrecisionsCaption =
    " Average precision: with the tracks in the order of their probability of the genre, the mean precision "
    "of the lists that end with a track of it.";
constexpr std::string_view kConfusionCaption =
    "Confusion matrix. A row holds the tracks of one genre, a column those that were given it; the shade "
    "is the share of the row, blue where the verdict is right.";
constexpr std::string_view kPairsCaption = "The pairs that were confused most often.";
constexpr std::string_view kCalibrationCaption =
    "Reliability diagram. Verdicts are sorted into bins by their probability; on the diagonal a verdict of "
    "70 % is right 70 times in 100, below it the model is too sure of itself. ECE, the expected "
    "calibration error, is the mean distance from the diagonal, each bin weighted by its tracks (Guo et "
    "al. 2017). Below: tracks in each bin.";

/// A part of the page with a place of its own in the list of contents; left out when it has no content.
struct Section {
  std::string_view id;
  std::string_view heading;
  std::string content;
};

std::string figure_of(std::string_view kind, const std::string& content, std::string_view caption) {
  if (content.empty()) return {};
  return "<figure class=\"" + std::string(kind) + "\">\n" + content + "<figcaption>" + escaped(caption) +
         "</figcaption></figure>\n";
}

std::string genres_of(const EvaluationPage& page) {
  if (page.genres.empty()) return {};
  std::string caption(kGenresCaption);
  if (has_average_precision(page.genres)) caption += kPrecisionsCaption;
  return figure_of("table", genre_table(page.genres), caption);
}

std::string confusions_of(const EvaluationPage& page) {
  if (!page.confusion || page.genres.empty()) return {};
  return figure_of("picture", confusion_chart(page.genres, *page.confusion), kConfusionCaption) +
         figure_of("table", confused_pairs_table(page.genres, *page.confusion), kPairsCaption);
}

std::string wrong_tracks_of(const EvaluationPage& page) {
  if (page.wrong_tracks.empty()) return {};
  return "<p>Tracks with a wrong verdict, the surest first. Listen before you blame the model: the tag may "
         "be what is wrong.</p>\n" +
         wrong_track_cards(page.wrong_tracks, page.folder);
}

std::string origin_of(const EvaluationPage& page) {
  const std::string facts = fact_list("Model", page.model) + fact_list("Measured on", page.set);
  std::string html = facts.empty() ? std::string() : "<div class=\"facts\">\n" + facts + "</div>\n";
  if (!page.training_command.empty()) {
    html += "<h3 class=\"command\">Trained by</h3>\n<pre><code>" + escaped(page.training_command) +
            "</code></pre>\n";
  }
  return html;
}

std::vector<Section> sections_of(const EvaluationPage& page) {
  std::vector<Section> sections;
  const auto add = [&](std::string_view id, std::string_view heading, std::string content) {
    if (!content.empty()) sections.push_back({.id = id, .heading = heading, .content = std::move(content)});
  };
  add("genres", "Genre by genre", genres_of(page));
  add("confusions", "What is taken for what", confusions_of(page));
  add("calibration", "How far to trust a probability",
      page.calibration ? figure_of("picture", calibration_chart(*page.calibration), kCalibrationCaption)
                       : std::string());
  add("learning", "Learning curves",
      page.epochs.empty()
          ? std::string()
          : figure_of("picture", learning_curves(page.epochs, page.best_epoch), kCurvesCaption));
  add("wrong", "Most surely wrong", wrong_tracks_of(page));
  add("origin", "Model and data", origin_of(page));
  return sections;
}

/// The policy is a second lock: even a mistake in escaping could run no script and fetch nothing.
std::string head_of(const EvaluationPage& page) {
  return "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n"
         "<meta charset=\"utf-8\"/>\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
         "style-src 'unsafe-inline'; img-src data:; media-src 'self' file:\"/>\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>" +
         escaped(page.title) + "</title>\n<style>" + std::string(kPageStyle) + "</style>\n</head>\n";
}

std::string contents_of(const std::vector<Section>& sections) {
  if (sections.size() < 2) return {};
  std::string html = "<nav aria-label=\"Contents\">\n";
  for (const Section& section : sections) {
    html += "<a href=\"#" + std::string(section.id) + "\">" + std::string(section.heading) + "</a>\n";
  }
  return html + "</nav>\n";
}

}  // namespace

std::string evaluation_page(const EvaluationPage& page) {
  assert(!page.confusion || page.confusion->classes() == page.genres.size());
  const std::vector<Section> sections = sections_of(page);
  std::string html = head_of(page) + "<body>\n<header>\n<h1>" + isolated(page.title) + "</h1>\n";
  if (!page.protocol.empty()) html += "<p class=\"lead\">" + isolated(page.protocol) + "</p>\n";
  html += headline_figures(page.figures) + warning_box(page.warnings) + contents_of(sections) +
          "</header>\n<main>\n";
  for (const Section& section : sections) {
    const std::string id(section.id);
    html += "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" +
            std::string(section.heading) + "</h2>\n" + section.content + "</section>\n";
  }
  html += "</main>\n<footer>" + isolated(page.made_by) + "</footer>\n</body>\n</html>\n";
  return html;
}

}  // namespace mrec::report
