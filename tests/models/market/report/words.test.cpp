#include "models/market/report/words.hpp"

#include <set>
#include <sstream>

#include "engine/report/labels.hpp"
#include "models/market/channels.hpp"
#include "models/market/kpis.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {
const Words english = market_words(Language::english), chinese = market_words(Language::chinese);
}  // namespace

TEST_CASE(
    "every figure has a label and a sentence in Chinese, and no text is of a figure that is gone") {
  std::size_t texts = 0;
  for (const KpiText& kpi : kpi_texts()) {
    INFO(kpi.name);
    CHECK(chinese.has(fmt::format("kpi.{}", kpi.name)));
    CHECK(chinese.has(fmt::format("kpi.{}.doc", kpi.name)));
    texts += 2;
  }
  for (const std::string_view key : chinese.keys()) texts -= key.starts_with("kpi.");
  CHECK(texts == 0);
}

TEST_CASE("no two figures have the same label") {
  for (const Words* words : {&english, &chinese}) {
    std::set<std::string> labels;
    for (const KpiText& kpi : kpi_texts()) {
      INFO(kpi.name);
      CHECK(labels.insert(label_of(kpi.name, *words)).second);
    }
  }
}

TEST_CASE("every unit of a figure has its text in Chinese") {
  for (const KpiText& kpi : kpi_texts()) {
    INFO(kpi.unit);
    for (const StepLength step : {StepLength::day, StepLength::week, StepLength::month}) {
      Units units;
      units.step = step;
      const std::string unit = told_unit(kpi.unit, units);
      CHECK((unit == "share" || unit_of(unit, chinese) != unit));
    }
  }
}

TEST_CASE("units are told in the scenario's currency and steps") {
  Units monthly;
  monthly.currency = "EUR";
  monthly.step = StepLength::month;
  CHECK(told_unit("money per piece", monthly) == "EUR per piece");
  CHECK(told_unit("money per step", monthly) == "EUR per month");
  CHECK(told_unit("per step", {}) == "per week");
  CHECK(told_unit("steps", {}) == "weeks");
  CHECK(told_unit("", {}) == "");
  CHECK(unit_of("per month", chinese) == "次/月");
  CHECK(unit_of("EUR per piece", english) == "EUR per piece");
  CHECK(unit_of("EUR per piece", chinese) == "欧元/件");
  CHECK(unit_of("Taler per piece", chinese) == "Taler/件");
}

TEST_CASE("every item of the ledger has its text in Chinese, and reads as declared in English") {
  for (const ItemText& item : item_texts) {
    INFO(item.name);
    CHECK(chinese.has(fmt::format("item.{}", key_of(item))));
    CHECK(label_of(item.item, chinese) != item.name);
  }
  CHECK(label_of(Item::trade_discount, english) == "trade discount");
  CHECK(label_of(Item::rebate, chinese) == "返利");
}

TEST_CASE("every preset of a channel has its name in Chinese") {
  std::istringstream presets{std::string(channel_presets())};
  const std::string_view entry = "- name: ";
  std::size_t found = 0;
  for (std::string line; std::getline(presets, line);) {
    if (!line.starts_with(entry)) continue;
    INFO(line);
    CHECK(chinese.has("name." + line.substr(entry.size())));
    ++found;
  }
  CHECK(found > 5);
}

TEST_CASE("figures of every breakdown are told in words") {
  CHECK(label_of("units_sold[channel=web_shop]", english) == "units sold (channel web shop)");
  CHECK(label_of("units_sold[channel=web_shop]", chinese) == "销量（渠道：自有网店）");
  CHECK(label_of("units_sold[region=hangzhou]", chinese) == "销量（区域：hangzhou）");
  CHECK(label_of("units_sold[member=corner]", chinese) == "销量（corner）");
  CHECK(label_of("consumer_share[segment=loyal]", chinese) == "购买份额（客群：loyal）");
  CHECK(label_of("purchases_after[from=own_shop,to=rivals]", chinese) ==
        "渠道转换购买次数（由自营店转到竞品）");
  CHECK(label_of("purchases_after[from=own_shop,to=rivals]", english) ==
        "purchases after (from own shop to rivals)");
  for (const auto& choice : choices(std::type_identity<Breakdown>{}))
    if (choice.value != Breakdown::switching)
      CHECK(chinese.has(fmt::format("group.{}", choice.word)));
}
