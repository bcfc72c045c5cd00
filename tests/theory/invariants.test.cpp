// What holds in every market: conservation, scaling, null cases, monotonicity under common luck.

#include <fmt/format.h>

#include <cmath>

#include "models/market/watch.hpp"
#include "models/market/week.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/chance.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {
/// A random but valid market: up to 3 products, 3 regions, 3 segments, 2 tiers, 6 sellers.
std::string generated(std::uint32_t number) {
  Chance chance(number);
  const auto real = [&](double low, double high) { return chance.real(low, high); };
  const auto whole = [&](int low, int high) { return chance.whole(low, high); };
  const auto flag = [&] { return chance.flag(); };
  std::string yaml = fmt::format(
      "horizon: {}\nreplications: 20\nbreakdown: [channel, region, member]\n", whole(1, 30));
  yaml += fmt::format("demand: {{incidence: {}, price_response: {}, season: {{amplitude: {}}}}}\n",
                      flag() ? "poisson" : "bernoulli", flag() ? "linear" : "logarithmic",
                      real(0, 0.8));
  yaml += "products:\n";
  const int products = whole(1, 3);
  for (int i = 0; i < products; ++i)
    yaml += fmt::format(
        "  - {{name: p{}, unit_cost: {}, list_price: {}, recommended_price: {}, divisible: {}}}\n",
        i, real(1, 5), real(5, 10), real(10, 20), flag());
  yaml += "regions:\n";
  const int regions = whole(1, 3);
  for (int i = 0; i < regions; ++i)
    yaml += fmt::format("  - {{name: r{}, consumers: {}}}\n", i, whole(0, 5000));
  yaml += fmt::format(
      "segments:\n  - {{name: s0, share: 0.25, purchase_rate: {}, price_sensitivity: {}}}\n"
      "  - {{name: s1, share: 0.75, purchase_rate: {}, price_sensitivity: {}}}\n",
      real(0, 0.5), real(0, 0.3), real(0, 0.1), real(0, 2));
  yaml += "members:\n";
  for (int i = 0; i < 2; ++i)
    yaml += fmt::format(
        "  - {{name: d{}, channel: distributor, lead_time: {}, purchase_discount: {}}}\n", i,
        whole(1, 6), real(0, 0.3));
  const char* channels[] = {"independent_retailer", "own_shop", "web_shop", "marketplace_shop"};
  const int sellers = whole(1, 6);
  for (int i = 0; i < sellers; ++i) {
    const int channel = whole(0, 3);
    yaml += fmt::format(
        "  - {{name: m{}, channel: {}, region: r{}, supplier: {}, lead_time: {}, promotion_shift: "
        "{}, "
        "replenishment: {}}}\n",
        i, channels[channel], whole(0, regions - 1),
        channel == 0 ? (flag() ? "d0" : "d1") : "manufacturer", whole(1, 4), whole(0, 9),
        flag() ? fmt::format("{{type: order_up_to, safety_factor: {}, smoothing: {}}}", real(0, 2),
                             real(0, 1))
               : fmt::format("{{type: base_stock, level: {}}}", whole(0, 300)));
  }
  yaml += fmt::format(
      "promotions: [{{name: deal, start: {}, length: {}, every: 10, price_cut: {}, trade_discount: "
      "{}, cost: {}}}]\n",
      whole(0, 5), whole(1, 10), real(0, 0.5), real(0, 0.3), real(0, 100));
  return yaml;
}
}  // namespace

TEST_CASE("X1 scenario: goods and money are conserved after every step of 200 generated markets") {
  // Story proves conservation after each step and throws otherwise.
  for (std::uint32_t number = 0; number < 200; ++number) {
    INFO(generated(number));
    const Story story(generated(number));
    for (const auto& [name, values] : story.figures())
      for (const double value : values) REQUIRE(std::isfinite(value));
    for (std::size_t r = 0; r < 20; ++r) {
      const double total = story.figure("channel_profit")[r];
      const double parts =
          story.figure("manufacturer_profit")[r] + story.figure("partner_profit")[r];
      REQUIRE(total == Approx(parts).epsilon(1e-9).margin(1e-6));
    }
  }
}

namespace {
constexpr Block whole_block{0, 32, lanes_per_block};  // replication 32 and the ones after it

/// Runs three steps under watch, lets `damage` break the world, and tells what is then found.
template <class Damage>
std::vector<std::string> found_in(Invariant invariant, Block block, Damage damage) {
  const Study study = study_of(generated(3));
  World world = build_world(study.plans[0]);
  const std::array invariants{invariant};
  Watch watch(Scrutiny::each_step, invariants, block, nullptr);
  for (Step now = 0; now < 3; ++now) watch.step(world, Draws(1, 0), now);
  REQUIRE(watch.findings().empty());
  damage(world);
  Findings& findings = watch.findings();
  if (invariant == Invariant::goods_and_money_conserved) check_conservation(world, findings);
  if (invariant == Invariant::no_negative_stock) check_no_negative_stock(world, findings);
  if (invariant == Invariant::no_stock_no_sales)
    check_sales(world, world.shelves.on_hand, findings);
  std::vector<std::string> told;
  for (int lane = 0; lane < lanes_per_block; ++lane)
    if (const auto& failure = findings.in(lane))
      told.push_back(fmt::format("{} {} {} {:.9g}", failure->replication, failure->step,
                                 failure->variable, std::fabs(failure->value)));
  return told;
}
using Told = std::vector<std::string>;
}  // namespace

TEST_CASE(
    "a piece or a coin that appears from nowhere is noticed, replication and step are named") {
  const auto conserved = Invariant::goods_and_money_conserved;
  const auto piece_in_lane_5 = [](World& world) {
    add_in_lane(world.shelves.on_hand[0].value, 5, 1);
  };
  CHECK(found_in(conserved, whole_block, piece_in_lane_5) == Told{"37 2 pieces[product=p0] 1"});
  const Block without_lane_5{0, 32, 5};  // lanes that nobody reads do not count
  CHECK(found_in(conserved, without_lane_5, piece_in_lane_5).empty());
  const Told orders = found_in(conserved, whole_block,
                               [](World& world) { world.shelves.on_order[0].value += 1.0; });
  REQUIRE(orders.size() == lanes_per_block);
  CHECK(orders[0] == "32 2 on_order[member=d0,product=p0] 1");
  const Told pieces =
      found_in(conserved, whole_block, [](World& world) { world.factory_stock[0].value += 1.0; });
  CHECK(pieces[15] == "47 2 pieces[product=p0] 1");
  const Told money = found_in(conserved, whole_block, [](World& world) {
    Lanes amount = 0.0;
    amount.set(3, std::nan(""));  // a transfer of no known amount
    world.ledger.post(0, 1, Item::goods, Money<Lanes>{amount});
  });
  CHECK(money == Told{"35 2 money nan"});
}

TEST_CASE("a shelf that sells more than it had is noticed, and named") {
  const auto sell = [](double more) {
    return [more](World& world) {
      for (auto& sold : world.shelves.sold) sold.value = 0.0;
      add_in_lane(world.shelves.sold[0].value, 2, world.shelves.on_hand[0].value[2] + more);
    };
  };
  CHECK(found_in(Invariant::no_stock_no_sales, whole_block, sell(0)).empty());
  CHECK(found_in(Invariant::no_stock_no_sales, whole_block, sell(1)) ==
        Told{"34 2 sold[member=d0,product=p0] 1"});
}

TEST_CASE("a stock below nothing is noticed, and named") {
  const auto empty = [](double less) {
    return [less](World& world) { world.shelves.on_hand[0].value.set(7, -less); };
  };
  CHECK(found_in(Invariant::no_negative_stock, whole_block, empty(0)).empty());
  CHECK(found_in(Invariant::no_negative_stock, whole_block, empty(1)) ==
        Told{"39 2 on_hand[member=d0,product=p0] 1"});
}

namespace {
std::string two_tiers(double money, double sensitivity, const std::string& change = "{}") {
  return fmt::format(R"(
horizon: 30
replications: 400
products: [{{name: good, unit_cost: {0}, list_price: {1}, recommended_price: {2}, divisible: true}}]
regions: [{{name: town, consumers: 2000}}]
segments: [{{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: {3}}}]
manufacturer: {{fixed_cost: {1}}}
members:
  - {{name: hub, channel: distributor, handling_cost: {4}, fixed_cost: {2}}}
  - {{name: shop, channel: independent_retailer, region: town, supplier: hub, site: 1, handling_cost: {4}, fixed_cost: {2},
     replenishment: {{type: order_up_to, safety_factor: 1.05}}}}
  - {{name: site, channel: marketplace_shop, handling_cost: {4}, fixed_cost: {2}}}
promotions: [{{name: deal, start: 4, length: 3, every: 10, price_cut: 0.2, trade_discount: 0.1, cost: {2}}}]
strategies: [{{name: as_is}}, {{name: changed, set: {5}}}]
)",
                     4 * money, 10 * money, 15 * money, sensitivity, 0.3 * money, change);
}
}  // namespace

TEST_CASE("X4 scenario: in another currency the pieces are the same and the money scales") {
  const Story yuan(two_tiers(1, 0.2)), cents(two_tiers(100, 0.002));
  for (const char* pieces : {"units_sold", "lost_sales", "channel_stock", "fill_rate"})
    for (std::size_t r = 0; r < 400; ++r)
      REQUIRE(cents.figure(pieces)[r] == Approx(yuan.figure(pieces)[r]).epsilon(1e-9).margin(1e-9));
  for (const char* money : {"manufacturer_profit", "partner_profit", "consumer_spending",
                            "trade_support", "manufacturer_outlay"})
    for (std::size_t r = 0; r < 400; ++r)
      REQUIRE(cents.figure(money)[r] == Approx(100 * yuan.figure(money)[r]).epsilon(1e-9));
}

TEST_CASE("X5 scenario: no demand, no sales, no consumers' choice, no share") {
  const Story story(R"(
horizon: 10
replications: 16
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0, price_sensitivity: 1}]
manufacturer: {fixed_cost: 7}
members: [{name: shop, channel: own_shop, region: town, fixed_cost: 3}]
)");
  for (const char* nothing :
       {"units_sold", "lost_sales", "consumer_spending", "channel_stock", "market_share"})
    CHECK(story.mean(nothing) == 0);
  CHECK(story.mean("fill_rate") == 1);
  CHECK(story.mean("manufacturer_profit") == -100);
  CHECK(story.variance("manufacturer_profit") == 0);
}

TEST_CASE("X6 scenario: a dearer offer sells no more, a shorter lead time serves no worse") {
  const Story dearer(two_tiers(1, 0.2, "{members.site.pricing: {type: fixed, price: 16}}"));
  CHECK(dearer.mean("units_sold[channel=marketplace_shop]", "changed") <
        dearer.mean("units_sold[channel=marketplace_shop]"));
  CHECK(dearer.mean("units_sold[channel=independent_retailer]", "changed") >
        dearer.mean("units_sold[channel=independent_retailer]"));
  const Story faster(two_tiers(1, 0.2, "{members.hub.lead_time: 1}"));
  CHECK(faster.mean("fill_rate", "changed") >= faster.mean("fill_rate"));
  CHECK(faster.mean("channel_stock", "changed") < faster.mean("channel_stock"));
}

TEST_CASE("a plan that changes nothing has the same figures, to the bit") {
  const Story story(two_tiers(1, 0.2, "{members.shop.site: 1.0}"));
  CHECK(story.figures() == story.figures("changed"));
}
