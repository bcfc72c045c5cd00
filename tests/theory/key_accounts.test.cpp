// Key accounts: what central terms cost, what they leave the account, what it does about it. Demand
// is expected, so that figures follow from arithmetic.

#include "models/market/key_accounts.hpp"

#include <fmt/format.h>

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/first_issue.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

namespace {

/// A chain with a store in each of two regions, where 100 and 50 pieces are wanted a step; it pays
/// 40 and asks 60. `account` are its terms, `south` what is said of the store there.
std::string chain(const std::string& account, const std::string& south = "",
                  const std::string& rest = "", double sensitivity = 0, int horizon = 52,
                  const std::string& product = "") {
  return fmt::format(R"(
horizon: {}
replications: 2
breakdown: [account, member]
products: [{{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60, divisible: true{}}}]
regions: [{{name: north, consumers: 1000}}, {{name: south, consumers: 500}}]
segments: [{{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: {}}}]
demand: {{may_not_buy: {}, incidence: expected}}
channels: [{{name: independent_retailer, pricing: {{type: fixed, price: 60}}, fixed_cost: 0, handling_cost: 0, holding_rate: 0, lead_time: 1}}]
members:
- {{name: north_store, channel: independent_retailer, region: north}}
- {{name: south_store, channel: independent_retailer, region: south{}}}
key_accounts: [{{name: chain, members: [north_store, south_store]{}}}]
{})",
                     horizon, product, sensitivity, sensitivity > 0, south, account, rest);
}
Story story(const std::string& account, const std::string& south = "", const std::string& rest = "",
            double sensitivity = 0) {
  return Story(chain(account, south, rest, sensitivity));
}

}  // namespace

TEST_CASE("an account without terms moves nothing") {
  const Story none(chain("")), off(chain(", active: false, discount: 0.2"));
  std::string alone = chain("");
  alone.erase(alone.find("key_accounts: "));
  alone.replace(alone.find("[account, member]"), 17, "[member]");
  const Story without(alone);
  for (const auto& [name, values] : without.figures()) {
    CHECK(none.figure(name) == values);
    CHECK(off.figure(name) == values);
  }
}

TEST_CASE("over two tiers, each pays its own supplier and the trade as a whole the manufacturer") {
  const Story story(
      "horizon: 30\nbreakdown: [channel]\n"
      "products: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]\n"
      "regions: [{name: city, consumers: 20000}]\n"
      "segments: [{name: everyone, share: 1, purchase_rate: 0.1, price_sensitivity: 0.04}]\n"
      "members:\n"
      "- {name: depot, channel: distributor, purchase_discount: 0.15}\n"
      "- {name: corner, channel: independent_retailer, purchase_discount: 0.05, region: city, "
      "supplier: depot}\n");
  CHECK(story.mean("net_net_price[channel=distributor]") == Approx(40 * 0.85));
  CHECK(story.mean("net_net_price[channel=independent_retailer]") == Approx(40 * 0.95));
  CHECK(story.mean("net_net_price") == Approx(40 * 0.85));
}

TEST_CASE("net-net is list less central discount less back margin") {
  const Story list = story(""), terms = story(", discount: 0.05, back_margin: {share: 0.04}");
  CHECK(list.mean("net_net_price[account=chain]") == Approx(40));
  CHECK(terms.mean("net_net_price[account=chain]") == Approx(40 * 0.95 * 0.96));
  const double invoiced = terms.mean("invoiced_sales");
  CHECK(terms.mean("back_margin[account=chain]") == Approx(0.04 * invoiced));
  CHECK(terms.mean("trade_spend") == Approx(0.04 * invoiced));
  CHECK(terms.mean("key_account_margin") == Approx(1 - 40 * 0.95 * 0.96 / 60));
  CHECK(list.mean("manufacturer_profit") - terms.mean("manufacturer_profit") ==
        Approx(list.mean("invoiced_sales") * (1 - 0.95 * 0.96)));
}

TEST_CASE("a back margin accrues with each invoice and leaves the purse when its period ends") {
  const auto terms = [](int every) {
    return Story(chain(fmt::format(", back_margin: {{share: 0.1, every: {}}}", every),
                       ", finance: {overdraft: 10000000}",
                       "manufacturer: {discount_rate: 0.01, closing_multiple: 0}\n", 0, 50));
  };
  const Story step = terms(1), quarter = terms(13), longer = terms(100);
  CHECK(step.mean("back_margin") == quarter.mean("back_margin"));
  CHECK(step.mean("manufacturer_profit") == Approx(quarter.mean("manufacturer_profit")));
  // Orders are the same in all steps: of 50, the last 11 have not been paid, of a period of 13.
  CHECK(quarter.mean("accrued_back_margin") == Approx(quarter.mean("back_margin") * 11 / 50));
  CHECK(step.mean("accrued_back_margin") == Approx(step.mean("back_margin") / 50));
  CHECK(longer.mean("accrued_back_margin") == Approx(longer.mean("back_margin")));
  CHECK(step.mean("manufacturer_npv") < quarter.mean("manufacturer_npv"));
  CHECK(step.mean("partner_npv") > quarter.mean("partner_npv"));
}

TEST_CASE("an account that compares prices pays the lowest everywhere, or claims the difference") {
  const std::string cheaper = ", purchase_discount: 0.1";
  const Story apart = story("", cheaper), claims = story(", compares_prices: claims", cheaper),
              buys = story(", compares_prices: buys", cheaper);
  CHECK(apart.mean("net_net_price[member=north_store]") == Approx(40));
  for (const Story* each : {&claims, &buys}) {
    CHECK(each->mean("net_net_price[member=north_store]") == Approx(36));
    CHECK(each->mean("net_net_price[member=south_store]") == Approx(36));
    CHECK(each->mean("manufacturer_profit") == Approx(claims.mean("manufacturer_profit")));
  }
  CHECK(claims.mean("price_claims") == Approx(claims.mean("price_claims[member=north_store]")));
  CHECK(claims.mean("price_claims") ==
        Approx(0.1 * claims.mean("invoiced_sales") * 100 / (100 + 50 * 0.9)));
  CHECK(buys.mean("price_claims") == 0);
}

TEST_CASE("a promotion in one region is claimed in the other") {
  const std::string deal =
      "promotions: [{name: deal, members: [south_store], start: 10, length: 13, trade_discount: "
      "0.25}]\n";
  const Story apart = story("", "", deal), together = story(", compares_prices: claims", "", deal);
  CHECK(apart.mean("trade_spend") == Approx(13 * 50 * 40 * 0.25));
  CHECK(together.mean("price_claims[member=north_store]") == Approx(13 * 100 * 40 * 0.25));
  CHECK(together.mean("price_claims[member=south_store]") == 0);
  CHECK(together.mean("trade_spend") == Approx(13 * 150 * 40 * 0.25));
}

TEST_CASE("the fine is on what is missing beyond what was tolerated") {
  const ServiceLevel<double> service{.level = 0.95};
  CHECK(fined_pieces(service, Pieces<double>{1000}, Pieces<double>{80}).value == Approx(30));
  CHECK(fined_pieces(service, Pieces<double>{1000}, Pieces<double>{40}).value == 0);
  const auto fines = [](const std::string& terms) {
    return Story(chain(", service: {" + terms + "}", "", "", 0, 52, ", capacity: 120"))
        .mean("service_penalties");
  };
  const double all = fines("level: 1, penalty: 2, every: 4");
  CHECK(all > 0);
  CHECK(fines("level: 1, penalty: 4, every: 4") == Approx(2 * all));
  CHECK(fines("level: 1, share: 0.05, every: 4") == Approx(all));  // 5 % of 40
  CHECK(fines("level: 1, penalty: 2, every: 13") == Approx(all));
  CHECK(fines("level: 0.9, penalty: 2, every: 4") < all);
  CHECK(fines("level: 0, penalty: 2, every: 4") == 0);
  CHECK(Story(chain(", service: {level: 1, penalty: 2}")).mean("service_penalties") == 0);
}

TEST_CASE("an own label takes what its price gap is worth, and more with a better place") {
  const auto sold = [](const std::string& label) {
    return story(", own_label: {product: tea" + label + "}").mean("units_sold");
  };
  const double wanted = 52 * 150;
  CHECK(sold(", price_gap: 0.2, attraction: 0") == Approx(wanted / 2));  // nobody looks at prices
  CHECK(sold(", price_gap: 0.2, attraction: -1") == Approx(wanted / (1 + std::exp(-1.0))));
  CHECK(sold(", price_gap: 0.2, attraction: -1, place: 0.5") ==
        Approx(wanted / (1 + std::exp(-0.5))));
}

TEST_CASE("the wider the price gap of an own label, the more it takes, as the logit says") {
  const double b = 0.05;
  const auto sold = [&](double gap) {
    return Story(chain(fmt::format(", own_label: {{product: tea, price_gap: {}}}", gap), "", "", b))
        .mean("units_sold");
  };
  const auto expected = [&](double gap) {
    const double ours = std::exp(-b * 60), label = std::exp(-b * 60 * (1 - gap));
    return 52 * 150 * ours / (1 + ours + label);
  };
  for (const double gap : {0.0, 0.2, 0.4}) CHECK(sold(gap) == Approx(expected(gap)).epsilon(1e-6));
}

TEST_CASE(
    "an account that earns less than it demands threatens, then delists for as long as it said") {
  const std::string demand = ", review: 4, demands: {margin: 0.4, patience: 2, length: 8}";
  // It earns a third of its sales: reviews end with the steps 4, 8 and 12; then eight
  // steps without, twice in 52.
  const Story poor = story(demand);
  CHECK(poor.mean("steps_delisted[account=chain]") == 2 * 2 * 8);
  CHECK(poor.mean("delisting_threats") == 3 * 3);
  // Back on the shelf it has forgotten how much it sold, and is short at first.
  CHECK(poor.mean("units_sold") <= 150 * (52 - 2 * 8));
  CHECK(poor.mean("units_sold") > 0.8 * 150 * (52 - 2 * 8));
  // 60 - 40 x 0.89 is more than 0.4 of 60.
  const Story content = story(demand + ", back_margin: 0.11");
  CHECK(content.mean("units_sold") == Approx(150 * 52));
  CHECK(content.mean("delisting_threats") == 0);
}

TEST_CASE("an account favours its own label while our goods earn it too little") {
  const auto label = [](const std::string& below) {
    return story(", own_label: {product: tea, attraction: -1, push: {below: " + below +
                 ", by: 0.8}}")
        .mean("units_sold");
  };
  const double before = 150 / (1 + std::exp(-1.0)), after = 150 / (1 + std::exp(-0.2));
  CHECK(label("0.3") == Approx(52 * before));
  CHECK(label("0.4") == Approx(4 * before + 48 * after));
}

TEST_CASE("an account carries what it has listed, and is paid once for what it lists") {
  const auto listed = [](const std::string& fee) {
    return Story(chain(", listed: [coffee]" + fee, "",
                       "strategies: [{name: as_is}, {name: listing, changes: [{from: 20, set: "
                       "{key_accounts.chain.listed: [coffee, tea]}}]}]\n",
                       0, 52, "}, {name: coffee, unit_cost: 20, list_price: 40, divisible: true"));
  };
  const Story free = listed(""), paid = listed(", listing_fee: 3000");
  CHECK(free.mean("manufacturer_profit", "listing") - paid.mean("manufacturer_profit", "listing") ==
        Approx(3000));
  CHECK(free.mean("manufacturer_profit") == paid.mean("manufacturer_profit"));
}

TEST_CASE("what does not fit a key account is told with place and remedy") {
  CHECK(first_issue(chain("}, {name: other, members: [south_store]")) ==
        "key_accounts[1].members[0]: 'south_store' belongs to 'chain' already: a member buys under "
        "the terms of one account");
  CHECK(first_issue(chain("", ", owner: manufacturer"))
            .find("'south_store' belongs to the "
                  "manufacturer") != std::string::npos);
  CHECK(first_issue(chain(", discount: 0.5, back_margin: 0.6")).find("an invoice") !=
        std::string::npos);
  CHECK(first_issue(chain(", listed: [coffee]", ", products: [tea]", "", 0, 52,
                          "}, {name: coffee, unit_cost: 20, list_price: 40, divisible: true"))
            .find("has not listed") != std::string::npos);
}

}  // namespace channelsim::market
