// Contracts with a retailer that orders once, textbook route: formulas, orders found by search over
// integrated profits, and simulated seasons.

#include "models/validation/newsvendor_contracts.hpp"
#include "models/validation/selling_to_newsvendor.hpp"
#include "tests/support/averages.hpp"

using namespace channelsim;
using namespace channelsim::validation;

namespace {
const Season season{
    .price = 10, .cost = 3, .salvage = 1, .demand_mean = 100, .demand_deviation = 30};

/// Simulated profits in 100,000 seasons, compared with those expected.
void check_seasons(const SupplyContract& contract, double order, double manufacturer,
                   double retailer) {
  Runs of_manufacturer, of_retailer;
  for (Step number = 0; number < 100; ++number) {
    for (std::uint32_t first = 0; first < 992; first += lanes_per_block) {
      const auto profits = simulate_season(season, contract, order, Draws(34, first), number);
      of_manufacturer.add(profits.manufacturer);
      of_retailer.add(profits.retailer);
    }
  }
  check_mean(of_retailer, retailer, 1e-4);
  // Without a risk of its own the manufacturer earns the same each time.
  if (contract.buy_back == 0 && contract.returnable_share == 0)
    CHECK(of_manufacturer.mean() == printed(manufacturer));
  else
    check_mean(of_manufacturer, manufacturer, 1e-4);
}
}  // namespace

TEST_CASE("V34 textbook: a wholesale price makes the retailer order too little") {
  CHECK(integrated_order(season) == printed(122.94129));
  const auto chain = integrated_profits(season, {6}, integrated_order(season));
  CHECK(chain.manufacturer + chain.retailer == printed(619.5937));
  const double sold = season.expected_sales(integrated_order(season));
  CHECK(9 * sold - 2 * integrated_order(season) == printed(619.5937));

  const double order = wholesale_order(season, 6);
  CHECK(order == printed(95.80869));
  CHECK(search_order(season, {6}, 50, 150, 1e-3) == Approx(order).margin(.02));
  const auto profits = integrated_profits(season, {6}, order);
  CHECK(profits.retailer == printed(293.3317));
  CHECK(profits.manufacturer == printed(287.4261));
  CHECK((profits.retailer + profits.manufacturer) / 619.5937 == printed(.937320));
  check_seasons({6}, order, 287.4261, 293.3317);
}

TEST_CASE("V34 textbook: a buy-back makes the retailer order what is best for both") {
  const SupplyContract contract{.wholesale_price = 6, .buy_back = coordinating_buy_back(season, 6)};
  CHECK(contract.buy_back == printed(3.857143));
  const double order = search_order(season, contract, 50, 200, 1e-3);
  CHECK(order == Approx(122.94129).margin(.02));
  const auto profits = integrated_profits(season, contract, 122.94129);
  CHECK(profits.retailer == printed(354.0535));
  CHECK(profits.manufacturer == printed(265.5401));
  check_seasons(contract, 122.94129, 265.5401, 354.0535);
}

TEST_CASE("V36 textbook: so does a refund on a share of the order, at the right wholesale price") {
  const SupplyContract contract{.wholesale_price = coordinating_wholesale_price(season, .2),
                                .returnable_share = .2};
  CHECK(contract.wholesale_price == printed(4.307372));
  CHECK(search_order(season, contract, 50, 200, 1e-3) == Approx(122.94129).margin(.5));
  const auto profits = integrated_profits(season, contract, 122.94129);
  CHECK(profits.manufacturer + profits.retailer == printed(619.5937));
  check_seasons(contract, 122.94129, profits.manufacturer, profits.retailer);
}

TEST_CASE(
    "V37 textbook: the wholesale price for a retailer that bears the risk of U(0, 1) demand") {
  for (const WholesaleOffer& offer : {best_wholesale_offer(.2), play_wholesale_offer(.2)}) {
    CHECK(offer.wholesale_price == Approx(.6).epsilon(1e-6));
    CHECK(offer.order == Approx(.4).epsilon(1e-6));
    CHECK(offer.manufacturer_profit == Approx(.16).epsilon(1e-6));
    CHECK(offer.retailer_profit == Approx(.08).epsilon(1e-6));
  }
  const double integrated =
      best_response([](double q) { return uniform_season_profit(.2, q); }, .5);
  CHECK(integrated == Approx(.8).epsilon(1e-6));
  CHECK(uniform_season_profit(.2, integrated) == Approx(.32).epsilon(1e-6));
  Runs retailer;
  for (Step number = 0; number < 100; ++number)
    for (std::uint32_t first = 0; first < 992; first += lanes_per_block)
      retailer.add(simulate_uniform_season(.6, .4, Draws(37, first), number));
  check_mean(retailer, .08);
}
