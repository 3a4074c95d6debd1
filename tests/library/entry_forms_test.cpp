#include "library/entry_forms.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mrec::library {
namespace {

struct Case {
  std::string entry;
  std::vector<std::string> forms;
};

TEST(EntryForms, TheMostLiteralFirst) {
  const std::vector<Case> cases{
      {"a/b.mp3", {"a/b.mp3"}},
      {"", {}},
      {"  ", {"  "}},
      {" \ta b ", {" \ta b ", "a b"}},
      {"a\\b.mp3", {"a\\b.mp3", "a/b.mp3"}},
      {" C:\\a\\b ", {" C:\\a\\b ", "C:\\a\\b", "C:/a/b"}},
      {"caf\xE9 ", {"caf\xE9 ", "caf\xE9"}},
      {"file:///m/a%20b.mp3", {"file:///m/a%20b.mp3", "/m/a b.mp3"}},
      {"file://localhost/m/%C3%a9%e9", {"file://localhost/m/%C3%a9%e9", "/m/\xC3\xA9\xE9"}},
      {"file:/m/a", {"file:/m/a", "/m/a"}},
      {"file:///100%", {"file:///100%", "/100%"}},
      {"file:///%4", {"file:///%4", "/%4"}},
      {"file:///%zz%-1%+1% 1%0x41", {"file:///%zz%-1%+1% 1%0x41", "/%zz%-1%+1% 1%0x41"}},
      {"file:///%2541", {"file:///%2541", "/%41"}},
      {"file://server/share/a", {"file://server/share/a"}},
      {"file:a", {"file:a"}},
      {"file:", {"file:"}},
      {"m/a%20b", {"m/a%20b"}},
  };
  for (const Case& c : cases) EXPECT_EQ(entry_forms(c.entry), c.forms) << c.entry;
}

}  // namespace
}  // namespace mrec::library
