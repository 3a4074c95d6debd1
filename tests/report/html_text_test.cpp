#include "report/html_text.h"

#include <gtest/gtest.h>

#include <string>

namespace mrec::report {
namespace {

TEST(HtmlText, EscapesAllThatIsMarkup) {
  EXPECT_EQ(escaped("<b a=\"1\" c='2'>&amp;</b>"),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt;");
  EXPECT_EQ(escaped("naïve 日本"), "naïve 日本");
}

TEST(HtmlText, LeavesNoControlCharacter) {
  EXPECT_EQ(escaped(std::string("a\0b\n\t\x1B\x7F", 7)), "a b    ");
  EXPECT_EQ(escaped("\xC2\x85|\xC2\x9F|\xC2\xA0|"), "\uFFFD|\uFFFD|\xC2\xA0|");
}

TEST(HtmlText, ReplacesWhatXmlCannotHold) {
  EXPECT_EQ(escaped("\xEF\xBF\xBE|\xEF\xBF\xBF|\xEF\xBF\xBD"), "\uFFFD|\uFFFD|\uFFFD");
  EXPECT_EQ(escaped("a\xFF\xC3z"), "a\uFFFD\uFFFDz");
  EXPECT_EQ(escaped("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // a surrogate
}

TEST(HtmlText, IsolatesTheDirectionOfATitle) {
  EXPECT_EQ(isolated("\xE2\x80\xAE<"), "<bdi>\xE2\x80\xAE&lt;</bdi>");
}

TEST(HtmlText, ShortensByCharactersNotBytes) {
  EXPECT_EQ(shortened("äöü", 3), "äöü");
  EXPECT_EQ(shortened("äöüß", 3), "äö…");
  EXPECT_EQ(shortened("日本語音楽", 4), "日本語…");
  EXPECT_EQ(shortened("\xFF\xFF\xFF", 2), "\uFFFD…");
  EXPECT_EQ(shortened("", 3), "");
}

TEST(HtmlText, TakesEastAsianCharactersForWider) {
  EXPECT_EQ(text_width("", 10), 0);
  EXPECT_GT(text_width("日本", 10), text_width("ab", 10));
  EXPECT_DOUBLE_EQ(text_width("äb", 20), 2 * text_width("äb", 10));
}

}  // namespace
}  // namespace mrec::report
