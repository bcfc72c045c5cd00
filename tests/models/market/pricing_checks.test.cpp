// What a scenario says of prices that does not fit.

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/tea.hpp"

using namespace channelsim::market;
using channelsim::garden::Lines;

namespace {
/// The tea market with one member more, in line 10.
Lines wrong_member(const std::string& member) { return wrong(with("- {" + member + "}\n")); }
}  // namespace

TEST_CASE("who sells to members has no competitors to match and no consumers to respond to") {
  const Lines told = {"10:46 E305 members[2].pricing"};
  CHECK(wrong_member("name: hub, channel: distributor, pricing: match") == told);
  CHECK(wrong_member("name: hub, channel: distributor, pricing: best_response") == told);
  CHECK(wrong_member("name: hub, channel: distributor, pricing: react_to_stock").empty());
}

TEST_CASE("prices react to stock only where there is one") {
  CHECK(wrong_member("name: app, channel: web_shop, holds_stock: false, pricing: react_to_stock") ==
        Lines{"10:63 E305 members[2].pricing"});
}

TEST_CASE("bounds of a price leave a price in any future") {
  CHECK(wrong_member("name: shop, channel: independent_retailer, region: city, pricing: {type: "
                     "match, at_least: 0.9, at_most: 0.8}") ==
        Lines{"10:77 E305 members[2].pricing"});
  CHECK(wrong_member("name: shop, channel: independent_retailer, region: city, pricing: {type: "
                     "match, at_least: 'uniform(0.7, 1.1)'}") ==
        Lines{"10:77 E305 members[2].pricing"});
}

TEST_CASE("a recommended price that is the base of another must be stated, too") {
  std::string text = with(
      "- {name: shop, channel: independent_retailer, region: city, pricing: "
      "{type: best_response, base: recommended}}\n");
  CHECK(wrong(text).empty());
  text.erase(text.find(", recommended_price: 60"), 23);
  // The web shop's preset sells at it, too.
  const Lines told = wrong(text);
  CHECK(std::find(told.begin(), told.end(), "10:77 E305 members[2].pricing") != told.end());
}
