#include "engine/report/labels.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
Words words_in(Language language) {
  std::vector<std::string_view> catalogues = engine_catalogues();
  catalogues.push_back(R"({
    "kpi.sold": {"en": null, "zh": "销量"},
    "kpi.sold.doc": {"en": null, "zh": "卖出的件数。"},
    "name.web": {"en": null, "zh": "网店"},
    "unit.pieces": {"en": null, "zh": "件"},
    "group.channel": {"en": "channel {name}", "zh": "渠道：{name}"},
    "group.from": {"en": "from {name}", "zh": "由{name}"},
    "group.to": {"en": "to {name}", "zh": "转到{name}"}
  })");
  return {language, catalogues};
}
const Words english = words_in(Language::english), chinese = words_in(Language::chinese);
}  // namespace

TEST_CASE("a figure is called by its text, or as its name reads") {
  CHECK(label_of("sold", english) == "sold");
  CHECK(label_of("sold", chinese) == "销量");
  CHECK(label_of("net_profit", english) == "net profit");
  CHECK(label_of("net_profit", chinese) == "net profit");
  const Kpi sold{"sold[channel=web]", "pieces", Goal::raise, "Pieces sold."};
  CHECK(doc_of(sold, english) == "Pieces sold.");
  CHECK(doc_of(sold, chinese) == "卖出的件数。");
}

TEST_CASE("the group of a figure is told in words") {
  CHECK(label_of("sold[channel=web]", english) == "sold (channel web)");
  CHECK(label_of("sold[channel=web]", chinese) == "销量（渠道：网店）");
  CHECK(label_of("sold[channel=old_town]", chinese) == "销量（渠道：old town）");
  CHECK(label_of("sold[from=web,to=old_town]", english) == "sold (from web to old town)");
  CHECK(label_of("sold[from=old,to=web]", chinese) == "销量（由old转到网店）");
  CHECK(label_of("sold[mood=good]", english) == "sold [mood=good]");
  CHECK(label_of("sold[", english) == "sold [");
}

TEST_CASE("units of results are written in the language, currencies too") {
  CHECK(format_of(english, Scaling::words, "CNY", 1.24e6).quantity(1.24e6) == "1.24 million CNY");
  CHECK(format_of(chinese, Scaling::words, "CNY", 1.24e6).quantity(1.24e6) == "124 万元");
  CHECK(format_of(chinese, Scaling::words, "USD", 1.24e6).quantity(1.24e6) == "124 万美元");
  CHECK(format_of(chinese, Scaling::words, "pieces", 12).quantity(12) == "12.0 件");
  CHECK(format_of(chinese, Scaling::words, "share", 0.5).quantity(0.5) == "50.0%");
  CHECK(unit_of("parsec", chinese) == "parsec");
}

TEST_CASE("spans of time have a singular in English") {
  CHECK(span_of({1, "week"}, english) == "1 week");
  CHECK(span_of({104, "week"}, english) == "104 weeks");
  CHECK(span_of({104, "week"}, chinese) == "104 周");
  CHECK(span_of({1, "year"}, chinese) == "1 年");
}

TEST_CASE("lists and sentences are joined as the language does") {
  const std::vector<std::string> three{"a", "b", "c"};
  CHECK(listed(three, english) == "a, b and c");
  CHECK(listed(three, chinese) == "a、b、c");
  CHECK(listed(std::vector<std::string>{}, english).empty());
  CHECK(in_a_row({"One.", "", "Two."}, english) == "One. Two.");
  CHECK(in_a_row({"", "一。", "二。"}, chinese) == "一。二。");
}
