// Consumers who differ in what they choose: the Dirichlet model of repeat buying.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/market_history.hpp"

using namespace channelsim::market;

namespace {

// Toothpaste in the United Kingdom [Goodhardt, Ehrenberg & Chatfield 1984]. A period is many steps,
// because of several purchases in one step the first decides whether someone is a customer.
const std::string toothpaste =
    "consumers: {resolution: persons}\nbreakdown: [region]\n"
    "demand: {may_not_buy: false, incidence: {type: nbd, shape: 0.78}}\n"
    "products: [{name: ours, unit_cost: 1, list_price: 2}]\n"
    "segments: [{name: all, share: 1, purchase_rate: 0.0056, price_sensitivity: 0, "
    "choice_concentration: 1.55}]\n"
    "channels: [{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}]\n"
    "horizon: 260\n";
constexpr double shares[] = {.25, .19, .10, .10, .09, .08, .03, .02};

}  // namespace

TEST_CASE("V17 scenario: each brand has the penetration and rate of Dirichlet buyers") {
  // A region for each brand, in which it is ours and one rival stands for all others: sums of
  // Dirichlet shares are Dirichlet. 80,000 persons a brand; standard errors of a penetration are
  // 0.7 % (of 2 % buyers: 2.5 %), of a brand's rate 0.8 % (2.7 %).
  const double penetration[] = {.205143, .161334, .089481, .089481,
                                .081010, .072436, .027987, .018770};
  const double rate[] = {1.774370, 1.714703, 1.627164, 1.627164,
                         1.617585, 1.608036, 1.560744, 1.551377};
  std::string regions, members, rivals;
  for (std::size_t i = 0; i < std::size(shares); ++i) {
    regions += fmt::format("  - {{name: brand{}, consumers: 600}}\n", i);
    members += fmt::format("  - {{name: m{0}, channel: outlet, region: brand{0}, site: {1}}}\n", i,
                           std::log(shares[i]));
    rivals += fmt::format("  - {{name: r{0}, region: brand{0}, price: 0, attraction: {1}}}\n", i,
                          std::log(1 - shares[i]));
  }
  const Story story(toothpaste + "replications: 128\nregions:\n" + regions + "members:\n" +
                    members + "rivals:\n" + rivals);
  for (std::size_t i = 0; i < std::size(shares); ++i) {
    const auto figure = [&](const char* name) {
      return Sample{story.figure(fmt::format("{}[region=brand{}]", name, i))};
    };
    INFO("a share of " << shares[i]);
    CHECK(figure("consumer_purchases").agrees_with(600 * 1.456 * shares[i]));
    CHECK(figure("penetration").agrees_with(penetration[i]));
    // The rate as a ratio of sums: brand purchases of a run less rate x buyers have the mean 0.
    Sample excess = figure("consumer_purchases");
    for (std::size_t r = 0; r < excess.values.size(); ++r)
      excess.values[r] -= rate[i] * 600 * figure("penetration").values[r];
    CHECK(excess.agrees_with(0));
  }
}

TEST_CASE("V17 scenario: the largest brand's buyers buy the category as often as theory says") {
  // 20 homes of one person; eight brands and all the others as rivals of the first.
  std::string yaml = toothpaste +
                     "replications: 3000\nmembers: [{name: web, channel: outlet, "
                     "reach: everywhere, site: " +
                     fmt::format("{}", std::log(shares[0])) + "}]\nrivals:\n";
  for (std::size_t i = 1; i < std::size(shares); ++i)
    yaml += fmt::format("  - {{name: r{}, price: 0, attraction: {}}}\n", i, std::log(shares[i]));
  yaml += fmt::format("  - {{name: others, price: 0, attraction: {}}}\nregions:\n", std::log(.14));
  for (int home = 0; home < 20; ++home)
    yaml += fmt::format("  - {{name: home{}, consumers: 1}}\n", home);
  const Story story(yaml);
  Sample buyers, rate, category;
  for (int home = 0; home < 20; ++home) {
    const auto& bought = story.figure(fmt::format("consumer_purchases[region=home{}]", home));
    const auto& share = story.figure(fmt::format("consumer_share[region=home{}]", home));
    for (std::size_t r = 0; r < bought.size(); ++r) {
      buyers.values.push_back(bought[r] > 0);
      if (bought[r] == 0) continue;
      rate.values.push_back(bought[r]);
      category.values.push_back(bought[r] / share[r]);
    }
  }
  // 60,000 persons, 12,300 buyers: standard errors of 0.8, 0.7 and 0.9 %.
  CHECK(buyers.agrees_with(.205143));
  CHECK(rate.agrees_with(1.774370));
  CHECK(category.agrees_with(3.195719));
}

TEST_CASE("who concentrates nothing chooses as everybody does") {
  // With an enormous S all have the same shares: brand purchases are binomial of the category's.
  std::string yaml = toothpaste +
                     "replications: 96\nregions: [{name: town, consumers: 600}]\n"
                     "members: [{name: shop, channel: outlet, region: town}]\n"
                     "rivals: [{name: other, price: 0, attraction: 1.0986122886681098}]\n";
  yaml.replace(yaml.find("choice_concentration: 1.55"), 26, "choice_concentration: 1e6 ");
  const Story story(yaml);
  // A quarter of an NBD(1.456, 0.78) is NBD(0.364, 0.78).
  CHECK(Sample{story.figure("penetration")}.agrees_with(1 - std::pow(1 + .364 / .78, -.78), 1e-6));
  CHECK(Sample{story.figure("consumer_purchases")}.agrees_with(600 * .364));
}
