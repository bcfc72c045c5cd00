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

TEST_CASE("(s, S) orders up to S once the position is at s; (r, Q) the fewest lots that lift it") {
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

TEST_CASE("a forecast with a trend is exact for demand on a line [Holt 1957]") {
  Outlook<double> outlook{{100}, {3}};
  for (int step = 1; step <= 20; ++step)
    outlook = with_trend<double>(outlook, {100.0 + 3 * step}, 0.3, 0.2);
  CHECK(outlook.level.value == Approx(160));
  CHECK(mean_over<double>(outlook, 4).value == Approx((163 + 166 + 169 + 172) / 4.0));
  outlook = with_trend<double>({{10}, {1}}, {21}, 0.5, 0.25);
  CHECK(outlook.level.value == Approx(0.5 * 21 + 0.5 * 11));
  CHECK(outlook.growth.value == Approx(0.25 * 6 + 0.75 * 1));
}

TEST_CASE("orders are raised to the minimum and to full packs; nothing stays nothing") {
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
                        double available) { return allocated<double>(rule, orders, {available}); };
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

TEST_CASE("V01 helper: logit shares, elasticities and consumer surplus") {
  const double attraction[] = {1, 0.6, 0.2}, price[] = {5, 4, 3}, sensitivity = 0.2;
  double weight[3], total = 1;
  for (int j = 0; j < 3; ++j)
    total += weight[j] = channelsim::market::weight(
        MultinomialLogit<double>{},
        attraction[j] - price_disutility<double>(false, sensitivity, {price[j]}, {1}), 1.0);
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
                                   -price_disutility<double>(true, 2.0, {3}, {1.5}),
                                   1.0) == Approx(0.25));
}
