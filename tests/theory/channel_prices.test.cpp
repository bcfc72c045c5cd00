// Prices in channels, textbook route: each game is played by repeated best responses, which know no
// formula, and formula and play must both meet the published figures.

#include "models/validation/common_retailer.hpp"
#include "models/validation/direct_channel.hpp"
#include "models/validation/logit_prices.hpp"
#include "models/validation/rival_chains.hpp"
#include "models/validation/successive_monopolies.hpp"
#include "tests/support/averages.hpp"

using namespace channelsim;
using namespace channelsim::validation;

TEST_CASE("V25 textbook: two margins in a row cost a channel a quarter of its profit") {
  const LinearDemand demand{100, 2};
  for (const ChannelOutcome& outcome :
       {successive_monopolies(demand, 10), play_successive_monopolies(demand, 10)}) {
    CHECK(outcome.wholesale_price == Approx(30).epsilon(1e-7));
    CHECK(outcome.price == Approx(40).epsilon(1e-7));
    CHECK(outcome.quantity == Approx(20).epsilon(1e-7));
    CHECK(outcome.manufacturer_profit == Approx(400).epsilon(1e-7));
    CHECK(outcome.retailer_profit == Approx(200).epsilon(1e-7));
  }
  const ChannelOutcome integrated = integrated_channel(demand, 10);
  const double searched =
      best_response([&](double price) { return (price - 10) * demand.at(price); }, 10);
  CHECK(integrated.price == Approx(30));
  CHECK(searched == Approx(30).epsilon(1e-9));
  CHECK(integrated.quantity == Approx(40));
  CHECK(integrated.retailer_profit == Approx(800));
}

TEST_CASE("V27 textbook: prices and profits of rival chains with and without retailers") {
  for (const ChainOutcome& outcome : {integrated_chains(.5), play_chains(.5, {false, false})}) {
    CHECK(outcome.price == printed(.666667));
    CHECK(outcome.manufacturer_profit + outcome.retailer_profit == printed(.444444));
  }
  for (const ChainOutcome& outcome : {decentralised_chains(.5), play_chains(.5, {true, true})}) {
    CHECK(outcome.wholesale_price == printed(.833333));
    CHECK(outcome.price == printed(1.222222));
    CHECK(outcome.quantity == printed(.388889));
    CHECK(outcome.manufacturer_profit == printed(.324074));
    CHECK(outcome.retailer_profit == printed(.151235));
  }
  CHECK(integrated_chains(.8).manufacturer_profit == printed(.694444));
  CHECK(play_chains(.8, {false, false}).retailer_profit == printed(.694444));
  for (const ChainOutcome& outcome : {decentralised_chains(.8), play_chains(.8, {true, true})}) {
    CHECK(outcome.wholesale_price == printed(1.458333));
    CHECK(outcome.price == printed(2.048611));
    CHECK(outcome.manufacturer_profit == printed(.860822));
    CHECK(outcome.retailer_profit == printed(.348428));
  }
}

namespace {
/// Where a difference that rises with substitutability changes its sign.
template <class Difference>
double threshold(Difference difference) {
  double low = 0.1, high = 0.97;
  while (high - low > 2e-5) {
    const double middle = (low + high) / 2;
    (difference(middle) < 0 ? low : high) = middle;
  }
  return (low + high) / 2;
}
}  // namespace

TEST_CASE("V27 textbook: retailers shield manufacturers from substitutes above three thresholds") {
  const auto both = [](double s) { return play_chains(s, {true, true}); };
  const auto none = [](double s) { return play_chains(s, {false, false}); };
  CHECK(std::abs(threshold([&](double s) {
                   return both(s).manufacturer_profit - none(s).retailer_profit;
                 }) -
                 .70781) < 1e-4);
  CHECK(std::abs(threshold([&](double s) {
                   const ChainOutcome chain = both(s);
                   return chain.manufacturer_profit + chain.retailer_profit -
                          none(s).retailer_profit;
                 }) -
                 .43232) < 1e-4);
  // Both with retailers is an equilibrium if neither gains by selling by itself instead.
  CHECK(
      std::abs(threshold([&](double s) {
                 return both(s).manufacturer_profit - play_chains(s, {false, true}).retailer_profit;
               }) -
               .93091) < 1e-4);
}

TEST_CASE("V29 textbook: with a common retailer, who moves first earns more") {
  const SubstituteGoods goods{100, 2, 1, 10};
  const auto check = [](const CommonRetailerOutcome& outcome, double wholesale_price, double price,
                        double quantity, double manufacturer, double retailer) {
    CHECK(outcome.wholesale_price == Approx(wholesale_price).epsilon(1e-6));
    CHECK(outcome.price == Approx(price).epsilon(1e-6));
    CHECK(outcome.quantity == Approx(quantity).epsilon(1e-6));
    CHECK(outcome.manufacturer_profit == Approx(manufacturer).epsilon(1e-6));
    CHECK(outcome.retailer_profit == Approx(retailer).epsilon(1e-6));
  };
  for (const auto& outcome : {manufacturers_lead(goods), play_manufacturers_lead(goods)})
    check(outcome, 40, 70, 30, 900, 1800);
  for (const auto& outcome : {nobody_leads(goods), play_nobody_leads(goods)})
    check(outcome, 28, 64, 36, 648, 2592);
  for (const auto& outcome : {retailer_leads(goods), play_retailer_leads(goods)})
    check(outcome, 25, 70, 30, 450, 2700);
}

TEST_CASE("V31 textbook: a direct channel that sells nothing makes the retailer's price fall") {
  for (const DirectChannelOutcome& outcome :
       {direct_channel_as_threat(.6), play_direct_channel(.6, 500)}) {
    CHECK(std::abs(outcome.wholesale_price - .3) <= 2e-3);
    CHECK(std::abs(outcome.direct_price - .3) <= 2e-3);
    CHECK(std::abs(outcome.price - .5) <= 2e-3);
    CHECK(std::abs(outcome.retail_quantity - .5) <= 2e-3);
    CHECK(std::abs(outcome.direct_quantity) <= 2e-3);
    CHECK(std::abs(outcome.manufacturer_profit - .15) <= 2e-3);
    CHECK(std::abs(outcome.retailer_profit - .10) <= 2e-3);
  }
  const DirectChannelOutcome without = play_direct_channel(.6, 500, false);
  CHECK(std::abs(without.manufacturer_profit - .125) <= 1e-4);
  CHECK(std::abs(without.retailer_profit - .0625) <= 1e-3);
}

TEST_CASE("V33 textbook: logit prices of rivals, and of one owner") {
  const LogitFirms firms{2, 1, 1};
  for (const LogitPrices& prices : {rival_logit_prices(firms), play_logit_prices(firms, false)}) {
    CHECK(prices.price == printed(2.401058));
    CHECK(prices.share == printed(.286254));
    CHECK(prices.profit == printed(.401058));
  }
  for (const LogitPrices& prices : {joint_logit_prices(firms), play_logit_prices(firms, true)}) {
    CHECK(prices.price - 1 == printed(1.852606));
    CHECK(prices.outside_share == printed(.539780));
  }
}
