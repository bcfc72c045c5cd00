#include "engine/report/words.hpp"

#include <stdexcept>

#include "tests/support/catch.hpp"

using namespace channelsim;

TEST_CASE("a text is that of the language, its places filled by name") {
  const std::string_view catalogue =
      R"({"gain": {"en": "{plan} gains {amount}", "zh": "{plan}多赚 {amount}"}})";
  CHECK(Words(Language::english, {catalogue})("gain") == "{plan} gains {amount}");
  CHECK(Words(Language::english, {catalogue})("gain", fmt::arg("amount", 7),
                                              fmt::arg("plan", "A")) == "A gains 7");
  CHECK(Words(Language::chinese, {catalogue})("gain", fmt::arg("amount", 7),
                                              fmt::arg("plan", "A")) == "A多赚 7");
}

TEST_CASE(
    "a key without a text in one of the languages, and a key twice, is an error of the catalogue") {
  for (const Language language : {Language::english, Language::chinese}) {
    CHECK_THROWS_AS(Words(language, {R"({"a": {"en": "a"}})"}), std::runtime_error);
    CHECK_THROWS_AS(Words(language, {R"({"a": {"zh": "甲"}})"}), std::runtime_error);
    CHECK_THROWS_AS(
        Words(language, {R"({"a": {"en": "a", "zh": "甲"}})", R"({"a": {"en": "a", "zh": "甲"}})"}),
        std::runtime_error);
  }
  CHECK_THROWS_AS(Words(Language::chinese, {R"({"a": {"en": "a", "zh": null}})"}), std::exception);
}

TEST_CASE("an unknown key is named") {
  const Words words(Language::english, {R"({"a": {"en": "a", "zh": "甲"}})"});
  CHECK(words.has("a"));
  CHECK(!words.has("b"));
  CHECK_THROWS_WITH(words("b"), "there is no text 'b'");
}

TEST_CASE("what the sources declare in English is only translated") {
  const std::string_view catalogue = R"({"kpi.sold": {"en": null, "zh": "销量"}})";
  const Words english(Language::english, {catalogue}), chinese(Language::chinese, {catalogue});
  CHECK(english.translated("kpi.sold", "sold") == "sold");
  CHECK(chinese.translated("kpi.sold", "sold") == "销量");
  CHECK(chinese.translated("kpi.other", "other") == "other");
  CHECK(english.keys().empty());
  CHECK(chinese.keys() == std::vector<std::string_view>{"kpi.sold"});
}
