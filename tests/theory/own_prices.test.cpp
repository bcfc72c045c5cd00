// Prices that members set themselves, each step anew: against closed forms of pricing theory where
// there are some, else by direction and bounds. Demand is expected, so figures are exact but for
// the search of the best price (about 1e-8 of its bounds).

#include <fmt/format.h>

#include "tests/support/market_history.hpp"

using namespace channelsim::market;

namespace {

/// Figures of one step of a market without chance.
struct StepFigures {
  const History& history;
  std::uint32_t step;
  double operator()(const std::string& figure, const std::string& member = "") const {
    return history.in_step(step, member.empty() ? figure : figure + "[member=" + member + "]")
        .mean();
  }
  double sold(const std::string& member) const { return (*this)("units_sold", member); }
  double price(const std::string& member) const {
    return (*this)("consumer_spending", member) / sold(member);
  }
  double profit(const std::string& member) const { return (*this)("channel_profit", member); }
};

const std::string figures(std::initializer_list<const char*> members) {
  std::string text = "series: [manufacturer_profit, channel_profit";
  for (const char* member : members)
    for (const char* figure : {"units_sold", "consumer_spending", "channel_profit"})
      text += fmt::format(", '{}[member={}]'", figure, member);
  return text + "]\n";
}

/// Products by list price, shops that ship each order at no cost but that of the goods.
std::string market(std::uint32_t horizon, const std::string& products, const std::string& segment,
                   const std::string& demand, const std::string& shop) {
  return fmt::format(R"(
horizon: {}
replications: 1
breakdown: [member]
products: [{}]
regions: [{{name: town, consumers: 100}}]
segments: [{{name: all, share: 1, purchase_rate: 1, {}}}]
demand: {{incidence: {{type: expected}}, choice: {}}}
channels:
- {{name: shop, reach: everywhere, holds_stock: false, fixed_cost: 0, handling_cost: 0,
   purchase_discount: 0, commission: 0, {}}}
)",
                     horizon, products, segment, demand, shop);
}
std::string product(const std::string& name, double unit_cost, double list_price) {
  return fmt::format(
      "{{name: {}, unit_cost: {}, list_price: {}, recommended_price: {}, divisible: true}}", name,
      unit_cost, list_price, list_price);
}

/// Two linear substitutes q_i = a - b p_i + g p_j, as the demand of a quadratic utility.
struct Duopoly {
  double a, b, g;
  double substitution() const { return g / b; }
  std::string segment() const {
    return fmt::format("price_sensitivity: {}", b * (1 - substitution() * substitution()));
  }
  std::string demand() const {
    return fmt::format("{{type: linear_demand, substitution: {}}}", substitution());
  }
  std::string attraction() const { return fmt::format("attraction: {}", a * (1 + substitution())); }
};

const std::string best =
    "pricing: {type: best_response, at_least: 0, at_most: 10, base: {type: "
    "recommended}}";

}  // namespace

// --- V25: q = 100 - 2 p, unit cost 10.
namespace {
std::string spengler(const std::string& shop, const std::string& rest = "") {
  return market(1, product("good", 10, 30), "price_sensitivity: 0.02", "{type: linear_demand}",
                "attraction: 1, " + shop) +
         "members: [{name: shop, channel: shop}]\n" + rest;
}
}  // namespace

TEST_CASE("V25 two margins: the retailer asks (A + w) / 2, and of all list prices 30 earns most") {
  const Story story(spengler(best + ", owner: independent", R"(
strategies:
- {name: w28, set: {products.good.list_price: 28}}
- {name: w29, set: {products.good.list_price: 29}}
- {name: w30, set: {products.good.list_price: 30}}
- {name: w31, set: {products.good.list_price: 31}}
- {name: w32, set: {products.good.list_price: 32}}
)"));
  for (const int w : {28, 29, 30, 31, 32}) {
    const std::string plan = fmt::format("w{}", w);
    const double price = (50.0 + w) / 2, sold = 100 - 2 * price;
    CHECK(story.mean("units_sold", plan) == Approx(sold).margin(1e-5));
    CHECK(story.mean("consumer_spending", plan) == Approx(price * sold).margin(1e-3));
    CHECK(story.mean("manufacturer_profit", plan) == Approx((w - 10) * sold).margin(1e-3));
    CHECK(story.mean("partner_profit", plan) == Approx((price - w) * sold).margin(1e-3));
    if (w != 30)
      CHECK(story.mean("manufacturer_profit", plan) < story.mean("manufacturer_profit", "w30"));
  }
  CHECK(story.mean("manufacturer_profit", "w30") == Approx(400).margin(1e-3));
  CHECK(story.mean("partner_profit", "w30") == Approx(200).margin(1e-3));
}

TEST_CASE("V25 one margin: the manufacturer's own shop asks 30 and earns 800") {
  const Story story(spengler(best + ", owner: manufacturer"));
  CHECK(story.mean("units_sold") == Approx(40).margin(1e-5));
  CHECK(story.mean("consumer_spending") == Approx(1200).margin(1e-3));
  CHECK(story.mean("manufacturer_profit") == Approx(800).margin(1e-3));
}

// --- V27: q_i = 1 - p_i + t p_j per consumer, nothing costs anything.
namespace {
History exclusive_retailers(double t, double w1, double w2, const std::string& owner) {
  const Duopoly demand{1, 1, t};
  return History(figures({"a", "b"}) +
                 market(80, product("one", 0, w1) + ", " + product("two", 0, w2), demand.segment(),
                        demand.demand(), demand.attraction() + ", owner: " + owner + ", " + best) +
                 "members:\n- {name: a, channel: shop, products: [one]}\n"
                 "- {name: b, channel: shop, products: [two]}\n");
}
struct Exclusive {
  double t, w, p, q, maker, retailer;
};
}  // namespace

TEST_CASE("V27 exclusive retailers: prices at given list prices, and no better list price") {
  for (const Exclusive& law : {Exclusive{.5, 5. / 6, 11. / 9, .388889, .324074, .151235},
                               Exclusive{.8, 35. / 24, 2.048611, .590278, .860822, .348428}}) {
    const auto maker_earns = [&](double own) {
      const History history = exclusive_retailers(law.t, own, law.w, "independent");
      return own * StepFigures{history, 79}.sold("a") / 100;
    };
    const History history = exclusive_retailers(law.t, law.w, law.w, "independent");
    const StepFigures last{history, 79};
    for (const char* shop : {"a", "b"}) {
      CHECK(last.price(shop) == Approx(law.p).margin(1e-5));
      CHECK(last.sold(shop) / 100 == Approx(law.q).margin(1e-5));
      CHECK(law.w * last.sold(shop) / 100 == Approx(law.maker).margin(1e-5));
      CHECK((last.price(shop) - law.w) * last.sold(shop) / 100 ==
            Approx(law.retailer).margin(1e-5));
    }
    for (const double other : {.9, .99, 1.01, 1.1})
      CHECK(maker_earns(other * law.w) < maker_earns(law.w));
  }
}

TEST_CASE("V27 integrated: two makers' own shops end at 1 / (2 - t)") {
  // Each shop looks at its own margin only, as two manufacturers do.
  for (const auto& [t, profit] : {std::pair{.5, .444444}, std::pair{.8, .694444}}) {
    const History history = exclusive_retailers(t, 1, 1, "manufacturer");
    const StepFigures last{history, 79};
    CHECK(last.price("a") == Approx(1 / (2 - t)).margin(1e-5));
    CHECK(last.price("a") * last.sold("a") / 100 == Approx(profit).margin(1e-5));
  }
}

TEST_CASE("V27 retailers pay makers from a substitution of .70781 on, the channel from .43232") {
  // List prices that are best against each other [McGuire & Staelin 1983, table 1].
  const auto gain = [](double t, const std::string& figure) {
    const double w = (2 + t) / (4 - t - 2 * t * t);
    const History apart = exclusive_retailers(t, w, w, "independent");
    const History integrated = exclusive_retailers(t, 1, 1, "manufacturer");
    return StepFigures{apart, 79}(figure)-StepFigures{integrated, 79}(figure);
  };
  CHECK(gain(.7077, "manufacturer_profit") < 0);
  CHECK(gain(.7079, "manufacturer_profit") > 0);
  CHECK(gain(.4322, "channel_profit") < 0);
  CHECK(gain(.4324, "channel_profit") > 0);
}

// --- V29: two products at one common retailer, q_i = 100 - 2 p_i + p_j, unit cost 10.
namespace {
History common_retailer(double list_price, const std::string& joint) {
  const Duopoly demand{1, .02, .01};
  return History(figures({"shop"}) +
                 market(80, product("one", 10, list_price) + ", " + product("two", 10, list_price),
                        demand.segment(), demand.demand(),
                        demand.attraction() +
                            ", pricing: {type: best_response, at_least: 0, at_most: 10, base: "
                            "{type: recommended}, joint: " +
                            joint + "}") +
                 "members: [{name: shop, channel: shop}]\n");
}
struct Common {
  double w, p, q, maker, retailer;
};
}  // namespace

TEST_CASE("V29 a common retailer prices its range jointly: w = 40 gives p = 70, w = 28 gives 64") {
  for (const Common& law : {Common{40, 70, 30, 900, 1800}, Common{28, 64, 36, 648, 2592}}) {
    const History history = common_retailer(law.w, "true");
    const StepFigures last{history, 79};
    CHECK(last.price("shop") == Approx(law.p).margin(1e-4));
    CHECK(last.sold("shop") == Approx(2 * law.q).margin(1e-4));
    CHECK(last("manufacturer_profit") == Approx(2 * law.maker).margin(1e-2));
    CHECK(last.profit("shop") == Approx(law.retailer).margin(1e-2));
  }
  // Each product by itself: 2 b p = a + b w + g p.
  const History apart = common_retailer(40, "false");
  CHECK(StepFigures{apart, 79}.price("shop") == Approx(60).margin(1e-4));
}

// --- V33: logit, two offers of utility 2 - p, unit cost 1, not buying 0.
namespace {
History logit_duopoly(const std::string& shop) {
  return History(figures({"a", "b"}) +
                 market(200, product("good", 1, 1), "price_sensitivity: 1",
                        "{type: multinomial_logit}", "attraction: 2, " + shop) +
                 "members: [{name: a, channel: shop}, {name: b, channel: shop}]\n");
}
}  // namespace

TEST_CASE(
    "V33 logit Bertrand: p = c + 1 / (b (1 - P)), two shops of one owner ask 1 / (b P0) more") {
  const History rivals = logit_duopoly("owner: independent, " + best);
  const StepFigures apart{rivals, 199};
  for (const char* shop : {"a", "b"}) {
    CHECK(apart.price(shop) == Approx(2.401058).margin(1e-5));
    CHECK(apart.sold(shop) / 100 == Approx(.286254).margin(1e-5));
    CHECK(apart.profit(shop) / 100 == Approx(.401058).margin(1e-5));
  }
  const History sisters = logit_duopoly(
      "owner: manufacturer, pricing: {type: best_response, joint: true, at_least: 0, at_most: 10}");
  const StepFigures together{sisters, 199};
  for (const char* shop : {"a", "b"})
    CHECK(together.price(shop) - 1 == Approx(1.852606).margin(1e-5));
  CHECK(1 - (together.sold("a") + together.sold("b")) / 100 == Approx(.539780).margin(1e-5));
}

TEST_CASE("a slower review ends at the same prices, a rarer one too") {
  const History slow = logit_duopoly(
      "owner: independent, pricing: {type: best_response, at_least: 0, at_most: 10, speed: 0.3}");
  const History rare = logit_duopoly(
      "owner: independent, pricing: {type: best_response, at_least: 0, at_most: 10, review: 7}");
  CHECK(StepFigures{slow, 199}.price("a") == Approx(2.401058).margin(1e-5));
  CHECK(StepFigures{rare, 199}.price("a") == Approx(2.401058).margin(1e-5));
  CHECK(StepFigures{slow, 0}.price("a") < StepFigures{slow, 1}.price("a"));
  CHECK(StepFigures{rare, 0}.price("a") == Approx(StepFigures{rare, 6}.price("a")).epsilon(1e-9));
}

// --- directions
namespace {
/// One shop that buys at the list price, a rival at 5, logit demand of two segments.
std::string beside_a_rival(const std::string& pricing, const std::string& rest = "") {
  return figures({"shop"}) + R"(
horizon: 12
replications: 1
breakdown: [member]
products: [{name: good, unit_cost: 1, list_price: 3, recommended_price: 6, divisible: true}]
regions: [{name: town, consumers: 1000}]
segments:
- {name: careful, share: 0.5, purchase_rate: 1, price_sensitivity: 1}
- {name: easy, share: 0.5, purchase_rate: 1, price_sensitivity: 0.4}
demand: {incidence: {type: expected}, choice: {type: nested_logit, dissimilarity: 0.8}}
channels: [{name: shops, holds_stock: false, attraction: 3, handling_cost: 0.2, commission: 0.1}]
members: [{name: shop, channel: shops, region: town, pricing: )" +
         pricing + "}]\nrivals: [{name: other, price: 5, attraction: 3}]\n" + rest;
}
double price_in(const std::string& yaml, std::uint32_t step) {
  const History history(yaml);
  return StepFigures{history, step}.price("shop");
}
}  // namespace

TEST_CASE("the best response earns more than any fixed price") {
  const auto earned = [](const std::string& pricing) {
    const History history(beside_a_rival(pricing));
    return StepFigures{history, 5}.profit("shop");
  };
  const double by_response = earned("{type: best_response, base: {type: recommended}}");
  const double price =
      price_in(beside_a_rival("{type: best_response, base: {type: recommended}}"), 5);
  for (double other = 3; other <= 12; other += 0.25) {
    const History history(beside_a_rival(fmt::format("{{type: fixed, price: {}}}", other)));
    CHECK(StepFigures{history, 5}.profit("shop") <= Approx(by_response).margin(1e-6));
  }
  CHECK(price > 3);
}

TEST_CASE("how much of a dearer list price reaches the shelf depends on the policy") {
  const auto rise = [](const std::string& pricing) {
    const std::string dearer = "changes: [{from: 6, set: {products.good.list_price: 3.5}}]\n";
    const History history(beside_a_rival(pricing, dearer));
    return StepFigures{history, 11}.price("shop") - StepFigures{history, 5}.price("shop");
  };
  CHECK(rise("{type: markup, rate: 0.4}") == Approx(0.7));
  CHECK(rise("{type: follow_list, price: 6, list_price: 3, pass_through: 0.5}") == Approx(0.25));
  CHECK(rise("{type: fixed, price: 6}") == Approx(0).margin(1e-12));
  CHECK(rise("{type: recommended}") == Approx(0).margin(1e-12));
  CHECK(rise("{type: match, base: {type: recommended}}") == Approx(0).margin(1e-12));
  const double best_rise = rise("{type: best_response, base: {type: recommended}}");
  CHECK(best_rise > 0.05);
  CHECK(best_rise < 0.7);
}

TEST_CASE("who matches follows a rival a step late and within bounds") {
  const std::string cheaper =
      "changes: [{from: 6, set: {rivals.other.price: 4.9}}, {from: 9, set: "
      "{rivals.other.price: 4}}]\n";
  const History history(
      beside_a_rival("{type: match, at_least: 0.75, base: {type: recommended}}", cheaper));
  const auto price = [&](std::uint32_t step) { return StepFigures{history, step}.price("shop"); };
  CHECK(price(0) == Approx(5));
  CHECK(price(8) == Approx(4.9));
  CHECK(price(11) == Approx(4.5));  // 0.75 x 6
  CHECK(price_in(beside_a_rival("{type: match, base: {type: fixed, price: 4}}"), 5) == Approx(4));
  CHECK(price_in(beside_a_rival("{type: match, at_most: 1.1, base: {type: fixed, price: 4}}"), 5) ==
        Approx(4.4));
}

TEST_CASE("who matches another member meets its promotion a step late") {
  const History history(
      figures({"a", "b"}) +
      market(6, product("good", 1, 3), "price_sensitivity: 1", "{type: multinomial_logit}",
             "attraction: 2, pricing: {type: fixed, price: 4}") +
      "members: [{name: a, channel: shop}, {name: b, channel: shop, pricing: {type: match, base: "
      "{type: fixed, price: 5}, at_least: 0.5}}]\n"
      "promotions: [{name: sale, members: [a], start: 2, length: 2, price_cut: 0.25}]\n");
  const double expected[] = {4, 4, 4, 3, 3, 4};
  for (std::uint32_t step = 0; step < 6; ++step)
    CHECK(StepFigures{history, step}.price("b") == Approx(expected[step]));
}

TEST_CASE("too much stock is marked down within bounds, and the mark-down sells it") {
  const auto overstocked = [](const std::string& pricing) {
    return History(figures({"shop"}) +
                   market(4, product("good", 1, 3), "price_sensitivity: 0.5",
                          "{type: multinomial_logit}", "attraction: 2") +
                   "members: [{name: shop, channel: shop, holds_stock: true, opening_forecast: 10, "
                   "replenishment: {type: base_stock, level: 200}, pricing: " +
                   pricing + "}]\n");
  };
  const History stiff = overstocked("{type: fixed, price: 5}");
  const History marked = overstocked(
      "{type: react_to_stock, base: {type: fixed, price: 5}, target_cover: 10, sensitivity: 0.1}");
  const History floor = overstocked(
      "{type: react_to_stock, base: {type: fixed, price: 5}, target_cover: 2, sensitivity: 1}");
  // 190 of 200 are on hand, 10 on the way: a cover of 19 + 1 steps after the first arrival.
  CHECK(StepFigures{marked, 0}.price("shop") == Approx(5 * (1 - 0.1 * (20. / 10 - 1))));
  CHECK(StepFigures{floor, 0}.price("shop") == Approx(2.5));
  CHECK(StepFigures{marked, 0}.sold("shop") > StepFigures{stiff, 0}.sold("shop") * 1.1);
  CHECK(StepFigures{floor, 0}.sold("shop") > StepFigures{marked, 0}.sold("shop") * 1.1);
}

TEST_CASE("a cost-plus customer pays and passes on its supplier's moving price") {
  const History history(
      figures({"shop"}) +
      market(4, product("good", 1, 3), "price_sensitivity: 0.5", "{type: multinomial_logit}",
             "attraction: 2") +
      "members:\n"
      "- {name: wholesaler, channel: shop, sells_to: members, holds_stock: true, opening_forecast: "
      "10, replenishment: {type: base_stock, level: 200}, pricing: {type: react_to_stock, base: "
      "{type: fixed, price: 4}, target_cover: 10, sensitivity: 0.1}}\n"
      "- {name: shop, channel: shop, holds_stock: true, supplier: wholesaler, replenishment: "
      "{type: "
      "base_stock, level: 100}, pricing: {type: markup, rate: 0.5}}\n");
  CHECK(StepFigures{history, 0}.price("shop") == Approx(4 * 0.9 * 1.5));
}

TEST_CASE("the average price of markets whose prices move is what was paid per piece") {
  const Story story(beside_a_rival("{type: match, base: {type: recommended}}"));
  CHECK(story.mean("average_price") ==
        Approx(story.mean("consumer_spending") / story.mean("units_sold")));
  CHECK(story.mean("average_price[member=shop]") == Approx(5));
}

TEST_CASE("promotions come on top of a price that moves by itself") {
  const std::string sale = "promotions: [{name: sale, start: 6, length: 2, price_cut: 0.1}]\n";
  const History history(beside_a_rival("{type: match, base: {type: recommended}}", sale));
  CHECK(StepFigures{history, 5}.price("shop") == Approx(5));
  CHECK(StepFigures{history, 7}.price("shop") == Approx(4.5));
  CHECK(StepFigures{history, 8}.price("shop") == Approx(5));
}
