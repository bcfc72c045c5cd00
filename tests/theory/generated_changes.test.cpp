// Generated sequences of markets: whoever opens, closes or changes supplier, range, lead time,
// prices or contract, goods and money are conserved after every step in every lane.

#include <fmt/format.h>

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/chance.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

constexpr int hubs = 3, shops = 5, products = 3;

/// What may not change by date.
struct Frame {
  int horizon;
  bool bernoulli;
  bool divisible[products];
  bool own[shops];
  bool in_all_ways;          // stock is kept in every way there is
  int shelf_life[products];  // or 0
  bool ships_only[shops];    // drop shipment

  Frame(Chance& chance, bool all_ways)
      : horizon(chance.whole(1, 25)), bernoulli(chance.flag()), in_all_ways(all_ways) {
    for (bool& each : divisible) each = chance.flag();
    for (bool& each : own) each = chance.flag();
    for (int& each : shelf_life) each = all_ways && chance.flag() ? chance.whole(25, 30) : 0;
    for (bool& each : ships_only) each = all_ways && chance.whole(0, 4) == 0;
  }
};

/// How a product is made, and how a member keeps its stock, as more keys of their entries.
std::string ways_of_product(Chance& chance, const Frame& frame, int product) {
  if (!frame.in_all_ways) return "";
  std::string text;
  if (frame.shelf_life[product] > 0)
    text += fmt::format(", shelf_life: {}", frame.shelf_life[product]);
  if (chance.flag()) text += fmt::format(", capacity: {}", chance.real(0, 400));
  return text;
}
std::string ways_of_stock(Chance& chance, const Frame& frame) {
  if (!frame.in_all_ways) return "";
  const char* rules[] = {"proportional", "linear", "uniform"};
  std::string text =
      fmt::format(", allocation: {}, backorders: {}, demand_signal: {}", rules[chance.whole(0, 2)],
                  chance.flag(), chance.flag() ? "orders" : "sell_out");
  const std::string policies[] = {
      fmt::format("{{type: order_up_to, forecast: {{type: moving_average, window: {}}}}}",
                  chance.whole(1, 9)),
      fmt::format(
          "{{type: order_up_to, safety_factor: {}, safety_deviations: {}, forecast: trend}}",
          chance.real(0, 1.5), chance.real(0, 3)),
      fmt::format("{{type: order_up_to, safety_stock: {}}}", chance.real(0, 50)),
      fmt::format("{{type: min_max, minimum: {}, maximum: {}}}", chance.whole(0, 50),
                  chance.whole(50, 300)),
      fmt::format("{{type: reorder_point, reorder_point: {}, quantity: {}}}", chance.whole(0, 50),
                  chance.real(1, 90))};
  text += ", replenishment: " + policies[chance.whole(0, 4)];
  if (chance.flag()) text += fmt::format(", minimum_order: {}", chance.real(0, 30));
  if (chance.flag()) text += fmt::format(", order_multiple: {}", chance.real(0, 12));
  if (chance.flag()) text += ", order_inflation: 2, order_cost: 3";
  if (chance.flag()) text += ", loading: {share: 0.4, every: 5}";
  if (chance.flag())
    text += fmt::format(", returns: {{rate: {}, delay: {}, resaleable: {}, cost: 1}}",
                        chance.real(0, 1), chance.whole(1, 6), chance.real(0, 1));
  return text;
}

/// The products of a range as bits; never none.
int a_range(Chance& chance) { return chance.whole(1, (1 << products) - 1); }
std::string range_text(int range) {
  std::string text;
  for (int i = 0; i < products; ++i)
    if (range >> i & 1) text += fmt::format("{}p{}", text.empty() ? "" : ", ", i);
  return text;
}

/// Prices that move, and terms beside them; goods that go back.
std::string terms(Chance& chance, bool ships_only) {
  static const char* const pricing[] = {
      "", ", pricing: {type: match, base: {type: recommended}}",
      ", pricing: {type: react_to_stock, at_most: 1.2}",
      ", pricing: {type: best_response, base: {type: recommended}, speed: 0.7}",
      ", pricing: {type: best_response, base: {type: recommended}, joint: true, review: 3}"};
  static const char* const contract[] = {
      "",
      ", contract: {fixed_fee: 3, revenue_share: 5 %, target_rebate: {every: 4, target: 20, "
      "rebate: 1}}",
      ", contract: {buy_back: {every: 3, credit: 2, up_to: 31 %}, quantity_discounts: [{from: 9, "
      "discount: 4 %}]}",
      ", contract: {buy_back: {every: 5, credit: 2, salvage: 1}}, clearance: {every: 2, salvage: "
      "1}"};
  int way = chance.whole(0, 4);
  if (way == 2 && ships_only) way = 0;  // no stock to react to
  return std::string(pricing[way]) + contract[chance.whole(0, 3)];
}

std::string market(Chance& chance, const Frame& frame) {
  std::string yaml = fmt::format(
      "horizon: {}\nreplications: 16\ndemand: {{incidence: {}, season: {{amplitude: {}}}}}\n"
      "regions: [{{name: r0, consumers: {}}}, {{name: r1, consumers: {}}}]\n"
      "segments: [{{name: all, share: 1, purchase_rate: {}, price_sensitivity: 0.1}}]\n"
      "promotions: [{{name: deal, start: {}, length: 3, every: 7, price_cut: 0.2, "
      "trade_discount: 0.1, cost: 9}}]\nproducts:\n",
      frame.horizon, frame.bernoulli ? "bernoulli" : "poisson", chance.real(0, 0.8),
      chance.whole(0, 2000), chance.whole(0, 2000), chance.real(0, 0.4), chance.whole(0, 5));
  for (int i = 0; i < products; ++i)
    yaml += fmt::format(
        "  - {{name: p{}, unit_cost: {}, list_price: {}, recommended_price: {}, divisible: "
        "{}{}}}\n",
        i, chance.real(1, 5), chance.real(5, 10), chance.real(10, 20), frame.divisible[i],
        ways_of_product(chance, frame, i));
  yaml += "members:\n";
  int carried[hubs];
  // A supplier among the first hubs that is in business and carries the range, if chance wants it.
  const auto supplier = [&](int among, int range) -> std::string {
    const int wanted = chance.whole(0, hubs);
    const bool can = wanted < among && (carried[wanted] & range) == range;
    return can ? fmt::format("hub{}", wanted) : "manufacturer";
  };
  for (int i = 0; i < hubs; ++i) {
    const bool active = chance.real(0, 1) < 0.7;
    const int range = chance.flag() ? (1 << products) - 1 : a_range(chance);
    carried[i] = active ? range : 0;
    yaml += fmt::format(
        "  - {{name: hub{}, channel: distributor, active: {}, lead_time: {}, products: [{}], "
        "supplier: {}{}}}\n",
        i, active, chance.whole(1, 6), range_text(range), supplier(i, range),
        std::string(chance.flag()
                        ? ", pricing: react_to_stock, contract: {buy_back: {every: 4, credit: 1}}"
                        : "") +
            ways_of_stock(chance, frame));
  }
  for (int i = 0; i < shops; ++i) {
    const int range = a_range(chance);
    yaml += fmt::format(
        "  - {{name: shop{}, channel: {}, active: {}, region: r{}, lead_time: {}, products: [{}], "
        "supplier: {}, reach: {}, promotion_shift: {}{}}}\n",
        i, frame.own[i] ? "own_shop" : "independent_retailer", i == 0 || chance.flag(), i % 2,
        chance.whole(1, 6), range_text(range),
        frame.ships_only[i] ? "manufacturer, holds_stock: false" : supplier(hubs, range),
        chance.flag() ? "region" : "everywhere", chance.whole(0, 4),
        terms(chance, frame.ships_only[i]) + ways_of_stock(chance, frame));
  }
  return yaml;
}

Study generated(std::uint32_t number, bool in_all_ways) {
  Chance chance(number);
  const Frame frame(chance, in_all_ways);
  const auto first = static_cast<Step>(chance.whole(0, 12));
  const auto second = first + static_cast<Step>(chance.whole(0, 12));
  return dated_study({{0, market(chance, frame)},
                      {first, market(chance, frame)},
                      {second, market(chance, frame)}});
}

}  // namespace

TEST_CASE("goods and money are conserved after every step of 100 markets that change twice") {
  for (std::uint32_t number = 0; number < 100; ++number) {
    INFO(number);
    const Story story(generated(number, false));  // throws when an invariant is broken
    for (const auto& [name, values] : story.figures())
      for (const double value : values) REQUIRE(std::isfinite(value));
  }
}

TEST_CASE("so are they in 300 such markets where stock is kept in every way there is") {
  for (std::uint32_t number = 0; number < 300; ++number) {
    INFO(number);
    const Story story(generated(number, true));
    for (const auto& [name, values] : story.figures())
      for (const double value : values) REQUIRE(std::isfinite(value));
    for (std::size_t r = 0; r < 16; ++r) {
      REQUIRE(story.figure("stock_cover")[r] >= -1e-6);
    }
  }
}
