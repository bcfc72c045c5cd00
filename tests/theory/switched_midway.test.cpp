// What a plan switches on or off midway, and who opens, closes or fails then: members, accounts,
// programmes and suppliers. A shop of the market sells its part of 200 pieces a step, bought at 10,
// sold at 20, in a market of expected numbers; hardly anybody wants the other product.

#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

namespace {

/// The plans `as_is` and `changed`: in the second, `changes` hold from their steps on.
Story story(int horizon, const std::string& channel, const std::string& rest,
            const std::string& changes, const std::string& more = "") {
  return Story("horizon: " + std::to_string(horizon) + R"(
replications: 2
breakdown: [)" + std::string(rest.find("key_accounts") < rest.size() ? "member, account" : "member") + R"(]
demand: {incidence: expected, may_not_buy: false}
manufacturer: {fixed_cost: 0, discount_rate: 0, tax_rate: 0, closing_multiple: 0}
products:
- {name: tin, unit_cost: 4, list_price: 10, recommended_price: 20, divisible: true}
- {name: jar, unit_cost: 4, list_price: 10, recommended_price: 20, divisible: true, attraction: -50}
regions: [{name: north, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.2, price_sensitivity: 0.05}]
channels:
- {name: shop, owner: independent, pricing: recommended, lead_time: 1, holding_rate: 0, handling_cost: 0, fixed_cost: 0)" +
               channel + "}\n" + rest + "\nstrategies:\n- {name: as_is}\n- {name: changed, " +
               changes + "}\n" + more);
}

const std::string two_shops =
    "members: [{name: a, channel: shop, region: north}, {name: b, channel: shop, region: north}]\n";
const std::string hub_and_shop =
    "members:\n- {name: d, channel: distributor, region: north, purchase_discount: 0, fixed_cost: 0, "
    "handling_cost: 0, holding_rate: 0, pricing: {type: markup, rate: 0.2}, conduct: "
    "{exit_hazard: 0}}\n- {name: a, channel: shop, region: north, supplier: d";

}  // namespace

TEST_CASE("a key account judges by what its members get while they belong to it") {
  SECTION("one of its members closes") {
    const Story closed = story(24, "", two_shops + R"(
key_accounts: [{name: chain, members: [a, b], back_margin: {share: 0.1, every: 4}, review: 4,
  demands: {margin: 0.5, patience: 0, length: 6}}])",
                               "changes: [{from: 10, set: {members.b.active: false}}]");
    CHECK(closed.mean("delisting_threats", "changed") == 0);  // it earns 55 % at each review
    CHECK(closed.mean("steps_delisted", "changed") == 0);
    // Figures of the account keep what the closed member did.
    for (const char* figure : {"back_margin", "units_sold"})
      CHECK(closed.mean(std::string(figure) + "[account=chain]", "changed") ==
            Approx(closed.mean(figure, "changed")));
  }
  SECTION("it begins later") {
    const Story later =
        story(40, ", contract: {quantity_discounts: [{from: 0, discount: 0.2}]}", two_shops + R"(
key_accounts: [{name: chain, members: [a, b], active: false, review: 4,
  demands: {margin: 0.65, patience: 0, length: 6}}])",
              "changes: [{from: 20, set: {key_accounts.chain.active: true}}]");
    CHECK(later.mean("delisting_threats", "changed") == 3);  // 60 %, where it looks: 23, 31, 39
    CHECK(later.mean("steps_delisted", "changed") == 24);
  }
}

TEST_CASE("a product is paid for once when it is listed, and to members in business") {
  const auto fees = [](const std::string& changes) {
    return story(12, ", default_risk: {hazard: 0}",
                 two_shops +
                     "key_accounts: [{name: k, members: [a], listed: [jar], listing_fee: 900}]\n",
                 changes)
        .mean("manufacturer_account[item=slotting_fee]", "changed");
  };
  CHECK(fees("changes: [{from: 3, set: {key_accounts.k.listed: [tin]}}, {from: 6, set: "
             "{members.a.active: false}}, {from: 9, set: {members.a.active: true}}]") == -900);
  CHECK(fees("changes: [{from: 2, set: {members.a.default_risk.hazard: 10}}, {from: 5, set: "
             "{key_accounts.k.listed: [tin]}}]") == 0);
}

TEST_CASE("a promise of service that was broken off is not fined when it begins anew") {
  const Story paused = story(
      18, "",
      "members: [{name: a, channel: shop, region: north}]\nkey_accounts: [{name: k, members: [a], "
      "service: {level: 1, penalty: 1, every: 4}}]\n",
      "changes: [{from: 2, set: {key_accounts.k.active: false, products.tin.capacity: 1000}}, "
      "{from: 14, set: {key_accounts.k.active: true}}], set: {products.tin.capacity: 50}");
  CHECK(paused.mean("service_penalties", "changed") == 0);
}

TEST_CASE("recruits whose places come with a date plan as those whose places were there") {
  const auto recruited = [](const std::string& changes) {
    return story(60, ", investment: {capital: 10000, life: 1000}", R"(
members: [{name: a, channel: shop, region: north}, {name: n, channel: shop, region: north, count: 2, active: false}]
recruiting: [{name: r, members: n, applicants: 50, onboarding: 6, cost_per_contract: 100, active: false,
  joining: {hurdle: 0.5, spread: 0}}])",
                 changes);
  };
  const Story by_date =
      recruited("changes: [{from: 20, set: {members.n.active: true, recruiting.r.active: true}}]");
  const Story from_start = recruited(
      "set: {members.n.active: true}, changes: [{from: 20, set: {recruiting.r.active: true}}]");
  CHECK(by_date.mean("openings", "changed") == 2);
  for (const char* figure : {"openings", "expected_return", "declined", "lost_sales", "units_sold"})
    CHECK(by_date.mean(figure, "changed") == Approx(from_start.mean(figure, "changed")));
}

TEST_CASE("a recruit whose place is closed on its day opens when there is one again") {
  const Story paused = story(60, "", R"(
members: [{name: a, channel: shop, region: north}, {name: n, channel: shop, region: north, count: 2}]
recruiting: [{name: r, members: n, applicants: 50, onboarding: 6}])",
                             "changes: [{from: 3, set: {members.n.active: false}}, {from: 20, set: "
                             "{members.n.active: true}}]");
  CHECK(paused.mean("openings", "changed") == 2);
}

TEST_CASE("fittings of a member that a plan closes are lost") {
  const Story closed = story(20, "", R"(
members: [{name: a, channel: shop, region: north}, {name: o, channel: shop, region: north, owner: manufacturer,
  active: false, investment: {capital: 100000, life: 100}}])",
                             "changes: [{from: 4, set: {members.o.active: true}}, {from: 8, set: "
                             "{members.o.active: false}}]");
  CHECK(closed.mean("manufacturer_account[item=fittings]", "changed") == 0);
  CHECK(closed.mean("manufacturer_npv", "changed") <
        closed.mean("manufacturer_npv") - 100000 + 20 * 200 * 10);
}

TEST_CASE("terms of a contract are the manufacturer's once the distributor has left") {
  const std::string shop =
      hub_and_shop +
      ", contract: {quantity_discounts: [{from: 0, discount: 0.1}], fixed_fee: "
      "7, revenue_share: 0.05}}\n";
  const Story left =
      story(60, "", shop, "changes: [{from: 10, set: {members.d.conduct.exit_hazard: 10}}]");
  const Story closed = story(60, "", shop,
                             "changes: [{from: 10, set: {members.d.active: false, "
                             "members.a.supplier: manufacturer}}]");
  CHECK(left.mean("exits", "changed") == 1);
  CHECK(left.mean("partner_npv[member=d]", "changed") ==
        Approx(closed.mean("partner_npv[member=d]", "changed")));
  CHECK(left.mean("manufacturer_account[item=fixed_fee]", "changed") == Approx(50 * 7));
  CHECK(left.mean("manufacturer_account[item=revenue_share]", "changed") ==
        Approx(50 * 200 * 20 * 0.05));
  // It delivers what the distributor charged 12 for.
  CHECK(left.mean("manufacturer_account[item=quantity_discount]", "changed") ==
        Approx(-50 * 200 * 12 * 0.1));
}

TEST_CASE("work of a distributor that has left is the manufacturer's") {
  const Story left = story(60, "", hub_and_shop + R"(,
  functions: {storage: member, delivery: {by: supplier, per_order: 1}, order_taking: member, credit: member,
    shelf_work: member, returns: member, after_sales: consumer}}
)",
                           "changes: [{from: 10, set: {members.d.conduct.exit_hazard: 10}}]");
  CHECK(left.mean("cost_to_serve") == 0);
  CHECK(left.mean("cost_to_serve", "changed") == Approx(50 * 200));
}

TEST_CASE("who opens is owed for by its supplier, from its first order on") {
  const Story opens = story(12, ", credit: {terms: 6, bad_debt: 0.1}",
                            hub_and_shop +
                                "}\n- {name: b, channel: shop, region: north, supplier: "
                                "d, active: false}\n",
                            "changes: [{from: 6, set: {members.b.active: true}}]");
  CHECK(opens.mean("bad_debt", "changed") == 0);
  CHECK(opens.mean("cost_to_serve", "changed") == 0);
}

TEST_CASE("bad debts are invoiced, and count wherever the manufacturer bears them") {
  const std::string central =
      "- {name: hub, owner: manufacturer, sells_to: members, pricing: {type: markup, rate: 1.5}, "
      "fixed_cost: 0, handling_cost: 0, holding_rate: 0}\nmembers: [{name: a, channel: shop, "
      "region: north}, {name: c, channel: hub, region: north, active: false}]\n";
  const Story own = story(12, ", credit: {terms: 0, bad_debt: 0.1}", central,
                          "set: {members.c.active: true, members.a.supplier: c}");
  CHECK(own.mean("collection_rate") == Approx(0.9));
  CHECK(own.mean("bad_debt") == Approx(12 * 200));
  CHECK(own.mean("bad_debt", "changed") == Approx(12 * 200));
}

TEST_CASE("goods under way to a member that fails settle what it owes") {
  const Story failed = story(20,
                             ", credit: {terms: 6}, default_risk: {hazard: 0, loss_given_default: "
                             "1, settlement_delay: 2}",
                             "members: [{name: b, channel: shop, region: north, lead_time: 3}]\n",
                             "changes: [{from: 6, set: {members.b.default_risk.hazard: 10}}]");
  // All that it owed for has come back, or will.
  CHECK(failed.mean("bad_debt", "changed") <= 6 * 2000 - 4 * 2000);
  const Story early = story(20,
                            ", credit: {terms: 6}, default_risk: {hazard: 0, loss_given_default: "
                            "1, settlement_delay: 2}",
                            "members: [{name: b, channel: shop, region: north, lead_time: 3}]\n",
                            "changes: [{from: 1, set: {members.b.default_risk.hazard: 10}}]");
  CHECK(early.mean("failures", "changed") == 1);
  CHECK(early.mean("bad_debt", "changed") == 0);
  CHECK(early.mean("cost_to_serve", "changed") == 0);
}

TEST_CASE("written-off debts are a cost of serving") {
  const Story failed = story(20,
                             ", credit: {terms: 12}, default_risk: {hazard: 0, loss_given_default: "
                             "1, settlement_delay: 2}",
                             "members: [{name: b, channel: shop, region: north}]\n",
                             "changes: [{from: 12, set: {members.b.default_risk.hazard: 10}}]");
  CHECK(failed.mean("bad_debt", "changed") > 0);
  CHECK(failed.mean("cost_to_serve", "changed") == Approx(failed.mean("bad_debt", "changed")));
}

TEST_CASE("an indemnity goes by what a member earned, in steps of any length") {
  const Story parted =
      story(12,
            ", leaving: {indemnity: 1, notice: 6}, conduct: {required_profit: "
            "100000, exit_hazard: 0}",
            two_shops, "changes: [{from: 6, set: {members.a.active: false}}]", "step: month\n");
  // Each of two shops earns 10 on a hundred pieces: a year and six months of it.
  CHECK(parted.mean("manufacturer_account[item=indemnity]", "changed") ==
        Approx(-18 * 1000).epsilon(0.001));
}

TEST_CASE("stock of a product that is dropped goes back at its full price") {
  const auto earned = [](const std::string& leaving) {
    return story(12, leaving, two_shops + "key_accounts: [{name: k, members: [a]}]\n",
                 "changes: [{from: 6, set: {key_accounts.k.listed: [jar]}}]")
        .mean("channel_profit[member=a]", "changed");
  };
  CHECK(earned(", leaving: {stock_buy_back: 0.5}") == Approx(earned("")));
}

TEST_CASE("a partner programme that pauses counts nothing and trains nobody") {
  const std::string club = R"(
members: [{name: a, channel: shop, region: north}]
partner_programmes: [{name: club, window: 8, review: 4, cost: 0,
  tiers: [{name: one, from: 100, discount: 0, rebate: 0.05}],
  certification: {cost: 100, training: 6, uptake: 1, term: 400, attraction: 0}}])";
  const std::string off = "{from: 8, set: {partner_programmes.club.active: false}}";
  const Story paused =
      story(60, "", club,
            "changes: [" + off + ", {from: 40, set: {partner_programmes.club.active: true}}]");
  CHECK(paused.mean("certified_share", "changed") == 1);
  // Reviews at 7, then at 47, 51, 55 and 59: the one at 43 finds no tier.
  CHECK(paused.mean("manufacturer_account[item=tier_benefits]", "changed") ==
        Approx(-5 * 4 * 2000 * 0.05));
  const Story stopped = story(60, "", club, "changes: [" + off + "]");
  CHECK(stopped.mean("tiered_share", "changed") == 0);
}

TEST_CASE("an owner's purse keeps what a unit that closed has left") {
  const Story closed =
      story(20,
            ", finance: {opening_cash: 0, overdraft: 1000000, interest: 0.01, "
            "patience: 50}",
            "members: [{name: a, channel: shop, region: north, fixed_cost: 1000}, "
            "{name: b, channel: shop, region: north, fixed_cost: 11000}]\n"
            "multi_unit_owners: [{name: one, members: [a, b], shared_purse: true}]\n",
            "changes: [{from: 10, set: {members.b.active: false}}]");
  const Story alone = story(20,
                            ", finance: {opening_cash: 0, overdraft: 1000000, interest: 0.01, "
                            "patience: 50}",
                            "members: [{name: a, channel: shop, region: north, fixed_cost: 1000}, "
                            "{name: b, channel: shop, region: north, fixed_cost: 11000}]\n",
                            "changes: [{from: 10, set: {members.b.active: false}}]");
  // Some hundred thousand are missing, and cost interest for ten steps more.
  CHECK(closed.mean("channel_profit[member=a]", "changed") <
        alone.mean("channel_profit[member=a]", "changed") - 10 * 0.01 * 90000);
}

TEST_CASE("a new owner does not pay what the one before it owed") {
  const Story again =
      story(40, "", R"(
members:
- {name: a, channel: shop, region: north}
- {name: n, channel: shop, region: north, count: 1, fixed_cost: 950, credit: {terms: 8},
   finance: {opening_cash: 3000, overdraft: 0, patience: 2},
   default_risk: {hazard: 0, loss_given_default: 0, settlement_delay: 14}}
recruiting: [{name: r, members: n, applicants: 50, onboarding: 3}])",
            "changes: [{from: 16, set: {members.n.default_risk.hazard: 10}}, {from: "
            "17, set: {members.n.default_risk.hazard: 0}}]");
  CHECK(again.mean("openings", "changed") == 2);
  CHECK(again.mean("failures", "changed") == 1);  // it could not pay 8,000 in step 30
}

}  // namespace channelsim::market
