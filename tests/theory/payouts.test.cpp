// Late settlement by platforms, and what returns cost whom. Demand is expected, so that figures
// follow from arithmetic.

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

namespace {

/// 50 pieces a step at 60 that cost 20 to make, sold through members that `members` states.
Story story(const std::string& members, int horizon = 60, const std::string& rest = "") {
  return Story(fmt::format(R"(
horizon: {}
replications: 2
products: [{{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60, divisible: true}}]
regions: [{{name: city, consumers: 1000}}]
segments: [{{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0}}]
demand: {{may_not_buy: false, incidence: expected}}
members: [{}]
{})",
                           horizon, members, rest));
}

/// A shop on a marketplace that keeps a tenth; it pays nothing else.
std::string shop(const std::string& rest) {
  return "{name: shop, channel: marketplace_shop, holds_stock: false, commission: 0.1, "
         "handling_cost: 0, fixed_cost: 0" +
         rest + "}";
}
Story paid_out(const std::string& payout) {
  return story(shop(payout.empty() ? "" : ", payout: {" + payout + "}"));
}

/// Steps for which a sale of any step of so many is open on average, if it is paid after `delay`.
double open_for(double delay, double horizon) { return delay * (1 - (delay - 1) / (2 * horizon)); }

}  // namespace

TEST_CASE("a platform hands over sales less commission after a delay, the reserve later still") {
  const Story told = paid_out("delay: 3, reserve: 0.2, release: 10");
  CHECK(told.mean("days_sales_outstanding") ==
        Approx(0.8 * open_for(3, 60) + 0.2 * open_for(10, 60)));
  CHECK(told.mean("receivables") == Approx(2700 * told.mean("days_sales_outstanding")));
  // All but what is open at the end has come.
  CHECK(told.mean("collection_rate") == Approx(1 - (0.8 * 3 + 0.2 * 10) / 60));
}

TEST_CASE("who waits for a platform lays out the goods of so many steps, and earns no less") {
  const Story soon = paid_out("delay: 1"), late = paid_out("delay: 4"), at_once = paid_out("");
  CHECK(soon.mean("peak_cash_need") == Approx(1000));
  CHECK(late.mean("peak_cash_need") == Approx(4 * 1000));
  CHECK(paid_out("delay: 4, reserve: 0.9, release: 12").mean("peak_cash_need") > 4 * 1000);
  CHECK(late.mean("manufacturer_profit") == Approx(at_once.mean("manufacturer_profit")));
  CHECK(late.mean("manufacturer_npv") < soon.mean("manufacturer_npv"));
  CHECK(soon.mean("manufacturer_npv") < at_once.mean("manufacturer_npv"));
}

TEST_CASE(
    "a platform that sells in the maker's name keeps its commission and hands over the rest") {
  const auto told = [](const std::string& payout) {
    return story(
        "{name: platform, channel: commission_agent, region: city, fixed_cost: 0, fees: "
        "{agency_commission: 0.1}" +
        payout + "}");
  };
  const Story at_once = told(""), late = told(", payout: {delay: 3}");
  CHECK(late.mean("receivables") == Approx(0.9 * 2000 * open_for(3, 60)));
  CHECK(late.mean("peak_cash_need") == Approx(3 * 1000));
  CHECK(late.mean("manufacturer_profit") == Approx(at_once.mean("manufacturer_profit")));
  CHECK(late.mean("partner_profit") == Approx(at_once.mean("partner_profit")));
  CHECK(late.mean("manufacturer_npv") < at_once.mean("manufacturer_npv"));
}

TEST_CASE("a dealer with a purse pays interest while it waits for its payout") {
  const auto interest = [](const char* delay) {
    return story(
               "{name: dealer, channel: marketplace_shop, owner: independent, fixed_cost: 0, "
               "handling_cost: 0, holding_rate: 0, opening_forecast: 50,\n  finance: "
               "{overdraft: 1000000, interest: 0.01}, payout: {delay: " +
               std::string(delay) + "}}")
        .mean("partner_profit");
  };
  // It earns 60 less 7.20 of commission and 40 of goods on a piece.
  const double paid = 60 * 50 * 12.8 - interest("6");
  CHECK(paid > 60 * 50 * 12.8 - interest("2"));
  // In each of the first six steps it owes the goods of one step, 2000, and its commission, 360,
  // more.
  CHECK(paid > 0.01 * (2000 * (1 + 2 + 3 + 4 + 5 + 6)));
}

TEST_CASE("commission on goods that come back is given back, unless it is said otherwise") {
  const auto sold = [](const std::string& refunded) {
    return story(shop(", returns: {rate: 0.25, delay: 2" + refunded + "}"));
  };
  const Story back = sold(""), kept = sold(", commission_refunded: 0"),
              half = sold(", commission_refunded: 0.5");
  const double refunds = back.mean("refunds");
  CHECK(refunds == Approx(58 * 50 * 0.25 * 60));
  CHECK(back.mean("gross_sales") == Approx(60 * 50 * 60));
  CHECK(back.mean("commissions") == Approx(0.1 * (60 * 50 * 60 - refunds)));
  CHECK(back.mean("manufacturer_profit") - kept.mean("manufacturer_profit") ==
        Approx(0.1 * refunds));
  CHECK(half.mean("manufacturer_profit") - kept.mean("manufacturer_profit") ==
        Approx(0.05 * refunds));
}

TEST_CASE("an agent and a host give back their commissions on returns, too") {
  const auto profit = [](const std::string& member, const std::string& refunded) {
    return story("{" + member +
                 ", fixed_cost: 0, handling_cost: 0, returns: {rate: 0.25, delay: 2" + refunded +
                 "}}");
  };
  const std::string agent =
      "name: agent, channel: commission_agent, region: city, fees: {agency_commission: 0.08}";
  const Story agents = profit(agent, "");
  CHECK(agents.mean("partner_profit") == Approx(0.08 * agents.mean("consumer_spending")));
  CHECK(profit(agent, ", commission_refunded: 0").mean("partner_profit") ==
        Approx(0.08 * agents.mean("gross_sales")));
  const Story hosted = profit(
      "name: stream, channel: live_stream_host, commission: 0.05, fees: {host_commission: "
      "0.2, slot_fee: 0}",
      "");
  CHECK(hosted.mean("commissions") == Approx(0.25 * hosted.mean("consumer_spending")));
}

TEST_CASE("who handles returns pays for it, by what comes back") {
  const auto told = [](const std::string& by, const std::string& cost) {
    return story(
        "{name: dealer, channel: independent_retailer, region: city, fixed_cost: 0, "
        "order_size: 2, returns: {rate: 0.2, delay: 1, cost: 3},\n  functions: {storage: "
        "member, delivery: member, order_taking: member, credit: member, shelf_work: "
        "member,\n    after_sales: member, returns: {by: " +
        by + cost + "}}}");
  };
  const std::string work = ", per_order: 4, per_case: 1, per_drop: 10";
  const Story self = told("member", work), maker = told("manufacturer", work);
  const double returned = self.mean("returned");
  CHECK(returned == Approx(59 * 50 * 0.2));
  const double cost = returned * 3 + returned / 2 * 4 + returned * 1 + 59 * 10;
  CHECK(maker.mean("partner_profit") - self.mean("partner_profit") == Approx(cost));
  CHECK(self.mean("manufacturer_profit") - maker.mean("manufacturer_profit") == Approx(cost));
  CHECK(self.mean("fulfilment_cost") - maker.mean("fulfilment_cost") == Approx(cost));
  // Consumers do it themselves: it costs the channel nothing.
  CHECK(told("consumer", "").mean("partner_profit") == Approx(maker.mean("partner_profit")));
}

TEST_CASE("contribution is profit before what is there whatever is sold") {
  const Story told = story(
      "{name: dealer, channel: marketplace_shop, owner: independent, fixed_cost: 700, fees: "
      "{slot_fee: 50, coupon: {value: 2, platform_share: 0.5}, traffic: {share: 0.4, cost: 3, "
      "reference: 20, elasticity: 0}}, returns: {rate: 0.1, delay: 3, cost: 1}}");
  const double contribution = told.mean("contribution");
  CHECK(contribution == Approx(told.mean("partner_profit") + 60 * (700 + 50)));
  CHECK(told.mean("gross_sales") - told.mean("refunds") == Approx(told.mean("consumer_spending")));
  CHECK(told.mean("coupon_cost") == Approx(60 * 50 * 1));
  CHECK(told.mean("paid_pieces") == Approx(60 * 50 * 0.4));
  CHECK(told.mean("organic_share") == Approx(0.6));
  CHECK(told.mean("traffic_cost") == Approx(60 * 50 * 0.4 * 3));
  CHECK(told.mean("contribution_rate") == Approx(contribution / told.mean("gross_sales")));
}

}  // namespace channelsim::market
