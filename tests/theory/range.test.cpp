// Which product is sold where, stated once for all members.

#include "tests/support/catch.hpp"
#include "tests/support/first_issue.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

namespace {

/// Two products, a chain's shops in two regions that a distributor supplies, and a marketplace.
/// `own` and `theirs` stand with the members.
std::string market(const std::string& rest, const std::string& north = "",
                   const std::string& south = "", const std::string& web = "") {
  return "horizon: 30\nreplications: 16\nbreakdown: [member]\n"
         "products: [{name: bag, unit_cost: 10, list_price: 20, recommended_price: 30},\n"
         "           {name: family, unit_cost: 30, list_price: 60, recommended_price: 80}]\n"
         "regions: [{name: north, consumers: 900}, {name: south, consumers: 700}]\n"
         "segments: [{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0.02}]\n"
         "members:\n- {name: hub, channel: distributor}\n"
         "- {name: north_shop, channel: independent_retailer, region: north, supplier: hub" +
         north +
         "}\n"
         "- {name: south_shop, channel: independent_retailer, region: south, supplier: hub" +
         south + "}\n- {name: web, channel: marketplace_shop" + web + "}\n" + rest;
}

}  // namespace

TEST_CASE("a pack that is authorised for one channel is sold as if others had it not") {
  const Story stated(
      market("authorisations: [{name: family_pack, products: [family], channels: "
             "[marketplace_shop]}]\n"));
  const Story by_hand(market("", ", products: [bag]", ", products: [bag]"));
  for (const auto& [name, values] : by_hand.figures())
    if (name.find("member=hub") == std::string::npos && name.find('[') != std::string::npos)
      CHECK(stated.figure(name) == values);
  CHECK(stated.mean("units_sold[member=web]") > 0);
}

TEST_CASE("a launch by region and date opens shelves when and where it says") {
  const std::string launch =
      "authorisations:\n"
      "- {name: family_north, products: [family], regions: [north]}\n"
      "- {name: family_south, products: [family], regions: [south], active: false}\n";
  const Story told(market(launch + "strategies:\n- {name: as_is}\n"
                                   "- {name: launch, changes: [{from: 10, set: "
                                   "{authorisations.family_south.active: true}}]}\n"));
  const Story by_hand(
      market("strategies:\n- {name: as_is}\n"
             "- {name: launch, changes: [{from: 10, set: "
             "{members.south_shop.products: [bag, family]}}]}\n",
             "", ", products: [bag]", ", products: [bag]"));
  for (const char* plan : {"as_is", "launch"})
    for (const auto& [name, values] : by_hand.figures(plan)) {
      INFO(plan << ": " << name);
      CHECK(told.figure(name, plan) == values);
    }
  CHECK(told.mean("consumer_spending[member=south_shop]", "launch") >
        told.mean("consumer_spending[member=south_shop]"));
}

TEST_CASE("what contradicts an authorisation is told with place and remedy") {
  const std::string only_web =
      "authorisations: [{name: family_pack, products: [family], channels: [marketplace_shop]}]\n";
  CHECK(first_issue(market(only_web, ", products: [family]")) ==
        "members[1].products[0]: 'north_shop' carries 'family', which no authorisation lets "
        "channel 'independent_retailer' sell in 'north': take it out of `products`, or add the "
        "channel and region to `authorisations` (family_pack)");
  CHECK(first_issue(market("authorisations: [{name: nowhere, products: [bag], channels: "
                           "[own_shop]}]\n"))
            .find("authorisations[0]: 'nowhere' lets nobody sell anything") == 0);
  CHECK(first_issue(market(only_web)) == "nothing");
}

TEST_CASE("what is not authorised yet may be named by a member that will carry it") {
  CHECK(first_issue(market("authorisations: [{name: later, products: [family], channels: "
                           "[independent_retailer], active: false}]\n"
                           "changes: [{from: 5, set: {authorisations.later.active: true}}]\n",
                           ", products: [bag, family]", "", ", products: [bag]")) == "nothing");
}

}  // namespace channelsim::market
