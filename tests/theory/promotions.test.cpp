// Promotions: who carries them out, what reaches the shelf, what households buy ahead.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/market_history.hpp"

using namespace channelsim::market;

namespace {

/// Base sales of 5,000 a step; a cut in steps 4 and 5, and one in step 9, to which only
/// stockpiling responds.
History stockpilers(double expansion, const std::string& consumers, int replications = 400) {
  return History(one_shop(fmt::format("purchase_rate: 0.5, stockpiling: {{response: 5, use: 0.25, "
                                      "expansion: {}}}",
                                      expansion),
                          "20000") +
                 fmt::format("horizon: 60\nreplications: {}\nseries: units_sold\n"
                             "promotions:\n"
                             "  - {{name: spring, start: 4, length: 2, price_cut: 0.2}}\n"
                             "  - {{name: autumn, start: 9, price_cut: 0.1}}\n",
                             replications) +
                 consumers);
}
double lift(std::uint32_t step) { return step == 4 || step == 5 ? 1.0 : step == 9 ? 0.5 : 0; }

/// Mean sales of each step: households buy (1 + lift) times as often while the price is cut; of
/// what that brings the part that is not consumed on top is stock, a quarter of which is used in
/// place of purchases in each step.
std::vector<double> expected_sales(double expansion) {
  std::vector<double> sales;
  double stock = 0;
  for (std::uint32_t step = 0; step < 60; ++step) {
    const double used = 0.25 * stock, extra = 5000 * lift(step);
    sales.push_back(5000 + extra - used);
    stock += extra * (1 - expansion) - used;
  }
  return sales;
}

}  // namespace

TEST_CASE("what households buy ahead they do not buy after, but for what they consume on top") {
  // n = 400 of 5,000: standard errors of 3.5 a step (0.07 %), 27 in all (0.01 %).
  for (const double expansion : {0.0, 0.4}) {
    const History history = stockpilers(expansion, "");
    const auto expected = expected_sales(expansion);
    double more = 0;
    for (std::uint32_t step = 0; step < 60; ++step) {
      INFO("expansion " << expansion << ", step " << step);
      const Sample sold = history.in_step(step, "units_sold");
      CHECK(sold.agrees_with(expected[step]));
      more += sold.mean() - 5000;
    }
    // The first week of the promotion doubles sales, the week after dips.
    CHECK(history.in_step(4, "units_sold").agrees_with(10000));
    CHECK(history.in_step(6, "units_sold").mean() < 5000 - 4.89 * 3.5);
    // Over a long time only what is consumed on top remains.
    CHECK(more == Approx(expansion * 12500).margin(4.89 * 28));
  }
}

TEST_CASE("households stock up alike whether consumers are remembered, or told one by one") {
  const auto expected = expected_sales(0.2);
  const History memory = stockpilers(0.2, "consumers: {memory: true}\n"),
                persons = stockpilers(0.2, "consumers: {resolution: persons}\n", 16);
  for (const std::uint32_t step : {3u, 4u, 5u, 6u, 9u, 10u, 30u}) {
    INFO("step " << step);
    CHECK(memory.in_step(step, "units_sold").agrees_with(expected[step]));
    CHECK(std::abs(persons.in_step(step, "units_sold").mean() - expected[step]) <
          4.89 * std::sqrt(expected[step] / 16));
  }
}

namespace {

/// Many shops that should cut the price twice; who does, shows in what a piece costs.
std::string shops(int count, const std::string& traits) {
  std::string yaml =
      "horizon: 5\nreplications: 400\nbreakdown: [member]\n"
      "demand: {may_not_buy: false}\n"
      "products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]\n"
      "regions: [{name: town, consumers: 100000}]\n"
      "segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0}]\n"
      "channels: [{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0, "
      "pricing: {type: fixed, price: 5}, " +
      traits +
      "}]\n"
      "promotions: [{name: fair, start: 1, length: 2, every: 3, price_cut: 0.2, cost: 11}]\n"
      "members:\n";
  std::string series;
  for (int shop = 0; shop < count; ++shop) {
    yaml += fmt::format("  - {{name: shop{}, channel: outlet, region: town}}\n", shop);
    series +=
        fmt::format("'consumer_spending[member=shop{0}]', 'units_sold[member=shop{0}]', ", shop);
  }
  return yaml + "series: [" + series + "]\n";
}
/// What a piece costs at a shop in a step, by replication.
Sample price_at(const History& history, int shop, std::uint32_t step) {
  const Sample spent = history.in_step(step, fmt::format("consumer_spending[member=shop{}]", shop)),
               sold = history.in_step(step, fmt::format("units_sold[member=shop{}]", shop));
  Sample price;
  for (std::size_t r = 0; r < spent.values.size(); ++r)
    price.values.push_back(spent.values[r] / sold.values[r]);
  return price;
}

}  // namespace

TEST_CASE("the part of a cut that a member passes on reaches the shelf price") {
  for (const double passed : {0.0, 0.5, 1.0, 1.5}) {
    const History history(shops(2, fmt::format("pass_through: {}", passed)));
    for (std::uint32_t step = 0; step < 5; ++step) {
      INFO(passed << " passed on, step " << step);
      const bool runs = step == 1 || step == 2 || step == 4;
      for (const double price : price_at(history, 1, step).values)
        REQUIRE(price == Approx(runs ? 5 * (1 - 0.2 * passed) : 5).epsilon(1e-9));
    }
  }
}

TEST_CASE("members carry a promotion out as often as their compliance says, each by itself") {
  // 40 shops and 400 runs: a share of .3 of 16,000 is known to 0.0036.
  const int count = 40;
  const double compliance = 0.3;
  const History history(shops(count, "compliance: 0.3"));
  Sample first, second, both, in_run{std::vector<double>(400, 0.0)};
  for (int shop = 0; shop < count; ++shop) {
    const Sample one = price_at(history, shop, 1), still = price_at(history, shop, 2),
                 next = price_at(history, shop, 4), before = price_at(history, shop, 0);
    for (std::size_t r = 0; r < 400; ++r) {
      const bool cut = one.values[r] < 4.5, again = next.values[r] < 4.5;
      REQUIRE(before.values[r] == Approx(5));
      REQUIRE(one.values[r] == Approx(cut ? 4 : 5));
      REQUIRE(still.values[r] == Approx(one.values[r]));  // who begins goes on
      first.values.push_back(cut);
      second.values.push_back(again);
      both.values.push_back(cut && again);
      in_run.values[r] += cut;
    }
  }
  CHECK(first.agrees_with(compliance));
  CHECK(second.agrees_with(compliance));
  CHECK(both.agrees_with(compliance * compliance));  // each time anew
  CHECK(in_run.variance() == Approx(count * compliance * (1 - compliance))
                                 .epsilon(4.89 * std::sqrt(2.0 / 400)));  // nobody looks at others
}

TEST_CASE("a promotion of an event runs when the event does, early where a member is early") {
  std::string yaml = shops(2, "pass_through: 1");
  yaml.replace(yaml.find("start: 1, length: 2, every: 3"), 29, "event: sale");
  yaml.replace(yaml.find("{name: shop1, "), 14, "{name: shop1, promotion_shift: 1, ");
  const History history(yaml + "events: [{name: sale, dates: [1, 4], length: 1, lift: 0}]\n");
  for (std::uint32_t step = 0; step < 5; ++step)
    for (int shop = 0; shop < 2; ++shop) {
      INFO("shop " << shop << ", step " << step);
      const bool runs = shop == 0 ? step == 1 || step == 4 : step == 0 || step == 3;
      for (const double price : price_at(history, shop, step).values)
        REQUIRE(price == Approx(runs ? 4 : 5).epsilon(1e-9));
    }
}

TEST_CASE("a promotion's cost is paid for each member and step that it should run") {
  const Story story(shops(3, "compliance: 0.5") +
                    "strategies: [{name: as_is}, "
                    "{name: free, set: {promotions.fair.cost: 0}}]\n");
  for (std::size_t r = 0; r < 400; ++r)
    REQUIRE(story.figure("manufacturer_outlay")[r] -
                story.figure("manufacturer_outlay", "free")[r] ==
            Approx(3 * 3 * 11));
}

namespace {

/// A shop with stock that orders each week what it sold, up to 2 x 1.5 weeks of 1,000 pieces.
History trade_deal(double forward_buying) {
  return History(fmt::format(R"(
horizon: 20
replications: 100
series: [channel_stock, units_sold, trade_support, lost_sales]
demand: {{may_not_buy: false}}
products: [{{name: good, unit_cost: 1, list_price: 10, recommended_price: 15, divisible: true}}]
regions: [{{name: town, consumers: 10000}}]
segments: [{{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0}}]
channels: [{{name: outlet, owner: independent, fixed_cost: 0, purchase_discount: 0,
            holding_rate: 0.02, lead_time: 1, forward_buying: {},
            replenishment: {{type: order_up_to, safety_factor: 1.5, smoothing: 0}}}}]
members: [{{name: shop, channel: outlet, region: town, opening_forecast: 1000}}]
promotions: [{{name: deal, start: 4, length: 2, trade_discount: 0.1}}]
)",
                             forward_buying));
}
double stock_after(const History& history, std::uint32_t steps, std::size_t r) {
  const auto sum = [&](std::uint32_t n) {
    return n == 0 ? 0 : n * history.after(n, "channel_stock").values[r];
  };
  return sum(steps) - sum(steps - 1);
}
/// What the shop ordered in a step and got in the next.
double ordered_in(const History& history, std::uint32_t step, std::size_t r) {
  return stock_after(history, step + 2, r) - stock_after(history, step + 1, r) +
         history.in_step(step + 1, "units_sold").values[r];
}

}  // namespace

TEST_CASE("the trade buys ahead under a discount as far as it pays, and orders less after") {
  // Keeping costs 2 % a week, so a tenth off pays for 0.1 / (0.9 x 0.02) = 5.56 weeks.
  for (const double forward : {0.0, 0.5, 1.0}) {
    const History history = trade_deal(forward);
    const double ahead = forward * 1000 * 0.1 / (0.9 * 0.02);
    for (std::size_t r = 0; r < 100; ++r) {
      INFO("forward buying " << forward << ", replication " << r);
      REQUIRE(history.after(20, "lost_sales").values[r] == 0);
      double left = 0;  // bought ahead and not yet sold
      double in_deal = 0;
      for (std::uint32_t step = 2; step < 18; ++step) {
        const bool deal = step == 4 || step == 5;
        if (step == 4) left -= ahead;
        if (step == 6) left += ahead;
        const double wanted = history.in_step(step, "units_sold").values[r] - left;
        const double order = ordered_in(history, step, r);
        REQUIRE(order == Approx(std::max(wanted, 0.0)).margin(1e-6));
        left = std::max(-wanted, 0.0);
        if (deal) in_deal += order;
      }
      REQUIRE(history.after(20, "trade_support").values[r] == Approx(0.1 * 10 * in_deal));
    }
  }
}
