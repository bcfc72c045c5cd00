// Stock through the channel: reorder policies against their closed forms, who gets what when a
// supplier is short, age, loading, returns.

#include <fmt/format.h>

#include "tests/support/market_history.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

/// A hub that owes what it does not have; its shop passes on each step's Poisson demand.
Story hub_and_shop(double demand, const std::string& replenishment, int lead_time) {
  return Story(fmt::format(R"(
horizon: 2000
replications: 512
breakdown: [member]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}}]
regions: [{{name: town, consumers: 1000}}]
segments: [{{name: all, share: 1, purchase_rate: {}, price_sensitivity: 0}}]
demand: {{may_not_buy: false}}
members:
  - {{name: hub, channel: distributor, backorders: true, lead_time: {}, replenishment: {}}}
  - {{name: shop, channel: independent_retailer, region: town, supplier: hub, lead_time: 1,
     replenishment: {{type: base_stock, level: 100}}}}
)",
                           demand / 1000, lead_time, replenishment));
}
Sample figure(const Story& story, const std::string& name, const std::string& plan = "as_is") {
  return {story.figure(name, plan)};
}
/// Holding, waiting and ordering cost per step.
Sample cost(const Story& story, double holding, double waiting, double ordering,
            const Sample& orders) {
  Sample sum = figure(story, "channel_stock[member=hub]");
  const Sample backlog = figure(story, "backlog[member=shop]");
  for (std::size_t r = 0; r < sum.values.size(); ++r)
    sum.values[r] =
        holding * sum.values[r] + waiting * backlog.values[r] + ordering * orders.values[r] / 2000;
  CHECK(sum.standard_error() < 0.002 * sum.mean());
  return sum;
}

}  // namespace

TEST_CASE("V42 scenario: cost of (s, S) under Poisson demand of 6, at its best and beside it") {
  // 2,000 steps from a full stock: what the start adds is less than 10 / 2000.
  for (const auto& [minimum, maximum, expected] :
       {std::tuple(4, 10, 8.034112), std::tuple(6, 18, 10.193799)}) {
    const Story story = hub_and_shop(
        6, fmt::format("{{type: min_max, minimum: {}, maximum: {}}}", minimum, maximum), 1);
    CHECK(story.mean("fill_rate") == 1);
    CHECK(cost(story, 1, 4, 5, figure(story, "orders_placed[member=hub]"))
              .agrees_with(expected, 0.005));
  }
}

TEST_CASE("V45P scenario: (r, Q) under Poisson demand, on hand and owed at the end of a step") {
  const Story story = hub_and_shop(2, "{type: reorder_point, reorder_point: 4, quantity: 6}", 2);
  CHECK(story.mean("fill_rate") == 1);
  CHECK(figure(story, "channel_stock[member=hub]").agrees_with(3.623420, 0.002));
  CHECK(figure(story, "backlog[member=shop]").agrees_with(.123420, 0.0005));
  const Sample lots =
      figure(story, "orders[member=hub]").transformed([](double pieces) { return pieces / 6; });
  CHECK(cost(story, 1, 9, 5, lots).agrees_with(6.400869, 0.005));
}

TEST_CASE("V46 scenario: lost sales under a base stock are Erlang's loss (Palm 1938)") {
  // Small steps: a piece sold in the middle of a step is back 199.5 steps later, on average, so
  // that 3 are on order in the mean if none is lost. Two purchases in one step are that rare
  // that they move the loss by less than 0.5 %.
  const double rate = 3 / 199.5;
  const History history(fmt::format(R"(
horizon: 5000
replications: 16384
series: {{figures: [lost_sales], every: 1000}}
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}}]
regions: [{{name: town, consumers: 1000}}]
segments: [{{name: all, share: 1, purchase_rate: {}, price_sensitivity: 0}}]
demand: {{may_not_buy: false}}
members: [{{name: shop, channel: independent_retailer, region: town, lead_time: 200,
  replenishment: {{type: base_stock, level: 5}}}}]
)",
                                    rate / 1000));
  const Sample lost = history.between(1000, 5000, "lost_sales").transformed([&](double pieces) {
    return pieces / (4000 * rate);
  });
  CHECK(lost.standard_error() < 0.005 * .110054);
  CHECK(lost.agrees_with(.110054, 0.005 * .110054));
}

TEST_CASE("V54 scenario: who gets what of a capacity that does not suffice") {
  const auto sent = [](const std::string& rule, double capacity, const std::string& levels) {
    const History history(fmt::format(R"(
horizon: 4
replications: 1
breakdown: [member]
series: ["sell_in[member=a]", "sell_in[member=b]", "sell_in[member=c]"]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 5, divisible: true, capacity: {}}}]
regions: [{{name: town, consumers: 1000}}]
segments: [{{name: all, share: 1, purchase_rate: 0, price_sensitivity: 0}}]
manufacturer: {{allocation: {}}}
members:
  - {{name: a, channel: independent_retailer, region: town, replenishment: {{type: base_stock, level: 0}}}}
  - {{name: b, channel: independent_retailer, region: town, replenishment: {{type: base_stock, level: 0}}}}
  - {{name: c, channel: independent_retailer, region: town, replenishment: {{type: base_stock, level: 0}}}}
changes: [{{from: 2, set: {}}}]
)",
                                      capacity, rule, levels));
    std::vector<double> parts;
    for (const char* member : {"a", "b", "c"})
      parts.push_back(history.in_step(2, fmt::format("sell_in[member={}]", member)).values[0]);
    return parts;
  };
  const auto check = [&](const std::string& rule, std::vector<double> wide,
                         std::vector<double> narrow) {
    const auto first = sent(rule, 80,
                            "{members.a.replenishment.level: 50, members.b.replenishment.level: "
                            "30, members.c.replenishment.level: 20}");
    const auto second = sent(rule, 45,
                             "{members.a.replenishment.level: 60, members.b.replenishment.level: "
                             "25, members.c.replenishment.level: 5}");
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(first[i] == Approx(wide[i]).epsilon(1e-5));
      CHECK(second[i] == Approx(narrow[i]).epsilon(1e-5).margin(1e-9));
    }
  };
  check("proportional", {40, 24, 16}, {30, 12.5, 2.5});
  check("linear", {43.33333, 23.33333, 13.33333}, {40, 5, 0});
  check("uniform", {30, 30, 20}, {20, 20, 5});
}

namespace {
/// Two shops and a manufacturer who makes less than they could sell.
std::string scarce(const std::string& changes) {
  return fmt::format(R"(
horizon: 52
replications: 64
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 5, capacity: 80}}]
regions: [{{name: town, consumers: 1000}}]
segments: [{{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0}}]
demand: {{may_not_buy: false}}
channels: [{{name: independent_retailer, order_cost: 1}}]
members:
  - {{name: east, channel: independent_retailer, region: town}}
  - {{name: west, channel: independent_retailer, region: town, site: 0.5}}
strategies: [{{name: as_is}}, {{name: changed, set: {}}}]
)",
                     changes);
}
}  // namespace

TEST_CASE("a capacity limits what is sold, and what was ordered in vain is ordered again") {
  const Story story(scarce("{products.good.capacity: 1000}"));
  // Opening stock and goods under way are at most 1.5 x 3 steps of 100.
  CHECK(story.mean("units_sold") < 52 * 80 + 450);
  CHECK(story.mean("sell_in") <= 52 * 80);
  CHECK(story.mean("sell_in") > 0.97 * 52 * 80);  // whole pieces are rounded down
  CHECK(story.mean("orders") > 2 * story.mean("sell_in"));
  CHECK(story.mean("units_sold", "changed") > 52 * 95);
  CHECK(story.mean("orders", "changed") == story.mean("sell_in", "changed"));
}

TEST_CASE("who expects to go short orders more, and gets no more in all") {
  const Story story(scarce("{channels.independent_retailer.order_inflation: 1}"));
  CHECK(story.mean("orders", "changed") > 1.2 * story.mean("orders"));
  CHECK(story.mean("sell_in", "changed") == Approx(story.mean("sell_in")).epsilon(0.02));
}

TEST_CASE("what is owed need not be ordered again") {
  const Story story(scarce("{manufacturer.backorders: true}"));
  CHECK(story.mean("orders", "changed") < 0.7 * story.mean("orders"));
  CHECK(story.mean("sell_in", "changed") == Approx(story.mean("sell_in")).epsilon(0.02));
  CHECK(story.mean("backlog", "changed") > 100);
}

TEST_CASE("goods nobody wants are scrapped when their shelf life is over, and ordered anew") {
  // Made in step 3, 8, …, they arrive a step later and go at the end of the fifth.
  const Story story(R"(
horizon: 14
replications: 2
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5, shelf_life: 5}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0, price_sensitivity: 0}]
members: [{name: shop, channel: independent_retailer, region: town, fixed_cost: 0, holding_rate: 0, lead_time: 1,
  replenishment: {type: base_stock, level: 50}}]
)");
  CHECK(story.mean("expired") == 150);
  CHECK(story.mean("sell_in") == 150);
  // What is lost is its purchase price.
  CHECK(story.mean("partner_profit") == -150 * 2);
  // 50 pieces of age 2 to 4 in steps 0 to 2, then 1 to 4 from step 4 and from step 9.
  CHECK(story.mean("stock_age") == Approx((2 + 3 + 4 + 2 * (1 + 2 + 3 + 4)) / 11.0));
}

TEST_CASE("the shorter the shelf life, the more is scrapped, slow sellers have the older stock") {
  const auto market = [](const std::string& life) {
    return fmt::format(R"(
horizon: 104
replications: 64
breakdown: [member]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 5{}}}]
regions: [{{name: town, consumers: 1000}}]
segments: [{{name: all, share: 1, purchase_rate: 0.01, price_sensitivity: 0}}]
members:
  - {{name: hub, channel: distributor, lead_time: 2}}
  - {{name: quick, channel: independent_retailer, region: town, site: 2, supplier: hub, replenishment: {{type: base_stock, level: 20}}}}
  - {{name: slow, channel: independent_retailer, region: town, site: -1, supplier: hub, replenishment: {{type: base_stock, level: 20}}}}
)",
                       life);
  };
  double last = 0;
  for (const int life : {100, 20, 12, 8}) {
    const Story story(market(fmt::format(", shelf_life: {}", life)));
    const double expired = story.mean("expired");
    CHECK(expired > last - (life == 100 ? 1 : 0));
    CHECK(story.mean("stock_age[member=slow]") > story.mean("stock_age[member=quick]"));
    last = expired;
  }
  CHECK(last > 100);
}

TEST_CASE("loading sells in ahead of what is sold out, and sell-in dips after") {
  const History history(R"(
horizon: 40
replications: 64
series: [sell_in, sell_out, loading_index, stock_cover]
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0}]
demand: {may_not_buy: false}
channels: [{name: distributor, loading: {share: 3, every: 10}}]
members:
  - {name: hub, channel: distributor}
  - {name: shop, channel: independent_retailer, region: town, supplier: hub}
)");
  const auto sold_in = [&](std::uint32_t from, std::uint32_t to) {
    return history.between(from, to, "sell_in").mean();
  };
  const auto sold_out = [&](std::uint32_t from, std::uint32_t to) {
    return history.between(from, to, "sell_out").mean();
  };
  for (const std::uint32_t period : {10u, 20u, 30u}) {
    CHECK(sold_in(period - 1, period) > 2 * sold_out(period - 1, period));
    CHECK(sold_in(period, period + 3) < 0.5 * sold_out(period, period + 3));
  }
  CHECK(history.after(10, "loading_index").mean() > 1.1);
  CHECK(history.after(14, "stock_cover").mean() > history.after(9, "stock_cover").mean() + 0.5);
}

TEST_CASE("returns: so many come back so late, at the price paid, and the good ones are sold") {
  const auto market = [](const std::string& returns, const char* series = "units_sold") {
    return fmt::format(R"(
horizon: 50
replications: 256
series: [{}]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}}]
regions: [{{name: town, consumers: 1000}}]
segments: [{{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0}}]
demand: {{may_not_buy: false}}
channels: [{{name: independent_retailer, pricing: recommended, handling_cost: 0, fixed_cost: 0, holding_rate: 0, purchase_discount: 0{}}}]
members: [{{name: shop, channel: independent_retailer, region: town}}]
)",
                       series, returns);
  };
  const std::string some = ", returns: {rate: 0.3, delay: 4, resaleable: 0.5, cost: 0.25}";
  const History history(market(some, "units_sold, returned"));
  CHECK(history.after(4, "returned").mean() == 0);
  Sample back = history.after(50, "returned");
  const Sample sold = history.after(46, "units_sold");
  for (std::size_t r = 0; r < back.values.size(); ++r) back.values[r] /= sold.values[r];
  CHECK(back.standard_error() < 0.003 * 0.3);
  CHECK(back.agrees_with(0.3));
  const Story story(market(some));
  for (std::size_t r = 0; r < 256; ++r) {
    const double kept = story.figure("units_sold")[r] - story.figure("returned")[r];
    REQUIRE(story.figure("consumer_spending")[r] == Approx(5 * kept).epsilon(1e-9));
  }
  // A piece kept earns 5 - 2; one that comes back costs 0.25, and 2 where it is not as new.
  Sample profit = figure(story, "partner_profit");
  for (std::size_t r = 0; r < 256; ++r)
    profit.values[r] -= 3 * (story.figure("units_sold")[r] - story.figure("returned")[r]) -
                        story.figure("returned")[r] * (0.25 + 0.5 * 2);
  CHECK(profit.agrees_with(0));
  const Story none(market(""));
  CHECK(story.mean("partner_profit") < none.mean("partner_profit"));
  // A shop that only ships sends good ones to the manufacturer, who sends them out again.
  const Story shipped(market(some + ", holds_stock: false"));
  CHECK(shipped.mean("returned") > 1000);
}
