#include "models/market/contracts.hpp"
#include "models/market/policies/allocation.hpp"
#include "models/market/policies/choice.hpp"
#include "models/market/policies/ordering.hpp"
#include "models/market/policies/pricing.hpp"
#include "models/market/policies/replenishment.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {
StockPosition<double> position(double on_hand, double on_order, double forecast, double interval) {
  return {{on_hand}, {on_order}, {forecast}, interval};
}
double order(const Replenishment<double>& policy, const StockPosition<double>& stock) {
  return order_quantity(policy, stock).value;
}
}  // namespace

TEST_CASE("a base stock orders what is missing up to its level, and never a negative quantity") {
  const BaseStock<double> policy{.level = {100}};
  CHECK(order(policy, position(30, 20, 0, 2)) == 50);
  CHECK(order(policy, position(90, 20, 0, 2)) == 0);
}

TEST_CASE("order-up-to aims at safety factor x forecast over lead time and review") {
  const OrderUpTo<double> policy{.safety_factor = 1.5, .smoothing = 0.2};
  CHECK(order(policy, position(40, 80, 40, 3)) == Approx(1.5 * 40 * 3 - 120));
  CHECK(smoothed<double>({40}, {50}, policy.smoothing).value == Approx(42));
  const OrderUpTo<double> safe{.safety_factor = 1, .safety_stock = {7}, .safety_deviations = 2};
  CHECK(safety_of<double>(safe, {10}).value == 7 + 2 * 10);
  CHECK(order_quantity<double>(safe, position(40, 80, 40, 3), {27}).value ==
        Approx(40 * 3 + 27 - 120));
}

TEST_CASE("(s, S) orders up to S once the position is at s, (r, Q) the fewest lots that lift it") {
  const MinMax<double> min_max{.minimum = {4}, .maximum = {10}};
  CHECK(order(min_max, position(5, 0, 0, 2)) == 0);
  CHECK(order(min_max, position(1, 3, 0, 2)) == 6);
  CHECK(order(min_max, position(-3, 0, 0, 2)) == 13);
  CHECK(opening_stock<double>(min_max, position(0, 3, 0, 2)).value == 7);
  const ReorderPoint<double> lots{.reorder_point = {4}, .quantity = {6}};
  CHECK(order(lots, position(5, 0, 0, 2)) == 0);
  CHECK(order(lots, position(4, 0, 0, 2)) == 6);
  CHECK(order(lots, position(-2, 0, 0, 2)) == 12);
  CHECK(order(lots, position(-1, 0, 0, 2)) == 6);
}

TEST_CASE("a forecast with a trend is exact for demand on a line (Holt 1957)") {
  Outlook<double> outlook{{100}, {3}};
  for (int step = 1; step <= 20; ++step)
    outlook = with_trend<double>(outlook, {100.0 + 3 * step}, 0.3, 0.2);
  CHECK(outlook.level.value == Approx(160));
  CHECK(mean_over<double>(outlook, 4).value == Approx((163 + 166 + 169 + 172) / 4.0));
  outlook = with_trend<double>({{10}, {1}}, {21}, 0.5, 0.25);
  CHECK(outlook.level.value == Approx(0.5 * 21 + 0.5 * 11));
  CHECK(outlook.growth.value == Approx(0.25 * 6 + 0.75 * 1));
}

TEST_CASE("orders are raised to the minimum and to full packs, nothing stays nothing") {
  const auto lots = [](double quantity, double minimum, double multiple) {
    return in_lots<double>({quantity}, {minimum}, {multiple}).value;
  };
  CHECK(lots(7, 0, 0) == 7);
  CHECK(lots(7, 10, 0) == 10);
  CHECK(lots(7, 10, 6) == 12);
  CHECK(lots(12, 0, 6) == 12);
  CHECK(lots(0, 10, 6) == 0);
  CHECK(shortage_learnt<double>(0.2, {10}, {5}, 0.5) == Approx(0.35));
  CHECK(shortage_learnt<double>(0.2, {0}, {0}, 0.5) == 0.2);
}

TEST_CASE("each way of pricing goes by its own reference") {
  const PriceContext<double> seen{.list = {10}, .recommended = {16}, .purchase = {9}};
  CHECK(asking_price<double>(Pricing<double>(ListPrice<double>{}), seen).value == 10);
  CHECK(asking_price<double>(Pricing<double>(RecommendedPrice<double>{}), seen).value == 16);
  CHECK(asking_price<double>(Pricing<double>(Markup<double>{0.4}), seen).value == Approx(12.6));
  CHECK(asking_price<double>(Pricing<double>(FixedPrice<double>{{15}}), seen).value == 15);
}

TEST_CASE("a followed list price reaches the shelf by the share passed on") {
  const FollowList<double> half{.price = {60}, .list_price = {40}, .pass_through = 0.5};
  const auto asked = [&](double list) {
    return asking_price<double>(Pricing<double>(half), {{list}, {0}, {0}}).value;
  };
  CHECK(asked(40) == 60);
  CHECK(asked(50) == 65);
  CHECK(asked(30) == 55);
}

TEST_CASE("prices that move start from their base and stay within shares of it") {
  const PriceContext<double> seen{.list = {10}, .recommended = {16}, .purchase = {9}};
  const MatchPrices<double> match{.base = RecommendedPrice<double>{}, .at_least = 0.75};
  CHECK(asking_price<double>(Pricing<double>(match), seen).value == 16);
  CHECK(matched_price<double>(match, {16}, {14}).value == 14);
  CHECK(matched_price<double>(match, {16}, {11}).value == 12);
  CHECK(matched_price<double>(match, {16}, {20}).value == 16);
  const ReactToStock<double> stock{.target_cover = 4, .sensitivity = 0.2, .at_most = 1.1};
  CHECK(stock_price<double>(stock, {10}, {40}, {10}).value == Approx(10));
  CHECK(stock_price<double>(stock, {10}, {80}, {10}).value == Approx(8));
  CHECK(stock_price<double>(stock, {10}, {20}, {10}).value == Approx(11));
  CHECK(stock_price<double>(stock, {10}, {0}, {10}).value == Approx(11));
  CHECK(stock_price<double>(stock, {10}, {1}, {0}).value == Approx(5));
  CHECK(stock_price<double>(stock, {10}, {0}, {0}).value == Approx(11));
}

TEST_CASE("the best price is found beside a lower summit, at bounds and where nobody buys") {
  const auto two_summits = [](double p) {
    return exponential(-(p - 2) * (p - 2)) + 1.2 * exponential(-(p - 8) * (p - 8));
  };
  CHECK(best_price(two_summits, 0.0, 10.0) == Approx(8).margin(1e-7));
  CHECK(best_price([](double p) { return p; }, 1.0, 3.0) == 3);
  CHECK(best_price([](double p) { return -p; }, 1.0, 3.0) == 1);
  const auto linear = [](double p) { return (p - 1) * max(10 - p, 0.0); };
  CHECK(best_price(linear, 0.0, 100.0) == Approx(5.5).margin(1e-7));
}

TEST_CASE("V33 helper: the best price of logit demand is c + 1 / (b (1 - P))") {
  const double cost = 1, sensitivity = 1, attraction = 2, rival = exponential(2 - 2.401058);
  const auto share = [&](double p) {
    const double weight = exponential(attraction - sensitivity * p);
    return weight / (1 + weight + rival);
  };
  const double price = best_price([&](double p) { return (p - cost) * share(p); }, 0.0, 10.0);
  CHECK(price == Approx(cost + 1 / (sensitivity * (1 - share(price)))).epsilon(1e-8));
  CHECK(price == Approx(2.401058).margin(1e-6));
}

TEST_CASE("linear demand: one offer, two, and one that its rivals leave without buyers") {
  const auto sold = [](std::vector<double> utilities, double substitution) {
    const LinearDemand<double> rule{substitution};
    for (double& each : utilities) each = channelsim::market::weight(rule, each, 1.0);
    std::vector<double> shares(utilities.size());
    find_shares<double>(rule, {{}, {}, 1.0}, utilities, shares);
    return shares;
  };
  CHECK(sold({0.4}, 0.5)[0] == Approx(0.4));
  CHECK(sold({-0.1}, 0.5)[0] == 0);
  CHECK(sold({}, 0.5).empty());
  const auto both = sold({0.6, 0.5}, 0.5);
  CHECK(both[0] == Approx((0.6 - 0.5 * 0.5) / 0.75));
  CHECK(both[1] == Approx((0.5 - 0.5 * 0.6) / 0.75));
  CHECK(sold({0.6, 0.3}, 0.5)[1] == Approx(0).margin(1e-15));  // its last buyer
  CHECK(sold({0.6, 0.2}, 0.5) == sold({0.6, -1}, 0.5));
  CHECK(sold({0.6, 0.2}, 0.5)[0] == Approx(0.6));
  // First-order conditions of the quadratic utility: V_i = q_i + g (Q - q_i) where q_i > 0.
  const std::vector<double> utilities = {0.9, 0.3, 0.85, 0.7, 0.6};
  const auto many = sold(utilities, 0.7);
  double all = 0;
  for (const double each : many) all += each;
  for (std::size_t i = 0; i < many.size(); ++i)
    if (many[i] > 0)
      CHECK(many[i] + 0.7 * (all - many[i]) == Approx(utilities[i]));
    else
      CHECK(utilities[i] <= 0.7 * all + 1e-12);
}

TEST_CASE("the discount is that of the largest threshold reached, in any order of the list") {
  const std::vector<QuantityDiscount<double>> tiers = {{{50}, 0.02}, {{200}, 0.1}, {{100}, 0.05}};
  const auto off = [&](double pieces) { return discount_of<double>(tiers, {pieces}); };
  CHECK(off(0) == 0);
  CHECK(off(49) == 0);
  CHECK(off(50) == 0.02);
  CHECK(off(199) == 0.05);
  CHECK(off(1000) == 0.1);
  CHECK(discount_of<double>({{{0}, 0.03}}, {0}) == 0.03);
}

TEST_CASE("V54 helper: proportional allocation of a shortage") {
  const auto given = [](double order, double available, double ordered) {
    return proportional_allocation<double>({order}, {available}, {ordered}).value;
  };
  const double orders[] = {50, 30, 20}, expected[] = {40, 24, 16};
  for (int i = 0; i < 3; ++i) CHECK(given(orders[i], 80, 100) == Approx(expected[i]).epsilon(1e-5));
  const double small[] = {60, 25, 5}, parts[] = {30, 12.5, 2.5};
  for (int i = 0; i < 3; ++i) CHECK(given(small[i], 45, 90) == Approx(parts[i]).epsilon(1e-5));
  CHECK(given(80, 100, 80) == 80);
  CHECK(given(0, 0, 0) == 0);
  // A sole customer gets all there is, to the piece.
  for (int stock = 1; stock < 200; ++stock)
    for (int order = stock; order < 200; ++order) REQUIRE(given(order, stock, order) == stock);
}

TEST_CASE("V54 helper: linear and uniform allocation of a shortage") {
  const auto given = [](const Allocation<double>& rule, std::vector<Pieces<double>> orders,
                        double available) {
    std::vector<Pieces<double>> parts(orders.size());
    allocate<double>(rule, orders, {available}, parts);
    return parts;
  };
  const auto check = [&](const Allocation<double>& rule, std::vector<Pieces<double>> orders,
                         double available, std::vector<double> expected) {
    const auto parts = given(rule, std::move(orders), available);
    for (std::size_t i = 0; i < expected.size(); ++i)
      CHECK(parts[i].value == Approx(expected[i]).epsilon(1e-6));
  };
  const LinearAllocation<double> linear;
  const UniformAllocation<double> uniform;
  check(linear, {{50}, {30}, {20}}, 80, {43.3333333, 23.3333333, 13.3333333});
  check(linear, {{60}, {25}, {5}}, 45, {40, 5, 0});
  check(uniform, {{50}, {30}, {20}}, 80, {30, 30, 20});
  check(uniform, {{60}, {25}, {5}}, 45, {20, 20, 5});
  check(ProportionalAllocation<double>{}, {{60}, {25}, {5}}, 45, {30, 12.5, 2.5});
  for (const Allocation<double>& rule : {Allocation<double>(linear), Allocation<double>(uniform)}) {
    check(rule, {{60}, {25}, {5}}, 100, {60, 25, 5});
    check(rule, {{60}, {25}, {5}}, 0, {0, 0, 0});
    check(rule, {{0}, {0}}, 0, {0, 0});
    check(rule, {{7}}, 3, {3});
  }
}

TEST_CASE("weights of utilities beyond all reason are finite, or none") {
  const auto weight = [](double utility) {
    return channelsim::market::weight(MultinomialLogit<double>{}, utility, 1.0);
  };
  CHECK(weight(599) == exponential(599.0));
  CHECK(weight(1e9) == exponential(600.0));
  CHECK(weight(-599) == exponential(-599.0));
  CHECK(weight(-601) == 0);
  CHECK(weight(-1e300) == 0);
  CHECK(channelsim::market::weight(NestedLogit<double>{}, 9.0, 0.01) == exponential(600.0));
  CHECK(channelsim::market::weight(NestedLogit<double>{}, -9.0, 0.01) == 0);
}

TEST_CASE("V01 helper: logit shares, elasticities and consumer surplus") {
  const double attraction[] = {1, 0.6, 0.2}, price[] = {5, 4, 3}, sensitivity = 0.2;
  double weight[3], total = 1;
  for (int j = 0; j < 3; ++j)
    total += weight[j] = channelsim::market::weight(
        MultinomialLogit<double>{},
        attraction[j] - sensitivity * price_in_utility<double>(false, {price[j]}, {1}), 1.0);
  const double shares[] = {.286611, .234657, .192121}, own[] = {-.713389, -.612274, -.484727},
               cross[] = {.286611, .187726, .115273};
  for (int j = 0; j < 3; ++j) {
    const double share = weight[j] / total;
    CHECK(share == Approx(shares[j]).margin(5e-7));
    CHECK(-sensitivity * price[j] * (1 - share) == Approx(own[j]).margin(5e-7));
    CHECK(sensitivity * price[j] * share == Approx(cross[j]).margin(5e-7));
  }
  CHECK(1 / total == Approx(.286611).margin(5e-7));
  CHECK(logarithm(total) / sensitivity == Approx(6.248149).margin(5e-7));
  // The logarithmic response makes e^V a power of the price.
  CHECK(channelsim::market::weight(MultinomialLogit<double>{},
                                   -2.0 * price_in_utility<double>(true, {3}, {1.5}),
                                   1.0) == Approx(0.25));
}
