#include "features/json_events.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "mrec/core/error.h"

namespace mrec::features {
namespace {

/// Writes what it is told back as JSON without spaces.
class Echo : public JsonEvents {
 public:
  void begin_object() override { open('{'); }
  void key(std::string_view name) override {
    comma();
    text_ += nlohmann::json(name).dump() + ":";
  }
  void end_object() override { text_ += '}'; }
  void begin_array() override { open('['); }
  void end_array() override { text_ += ']'; }
  void text(std::string_view value) override { item(nlohmann::json(value).dump()); }
  void number(std::string_view literal) override { item(literal); }
  void word(std::string_view value) override { item(value); }

  const std::string& text() const { return text_; }

 private:
  void comma() {
    if (!text_.empty() && text_.back() != '{' && text_.back() != '[' && text_.back() != ':') text_ += ',';
  }
  void open(char bracket) {
    comma();
    text_ += bracket;
  }
  void item(std::string_view value) {
    comma();
    text_ += value;
  }

  std::string text_;
};

std::string echoed(const std::string& json) {
  Echo whole;
  parse_json(json, whole);
  Echo streamed;
  std::istringstream stream(json);
  parse_json(stream, streamed);
  EXPECT_EQ(whole.text(), streamed.text());
  return whole.text();
}

bool refused(const std::string& json) {
  try {
    echoed(json);
    return false;
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kFormat);
    return true;
  }
}

TEST(JsonEvents, TellsEverything) {
  const char* texts[] = {"1",
                         "null",
                         "[]",
                         "{}",
                         "\"\"",
                         "[[],{},[{}]]",
                         R"({"a":[1,-2.5e-3,0.25,1E+9],"b":{"c":true,"d":false},"e":null,"f":"x"})",
                         R"(["\"","\\","a\nb","ä","\u0001"])"};
  for (const char* text : texts) EXPECT_EQ(echoed(text), text);
  EXPECT_EQ(echoed("\xEF\xBB\xBF \t\r\n[ 1 ,\n2 ] \n"), "[1,2]");
  EXPECT_EQ(echoed(R"(["\u00e4\ud83d\ude00\/"])"), "[\"ä😀/\"]");
}

/// Whatever is accepted or refused here must be so by an independent reader too.
TEST(JsonEvents, AcceptsWhatJsonIs) {
  const std::string good = R"({"a":[1,-2.5e-3,0],"b":{"c":true},"d":"x\ny"})";
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string damaged = good;
      damaged[i] = static_cast<char>(byte);
      EXPECT_EQ(refused(damaged), !nlohmann::json::accept(damaged)) << damaged;
      damaged = good;
      damaged.insert(i, 1, static_cast<char>(byte));
      EXPECT_EQ(refused(damaged), !nlohmann::json::accept(damaged)) << damaged;
    }
    EXPECT_TRUE(refused(good.substr(0, i))) << i;
    std::string shorter = good;
    shorter.erase(i, 1);
    EXPECT_EQ(refused(shorter), !nlohmann::json::accept(shorter)) << shorter;
  }
}

TEST(JsonEvents, Limits) {
  EXPECT_FALSE(refused(std::string(64, '[') + std::string(64, ']')));
  EXPECT_TRUE(refused(std::string(65, '[') + std::string(65, ']')));
  EXPECT_FALSE(refused(std::string(1000, '1')));
  EXPECT_TRUE(refused(std::string(2000, '1')));
}

/// Longer than the block of a stream, so that tokens of every kind lie across its end.
TEST(JsonEvents, LongStreams) {
  const std::string item = R"({"key":"text \\ \" ä","n":[-123.456e-7,null]})";
  std::string json = "[" + item;
  for (int i = 0; i < 20000; ++i) json += "," + item;
  json += "]";
  EXPECT_EQ(echoed(json), json);
  const std::string long_text = "\"" + std::string(1000001, 'x') + "\"";
  EXPECT_EQ(echoed("[" + long_text + "]"), "[" + long_text + "]");
}

}  // namespace
}  // namespace mrec::features
