#include "models/market/policies/allocation.hpp"
#include "models/market/policies/choice.hpp"
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
  CHECK(next_forecast<double>(policy, {40}, {50}).value == Approx(42));
  CHECK(next_forecast<double>(BaseStock<double>{}, {40}, {50}).value == 40);
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
