#include "models/market/events.hpp"

#include <algorithm>
#include <cmath>

#include "models/market/report/words.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

constexpr const char* scenario = R"(channelsim: 1
title: Tea in one city
horizon: 12
start: 2027-01-04
products: [{name: tea, label: Green tea, unit_cost: 20, list_price: 40, recommended_price: 60}]
regions: [{name: city, consumers: 2000}]
segments: [{name: everyone, share: 1, purchase_rate: 0.05, price_sensitivity: 0.04}]
events: [{name: festival, dates: [week 8], length: 2, lift: 1}]
members:
- {name: corner, label: Corner shop, channel: independent_retailer, region: city}
- {name: kiosk, channel: independent_retailer, region: city}
strategies:
- {name: as_is}
- {name: dearer, changes: [{from: week 6, set: {products.tea.list_price: 44}}]}
)";

/// Twelve quiet weeks: both shops sell ten of ten pieces at 60 a week and order as many.
struct ToldTrace {
  Study study = load_text(scenario, {});
  Trace trace;

  ToldTrace() {
    trace.parties = {"manufacturer", "corner", "kiosk", "consumers", "services"};
    for (const ItemText& text : item_texts) trace.items.emplace_back(text.name);
    trace.shelves = {{1, "tea"}, {2, "tea"}};
    const ShelfStep shelf{10, 10, 0, 10, 10, 20, 10, 60, 60};
    const MemberStep member{true, 1000, 0, 1, 0, false, false};
    trace.steps.assign(12, {{}, {shelf, shelf}, {member, member}});
  }
  ShelfStep& shelf(std::size_t step, std::size_t which = 0) {
    return trace.steps[step].shelves[which];
  }
  MemberStep& member(std::size_t step, std::size_t which = 0) {
    return trace.steps[step].members[which];
  }
  std::vector<TraceEvent> events(std::size_t plan = 0) const {
    return events_of(trace, study, plan);
  }
  /// The only event of a kind.
  TraceEvent only(TraceEventKind kind, std::size_t plan = 0) const {
    std::vector<TraceEvent> all = events(plan);
    std::erase_if(all, [&](const TraceEvent& each) { return each.kind != kind; });
    REQUIRE(all.size() == 1);
    return all.front();
  }
  std::string told_in(Language language, TraceEventKind kind, std::size_t plan = 0) const {
    return told(only(kind, plan), market_words(language), study);
  }
};

}  // namespace

TEST_CASE("in quiet weeks nothing happens but what the calendar says") {
  const ToldTrace story;
  REQUIRE(story.events().size() == 1);
  const TraceEvent festival = story.only(TraceEventKind::shopping_event);
  CHECK(festival.step == 8);
  CHECK(festival.steps == 2);
  CHECK(festival.size == Approx(2 * 2 * 600 / 2.0));  // half of the sales of two shops in two weeks
}

TEST_CASE("a shortage lasts as long as somebody asks in vain, and counts what was asked for") {
  ToldTrace story;
  for (const std::size_t step : {3, 4, 5}) story.shelf(step).sold = 4;
  const TraceEvent event = story.only(TraceEventKind::out_of_stock);
  CHECK(event.step == 3);
  CHECK(event.steps == 3);
  CHECK(event.who == std::vector<std::string>{"corner"});
  CHECK(event.amount == Approx(18));
  CHECK(event.size == Approx(18 * 60));
  CHECK(story.told_in(Language::english, TraceEventKind::out_of_stock) ==
        "2027-01-25 (week 3): Corner shop was short of Green tea for 3 weeks; 18 pieces asked for "
        "could not be served, worth 1,080 CNY.");
  const std::string chinese = story.told_in(Language::chinese, TraceEventKind::out_of_stock);
  CHECK(chinese.find("断货3 周") != std::string::npos);
  CHECK(chinese.find("1,080 元") != std::string::npos);
}

TEST_CASE("members that open, close, leave and fail are told apart") {
  ToldTrace story;
  story.member(0).in_business = story.member(1).in_business = false;
  CHECK(story.only(TraceEventKind::opened).step == 2);
  CHECK(story.only(TraceEventKind::opened).size == Approx(10 * 600));
  for (std::size_t step = 7; step < 12; ++step) story.member(step, 1).in_business = false;
  CHECK(story.only(TraceEventKind::closed).who.front() == "kiosk");
  story.member(7, 1).left = true;
  CHECK(story.only(TraceEventKind::left).size == Approx(7 * 600));
  story.member(7, 1).left = false;
  story.member(7, 1).failed = true;
  const std::size_t bad_debt = 2 * story.trace.items.size() + std::size_t(Item::bad_debt);
  story.trace.steps[7].books = {{std::uint32_t(bad_debt), 250.0}};
  CHECK(story.only(TraceEventKind::failed).amount == 250);
  CHECK(story.told_in(Language::english, TraceEventKind::failed) ==
        "2027-02-22 (week 7): kiosk failed and left 250 CNY unpaid.");
}

TEST_CASE("what members do alike in a week is one event, whose size is of all") {
  ToldTrace story;
  for (std::size_t step = 6; step < 12; ++step)
    for (const std::size_t which : {0, 1})
      story.shelf(step, which).regular_price = story.shelf(step, which).price = 66;
  const TraceEvent event = story.only(TraceEventKind::price_raised, 1);
  CHECK(event.who == std::vector<std::string>{"corner", "kiosk"});
  CHECK(event.before == 60);
  CHECK(event.after == 66);
  CHECK(event.size == Approx(2 * 6 * 10 * 6));
  CHECK(story.only(TraceEventKind::plan_change, 1).what == "products.tea.list_price");
  CHECK(story.events(1).size() == 3);

  // Promotions leave the regular price alone.
  for (const std::size_t step : {2, 3})
    for (const std::size_t which : {0, 1}) story.shelf(step, which).price = 48;
  const TraceEvent promotion = story.only(TraceEventKind::promotion, 1);
  CHECK(promotion.amount == Approx(0.2));
  CHECK(promotion.steps == 2);
  CHECK(promotion.size == Approx(2 * 2 * 10 * 12));
}

TEST_CASE("an order of more than three times the usual, a debt and the lowest account are told") {
  ToldTrace story;
  story.shelf(7).ordered = 31;
  CHECK(story.only(TraceEventKind::order_spike).before == Approx(10));
  story.shelf(7).ordered = 29;
  CHECK(story.events().size() == 1);
  for (const std::size_t step : {4, 5}) story.member(step).overdue = 100.0 * double(step);
  CHECK(story.only(TraceEventKind::overdue).amount == 500);
  CHECK(story.only(TraceEventKind::overdue).steps == 2);
  const auto sales = std::uint32_t(Item::sales);
  story.trace.steps[1].books = {{sales, -300.0}};
  story.trace.steps[2].books = {{sales, -200.0}};
  story.trace.steps[3].books = {{sales, 900.0}};
  const TraceEvent lowest = story.only(TraceEventKind::lowest_account);
  CHECK(lowest.step == 2);
  CHECK(lowest.amount == -500);
}

TEST_CASE("the largest events are told first, a change of the plan before all") {
  ToldTrace story;
  story.shelf(3).sold = 0;
  story.shelf(5).sold = 9;
  const auto telling = most_telling(story.events(1), 3);
  REQUIRE(telling.size() == 3);
  CHECK(telling[0].kind == TraceEventKind::plan_change);
  CHECK(telling[1].kind == TraceEventKind::shopping_event);
  CHECK(telling[2].step == 3);
}

TEST_CASE("each kind of event has its sentence in both languages, with all it is about") {
  const ToldTrace story;
  for (const Language language : {Language::english, Language::chinese}) {
    const Words words = market_words(language);
    for (std::size_t kind = 0; kind < std::size_t(TraceEventKind::count); ++kind) {
      const TraceEvent event{TraceEventKind(kind), 3, 2, {"corner"}, "tea", 12345, 10, 20, 67890};
      const std::string text = told(event, words, story.study);
      CHECK(text.find("2027-01-25") != std::string::npos);
      CHECK(text.find('{') == std::string::npos);
      if (kind != std::size_t(TraceEventKind::plan_change) &&
          kind != std::size_t(TraceEventKind::shopping_event) &&
          kind != std::size_t(TraceEventKind::lowest_account))
        CHECK(text.find("Corner shop") != std::string::npos);
    }
  }
}
