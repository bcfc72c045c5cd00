// Generated markets with key accounts, payouts, credit, authorisations and returns that change by
// date: goods, money and what is owed are conserved after every step in every lane.

#include <fmt/format.h>

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/chance.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

std::string maybe(Chance& chance, const std::string& text) { return chance.flag() ? text : ""; }

/// Terms of the account at the start.
std::string terms(Chance& chance) {
  const char* comparison[] = {"none", "claims", "buys"};
  return fmt::format(", active: {}, discount: {}, compares_prices: {}, review: {}", chance.flag(),
                     chance.real(0, 0.2), comparison[chance.whole(0, 2)], chance.whole(1, 6)) +
         maybe(chance, fmt::format(", back_margin: {{share: {}, every: {}}}", chance.real(0, 0.2),
                                   chance.whole(1, 9))) +
         maybe(chance, fmt::format(", service: {{level: {}, penalty: 1, share: 0.1, every: {}}}",
                                   chance.real(0.5, 1), chance.whole(1, 5))) +
         maybe(chance, fmt::format(", own_label: {{product: p0, price_gap: {}, attraction: -1, "
                                   "push: {{below: 0.5, by: 1}}}}",
                                   chance.real(0, 0.5))) +
         maybe(chance, fmt::format(", demands: {{margin: {}, patience: {}, length: {}}}",
                                   chance.real(0, 0.6), chance.whole(0, 3), chance.whole(1, 6))) +
         maybe(chance, ", listed: [p0], listing_fee: 100");
}

std::string changes(Chance& chance) {
  return fmt::format(
      "{{from: {}, set: {{key_accounts.chain.active: {}, key_accounts.chain.discount: {}, "
      "key_accounts.chain.compares_prices: {}, key_accounts.chain.back_margin: {{share: {}, "
      "every: {}}}, members.store1.active: {}, members.web.payout: {{delay: {}, reserve: 0.2, "
      "release: 9}}, authorisations.packs.active: {}}}}}",
      chance.whole(1, 20), chance.flag(), chance.real(0, 0.2), chance.flag() ? "claims" : "buys",
      chance.real(0, 0.1), chance.whole(1, 12), chance.flag(), chance.whole(1, 8), chance.flag());
}

std::string generated_market(std::uint32_t number) {
  Chance chance(number);
  std::string yaml = fmt::format(
      "horizon: {}\nreplications: 16\nbreakdown: [account, member]\n"
      "demand: {{stock_out: {{second_choice: 0.3, wait: 0.2}}}}\nconsumers: {{memory: {}}}\n"
      "regions: [{{name: r0, consumers: {}}}, {{name: r1, consumers: {}}}]\n"
      "segments: [{{name: all, share: 1, purchase_rate: {}, price_sensitivity: 0.1}}]\n"
      "promotions: [{{name: deal, start: 2, length: 3, every: 7, members: [store0], "
      "trade_discount: "
      "0.2}}]\nproducts:\n",
      chance.whole(5, 40), chance.flag(), chance.whole(0, 2000), chance.whole(0, 2000),
      chance.real(0, 0.4));
  for (int i = 0; i < 2; ++i)
    yaml += fmt::format("- {{name: p{}, unit_cost: 3, list_price: 8, recommended_price: 14{}}}\n",
                        i, maybe(chance, fmt::format(", capacity: {}", chance.real(0, 300))));
  yaml += "manufacturer: {backorders: " + std::string(chance.flag() ? "true" : "false") +
          "}\nmembers:\n";
  for (int i = 0; i < 2; ++i)
    yaml += fmt::format(
                "- {{name: store{0}, channel: independent_retailer, region: r{0}, count: {1}, "
                "purchase_discount: {2}",
                i, i == 0 ? chance.whole(1, 3) : 1, chance.real(0, 0.2)) +
            maybe(chance, ", credit: {terms: 3, late: {share: 0.5, median: 2, longest: 9}}") +
            maybe(chance, ", finance: {opening_cash: 300, overdraft: 100, interest: 0.01}") +
            maybe(chance, ", default_risk: {hazard: 0.02, settlement_delay: 4}") +
            maybe(chance, ", returns: {rate: 0.2, delay: 3, cost: 1}") + "}\n";
  yaml += "- {name: web, channel: marketplace_shop, payout: {delay: 2, reserve: 0.1, release: 5}" +
          maybe(chance, ", returns: {rate: 0.3, delay: 2, cost: 1}") + "}\n";
  yaml += "authorisations: [{name: packs, products: [p1], channels: [marketplace_shop]}]\n";
  yaml += "key_accounts: [{name: chain, members: [store0, store1]" + terms(chance) + "}]\n";
  return yaml + "changes: [" + changes(chance) + "]\n";
}

}  // namespace

TEST_CASE("what accounts and platforms owe is conserved in 200 markets that change") {
  for (std::uint32_t number = 0; number < 200; ++number) {
    INFO(generated_market(number));
    const Story story(generated_market(number));  // throws when an invariant is broken
    for (const auto& [name, values] : story.figures())
      for (const double value : values) REQUIRE(std::isfinite(value));
  }
}
