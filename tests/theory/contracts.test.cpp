// What members and suppliers agree beside prices: against the closed forms of contract theory, and
// to the cent where a step can be reckoned by hand. Goods and money are proved after each step.

#include <fmt/format.h>

#include <cmath>

#include "tests/support/market_history.hpp"

using namespace channelsim::market;

namespace {

/// A shop that orders for a season of one step, whose demand is the number of consumers; what is
/// left brings `salvage` at its end.
struct Newsvendor {
  double price, unit_cost, list_price, salvage;
  std::string demand;

  std::string yaml(const std::string& contract, const std::string& plans,
                   const std::string& owner = "independent") const {
    return fmt::format(R"(
horizon: 1
replications: 20000
products: [{{name: good, unit_cost: {}, list_price: {}, divisible: true}}]
regions: [{{name: town, consumers: {}}}]
segments: [{{name: all, share: 1, purchase_rate: 1, price_sensitivity: 0}}]
demand: {{incidence: expected, may_not_buy: false}}
channels:
- {{name: stand, owner: {}, holding_rate: 0, fixed_cost: 0, handling_cost: 0, purchase_discount: 0,
   pricing: {{type: fixed, price: {}}}, replenishment: {{type: base_stock, level: 1}}}}
members:
- {{name: shop, channel: stand, region: town, opening_forecast: 0,
   clearance: {{every: 1, salvage: {}}}, contract: {{{}}}}}
strategies:
{})",
                       unit_cost, list_price, demand, owner, price, salvage, contract, plans);
  }
};
std::string orders(std::initializer_list<double> quantities) {
  std::string plans;
  int number = 0;
  for (const double quantity : quantities)
    plans += fmt::format("- {{name: q{}, set: {{members.shop.replenishment.level: {}}}}}\n",
                         number++, quantity);
  return plans;
}

/// Expected sales of a stock under a normal demand cut off at 0.
double expected_sales(double mean, double sd, double stock) {
  const auto below = [&](double x) { return 0.5 * std::erfc((mean - x) / sd / std::sqrt(2.0)); };
  const int steps = 20000;
  double sum = 0;
  for (int i = 0; i < steps; ++i)
    sum += 1 - (below(stock * (i + 0.5) / steps) - below(0)) / (1 - below(0));
  return sum * stock / steps;
}

bool agrees(const Story& story, const std::string& figure, const std::string& plan,
            double expected) {
  UNSCOPED_INFO(figure << " of " << plan << ": " << story.mean(figure, plan) << " +- "
                       << story.standard_error(figure, plan) << " against " << expected);
  return std::abs(story.mean(figure, plan) - expected) <=
         4.89 * story.standard_error(figure, plan) + 1e-9 * std::abs(expected);
}

const Newsvendor coordination{10, 3, 6, 1, "{dist: normal, mean: 100, sd: 30, min: 0}"};
constexpr double best_order = 122.94129, alone = 95.80869;

}  // namespace

TEST_CASE("V34 the newsvendor's wholesale contract: he orders too little for the channel") {
  const Story story(coordination.yaml("", orders({alone, 0.9 * alone, 1.1 * alone, best_order})));
  // Published for a demand that is not cut off at 0, whose mean is 0.05 pieces less.
  CHECK(
      agrees(story, "partner_profit", "q0", 9 * expected_sales(100, 30, alone) - (6 - 1) * alone));
  CHECK(9 * expected_sales(100, 30, alone) - 5 * alone == Approx(293.3317).margin(0.5));
  CHECK(story.mean("manufacturer_profit", "q0") == Approx(287.4261).margin(1e-4));
  for (const char* other : {"q1", "q2"})
    CHECK(story.mean("partner_profit", other) < story.mean("partner_profit", "q0"));
  CHECK(story.mean("channel_profit", "q3") > story.mean("channel_profit", "q0"));
  CHECK(story.mean("channel_profit", "q0") / story.mean("channel_profit", "q3") ==
        Approx(.937320).margin(0.005));
}

TEST_CASE("V34 buy-back coordinates: the newsvendor orders what is best for the channel") {
  // The credit stands 3.857143 above what a piece brings, as the published one does.
  const Story story(coordination.yaml("buy_back: {every: 1, credit: 4.857143, salvage: 1}",
                                      orders({best_order, 0.9 * best_order, 1.1 * best_order})));
  const double sold = expected_sales(100, 30, best_order), left = best_order - sold;
  const double retailer = 10 * sold + 4.857143 * left - 6 * best_order;
  CHECK(agrees(story, "partner_profit", "q0", retailer));
  CHECK(agrees(story, "manufacturer_profit", "q0", 3 * best_order - 3.857143 * left));
  CHECK(retailer == Approx(354.0535).margin(0.5));
  CHECK(3 * best_order - 3.857143 * left == Approx(265.5401).margin(0.5));
  for (const char* other : {"q1", "q2"}) {
    CHECK(story.mean("partner_profit", other) < story.mean("partner_profit", "q0"));
    CHECK(story.mean("channel_profit", other) < story.mean("channel_profit", "q0"));
  }
}

TEST_CASE("V36 quantity flexibility: a fifth may go back at full price, and the optimum is best again") {
  Newsvendor market = coordination;
  market.list_price = 4.307372;
  const Story story(market.yaml("buy_back: {every: 1, credit: 4.307372, up_to: 0.2, salvage: 1}",
                                orders({best_order, 110, 135})));
  const auto retailer = [](double order) {
    const double sold = expected_sales(100, 30, order);
    // Of what is left, up to order / 5 goes back: order - max(D, 0.8 order), the rest is cleared.
    const double back = order - 0.8 * order - (sold - expected_sales(100, 30, 0.8 * order));
    return 10 * sold + 4.307372 * back + (order - sold - back) - 4.307372 * order;
  };
  int number = 0;
  for (const double order : {best_order, 110., 135.})
    CHECK(agrees(story, "partner_profit", fmt::format("q{}", number++), retailer(order)));
  double best = 0;
  for (double order = 100; order < 150; order += 0.1)
    if (retailer(order) > retailer(best)) best = order;
  CHECK(best == Approx(best_order).margin(0.5));
  for (const char* other : {"q1", "q2"})
    CHECK(story.mean("partner_profit", other) < story.mean("partner_profit", "q0"));
}

TEST_CASE("V37 selling to a newsvendor: half of the channel's best order, 3/4 of its profit") {
  const Newsvendor market{1, 0.2, 0.6, 0, "'uniform(0, 1)'"};
  const Story story(market.yaml("", orders({.4, .3, .5})));
  CHECK(story.mean("manufacturer_profit", "q0") == Approx(.16));
  CHECK(agrees(story, "partner_profit", "q0", .08));
  for (const char* other : {"q1", "q2"})
    CHECK(story.mean("partner_profit", other) < story.mean("partner_profit", "q0"));
  const Story integrated(market.yaml("", orders({.8, .7, .9}), "manufacturer"));
  CHECK(agrees(integrated, "manufacturer_profit", "q0", .32));
  for (const char* other : {"q1", "q2"})
    CHECK(integrated.mean("manufacturer_profit", other) <
          integrated.mean("manufacturer_profit", "q0"));
}

namespace {
/// The market of Spengler, q = 100 - 2 p and unit cost 10: in one hand 800 are earned at 30.
std::string double_margin(double list_price, const std::string& contract) {
  return fmt::format(R"(
horizon: 1
replications: 1
products: [{{name: good, unit_cost: 10, list_price: {}, recommended_price: 30, divisible: true}}]
regions: [{{name: town, consumers: 100}}]
segments: [{{name: all, share: 1, purchase_rate: 1, price_sensitivity: 0.02}}]
demand: {{incidence: expected, choice: linear_demand}}
channels:
- {{name: outlet, attraction: 1, holds_stock: false, fixed_cost: 0, handling_cost: 0, purchase_discount: 0,
   pricing: {{type: best_response, base: recommended}}}}
members: [{{name: shop, channel: outlet, region: town, contract: {{{}}}}}]
)",
                     list_price, contract);
}
}  // namespace

TEST_CASE("a fixed fee or a share of sales leaves one margin: the price is that of one hand") {
  const Story tariff(double_margin(10, "fixed_fee: 300"));
  CHECK(tariff.mean("consumer_spending") == Approx(1200).margin(1e-3));
  CHECK(tariff.mean("manufacturer_profit") == Approx(300));
  CHECK(tariff.mean("partner_profit") == Approx(500).margin(1e-3));
  // Revenue sharing: who keeps 0.6 of the sales pays 0.6 of the cost [Cachon & Lariviere 2005].
  const Story share(double_margin(6, "revenue_share: 0.4"));
  CHECK(share.mean("consumer_spending") == Approx(1200).margin(1e-3));
  CHECK(share.mean("partner_profit") == Approx(480).margin(1e-3));
  CHECK(share.mean("manufacturer_profit") == Approx(320).margin(1e-3));
}

namespace {
/// Consumers buy 100 pieces a step at 10; the shop pays 6 for each, its supplier 4.
History hundred_a_step(const std::string& contract) {
  return History(fmt::format(R"(
horizon: 8
replications: 1
breakdown: [member]
series: [manufacturer_profit, partner_profit, contract_payments]
products: [{{name: good, unit_cost: 4, list_price: 6, divisible: true}}]
regions: [{{name: town, consumers: 100}}]
segments: [{{name: all, share: 1, purchase_rate: 1, price_sensitivity: 0}}]
demand: {{incidence: expected, may_not_buy: false}}
channels:
- {{name: outlet, holds_stock: false, fixed_cost: 0, handling_cost: 0, purchase_discount: 0, pricing: {{type: fixed, price: 10}}}}
members: [{{name: shop, channel: outlet, region: town, contract: {{{}}}}}]
)",
                             contract));
}
/// What the shop earns in each step by the contract alone; its supplier pays just that.
std::vector<double> earned_by(const std::string& contract) {
  const History history = hundred_a_step(contract);
  std::vector<double> earned;
  for (std::uint32_t step = 0; step < 8; ++step) {
    earned.push_back(history.in_step(step, "partner_profit").mean() - 400);
    CHECK(history.in_step(step, "manufacturer_profit").mean() - 200 ==
          Approx(-earned.back()).margin(1e-9));
    CHECK(history.in_step(step, "contract_payments").mean() == Approx(earned.back()).margin(1e-9));
  }
  return earned;
}
void check_each(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("step " << i);
    CHECK(found[i] == Approx(expected[i]).margin(1e-9));
  }
}
}  // namespace

TEST_CASE("a quantity discount is that of the largest threshold reached, on the whole order") {
  check_each(earned_by("quantity_discounts: [{from: 99 pieces, discount: 5 %}, {from: 102, "
                       "discount: 10 %}, {from: 50, discount: 2 %}]"),
             std::vector<double>(8, 600 * 0.05));
  check_each(earned_by("quantity_discounts: [{from: 102, discount: 10 %}]"),
             std::vector<double>(8, 0));
}

TEST_CASE("a rebate is earned beyond its target, and anew in each period") {
  check_each(earned_by("target_rebate: {every: 4, target: 250, rebate: 2}"),
             {0, 0, 100, 200, 0, 0, 100, 200});
  check_each(earned_by("target_rebate: {every: 4, target: 250, share: 10 %, counts: sales}"),
             {0, 0, 30, 60, 0, 0, 30, 60});
  check_each(earned_by("target_rebate: {every: 4, target: 250, rebate: 2, all_pieces: true}"),
             {0, 0, 600, 200, 0, 0, 600, 200});
}

TEST_CASE("goods that go back fill the next orders, whole pieces stay whole, nothing is lost") {
  const std::string chain = R"(
horizon: 26
replications: 32
products: [{name: good, unit_cost: 4, list_price: 6, recommended_price: 12}, {name: bulk, unit_cost: 1, list_price: 2, recommended_price: 3, divisible: true}]
regions: [{name: town, consumers: 4000}]
segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0.1}]
members:
- {name: hub, channel: distributor, contract: {buy_back: {every: 6, credit: 5, up_to: 33 %}, fixed_fee: 10}}
- {name: far, channel: independent_retailer, region: town, supplier: hub, contract: {revenue_share: 5 %,
   buy_back: {every: 4, credit: 5, up_to: 27 %}, target_rebate: {every: 5, target: 100, rebate: 1}}}
- {name: near, channel: independent_retailer, region: town, lead_time: 3, clearance: {every: 7, salvage: 1},
   contract: {buy_back: {every: 7, credit: 2, up_to: 50 %}, quantity_discounts: [{from: 80, discount: 10 %}]}}
changes:
- {from: 9, set: {members.far.active: false}}
- {from: 15, set: {members.far.active: true}}
)";
  const Story story(chain);  // proves goods and money after each step
  CHECK(story.mean("units_sold") > 1000);
}
