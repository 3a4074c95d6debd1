#include "mrec/report/evaluation_page.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "report/markup.h"
#include "support/evaluation_pages.h"

namespace mrec::report {
namespace {

using mrec::testing::attributes;
using mrec::testing::count_of;
using mrec::testing::example_page;
using mrec::testing::has_word;
using mrec::testing::hostile_page;
using mrec::testing::markup_fault;
using mrec::testing::wide_page;

/// What the page shows, without the style sheet, which is no markup.
std::string body_of(const EvaluationPage& page) {
  const std::string html = evaluation_page(page);
  const std::size_t begin = html.find("<body>");
  return html.substr(begin, html.find("</html>") - begin);
}

TEST(EvaluationPage, IsWellFormedWithAllItsParts) {
  const std::string html = evaluation_page(example_page("/home/a"));
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>\n<html "));
  EXPECT_EQ(markup_fault(body_of(example_page("/home/a"))), "");
  for (const char* id : {"genres", "confusions", "calibration", "learning", "wrong", "origin"}) {
    EXPECT_EQ(count_of("<h2 id=\"" + std::string(id) + "\"", html), 1U) << id;
    EXPECT_EQ(count_of("<a href=\"#" + std::string(id) + "\"", html), 1U) << id;
  }
  EXPECT_EQ(count_of("Spectrogram of ", html), 3U);
  EXPECT_EQ(count_of("<audio ", html), 5U);
  EXPECT_NE(html.find(" src=\"music/song%201%20%231%2050%25.wav\""), std::string::npos);
}

TEST(EvaluationPage, NeedsNothingButItself) {
  const std::string html = evaluation_page(example_page("/home/a"));
  std::vector<std::string> targets = attributes("src", html);
  for (const std::string& target : attributes("href", html)) targets.push_back(target);
  std::size_t pictures = 0;
  for (const std::string& target : targets) {
    const bool is_picture = target.starts_with("data:image/png;base64,");
    pictures += is_picture ? 1 : 0;
    EXPECT_TRUE(is_picture || target.starts_with('#') || target.starts_with("music/")) << target;
  }
  EXPECT_EQ(pictures, 6U);  // spectrograms and their scales
  EXPECT_EQ(count_of("<script", html), 0U);
  EXPECT_EQ(count_of("<link", html), 0U);
  EXPECT_EQ(count_of("url(", html), 0U);
  EXPECT_EQ(count_of("@import", html), 0U);
}

TEST(EvaluationPage, ShowsMarkupAsText) {
  const std::string html = body_of(hostile_page("/home/a"));
  EXPECT_EQ(markup_fault(html), "");
  EXPECT_EQ(count_of("<script", html), 0U);
  EXPECT_GE(count_of("&lt;script&gt;alert(1)&lt;/script&gt;", html), 15U);
  EXPECT_EQ(count_of("\" onerror", html), 0U);
}

TEST(EvaluationPage, HoldsNoNumberThatIsNone) {
  const std::string html = body_of(hostile_page("/home/a"));
  for (const char* number : {"nan", "inf"}) EXPECT_FALSE(has_word(number, html)) << number;
}

TEST(EvaluationPage, IsUtf8WithoutControlCharacters) {
  for (const char c : evaluation_page(hostile_page("/home/a"))) {
    EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n') << static_cast<int>(c);
  }
}

TEST(EvaluationPage, HasTheSameBytesEachTime) {
  EXPECT_EQ(evaluation_page(example_page("/home/a")), evaluation_page(example_page("/home/a")));
}

TEST(EvaluationPage, LeavesOutWhatIsEmpty) {
  const std::string html = body_of({.title = "Nothing"});
  EXPECT_EQ(markup_fault(html), "");
  for (const char* part :
       {"<h2", "<nav", "<svg", "<table", "<figure", "<audio", "<dl", "<pre", "<ul", "<ol"}) {
    EXPECT_EQ(count_of(part, html), 0U) << part;
  }
}

TEST(EvaluationPage, WithNoTrackWrongHasNoPairs) {
  EvaluationPage page = {.title = "All right", .genres = {{.name = "a"}, {.name = "b"}}};
  page.confusion = eval::ConfusionMatrix(2);
  page.confusion->add(0, 0);
  page.confusion->add(1, 1);
  const std::string html = body_of(page);
  EXPECT_EQ(count_of("<table", html), 1U);
  EXPECT_EQ(count_of("confused most often", html), 0U);
}

TEST(EvaluationPage, NamesTheMostConfusedPairsFirst) {
  EvaluationPage page = {.title = "x", .genres = {{.name = "a"}, {.name = "b"}, {.name = "c"}}};
  page.confusion = eval::ConfusionMatrix(3);
  page.confusion->add(0, 1);
  for (int i = 0; i < 2; ++i) page.confusion->add(2, 0);
  for (int i = 0; i < 6; ++i) page.confusion->add(2, 2);
  const std::string html = body_of(page);
  const auto first = html.find("<bdi>c</bdi></th><td><bdi>a</bdi></td><td class=\"number\">2</td>");
  const auto second = html.find("<bdi>a</bdi></th><td><bdi>b</bdi></td><td class=\"number\">1</td>");
  ASSERT_NE(first, std::string::npos);
  ASSERT_NE(second, std::string::npos);
  EXPECT_LT(first, second);
  EXPECT_NE(html.find("25.0\u202F%", first), std::string::npos);
}

TEST(EvaluationPage, TakesManyGenresAndOneEpoch) {
  const std::string html = body_of(wide_page(200));
  EXPECT_EQ(markup_fault(html), "");
  EXPECT_EQ(count_of("<tr>", html), 1U + 200 + 1 + 10);
  // The first genre is never true, the last never given.
  EXPECT_NE(html.find("folk no. 0</bdi></th><td class=\"number\">0</td>"), std::string::npos);
  EXPECT_NE(html.find("genre 199</bdi></th><td class=\"number\">"), std::string::npos);
  EXPECT_LT(html.size(), 1'000'000U);
}

TEST(EvaluationPage, ShowsAveragePrecisionsWhereThereAreAny) {
  EvaluationPage page = {.title = "x", .genres = {{.name = "a"}, {.name = "b"}}};
  EXPECT_EQ(count_of("verage precision", body_of(page)), 0U);
  page.genres[1].average_precision = 0.625;
  const std::string html = body_of(page);
  EXPECT_EQ(markup_fault(html), "");
  EXPECT_EQ(count_of(">average precision</th>", html), 1U);
  EXPECT_EQ(count_of("Average precision: ", html), 1U);
  EXPECT_EQ(count_of(">0.625</td>", html), 1U);
  EXPECT_EQ(count_of(">–</td>", html), 9U);
}

TEST(EvaluationPage, PlaysAStretchOfAFile) {
  const EvaluationPage page = {.title = "x",
                               .wrong_tracks = {{.path = "album.flac",
                                                 .truth = "a",
                                                 .verdict = "b",
                                                 .audio = "/m/album.flac",
                                                 .audio_start_s = 61.5,
                                                 .audio_end_s = 90}},
                               .folder = "/home"};
  EXPECT_EQ(count_of("src=\"file:///m/album.flac#t=61.5,90\"", evaluation_page(page)), 1U);
}

}  // namespace
}  // namespace mrec::report
