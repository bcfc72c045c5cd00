// A replication in an uncertain future is, to the bit, what a sure run with the values of that
// future is.

#include <algorithm>
#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

constexpr std::uint32_t replications = 40;  // two and a half blocks

/// Where the uncertain values of the town stand, by slot.
std::vector<Parameter*> places(Study& study) {
  Scenario<Parameter>& first = study.plans[0].stages.front().market;
  Scenario<Parameter>& last = study.plans[0].stages.back().market;
  auto& policy = std::get<OrderUpTo<Parameter>>(first.members[0].traits.replenishment);
  return {&first.products[0].list_price.value,
          &first.regions[0].consumers,
          &policy.safety_factor,
          &first.segments[0].price_sensitivity,
          &last.products[0].list_price.value,
          &last.regions[0].consumers};
}
constexpr double low[] = {9, 1000.4, 1.2, 0.1, 8, 700}, high[] = {11, 1500.6, 2, 0.3, 14, 2000};

Study town(const std::string& incidence) {
  const std::string yaml = "horizon: 24\nreplications: " + std::to_string(replications) +
                           "\ndemand: {incidence: " + incidence + R"(}
products: [{name: good, unit_cost: 4, list_price: 10, recommended_price: 16}]
regions: [{name: town, consumers: 1000}]
segments:
  - {name: few, share: 0.3, purchase_rate: 0.1, price_sensitivity: 0.1}
  - {name: many, share: 0.7, purchase_rate: 0.2, price_sensitivity: 0.2}
members:
  - {name: hub, channel: distributor}
  - {name: shop, channel: independent_retailer, region: town, supplier: hub}
  - {name: site, channel: web_shop}
)";
  return dated_study({{0, yaml}, {10, yaml}});
}

Story sure(const std::string& incidence, const double (&values)[6]) {
  Study study = town(incidence);
  const auto parameters = places(study);
  for (std::size_t slot = 0; slot < parameters.size(); ++slot)
    *parameters[slot] = Parameter(values[slot]);
  return Story(study);
}

bool is_high(std::uint32_t replication) { return replication % 3 == 1; }

}  // namespace

TEST_CASE("each replication of a two-point future is that of the sure run with its values") {
  for (const char* incidence : {"poisson", "bernoulli"}) {
    Study study = town(incidence);
    const auto parameters = places(study);
    for (std::size_t slot = 0; slot < parameters.size(); ++slot)
      parameters[slot]->slot = static_cast<std::uint32_t>(slot);
    const FutureValues futures{
        parameters.size(), [](std::uint32_t first, std::span<double> values) {
          for (std::size_t i = 0; i < values.size(); ++i) {
            const std::size_t slot = i / lanes_per_block, lane = i % lanes_per_block;
            values[i] = is_high(first + static_cast<std::uint32_t>(lane)) ? high[slot] : low[slot];
          }
        }};
    const Story uncertain(study, futures), lows = sure(incidence, low),
                                           highs = sure(incidence, high);
    CHECK(lows.figures() != highs.figures());
    for (const auto& [name, values] : uncertain.figures())
      for (std::uint32_t r = 0; r < replications; ++r) {
        INFO(incidence << ": " << name << " in replication " << r);
        CHECK(values[r] == (is_high(r) ? highs : lows).figure(name)[r]);
      }
  }
}

TEST_CASE("an uncertain number of consumers is whole where a consumer buys at most once") {
  Study study = town("bernoulli");
  const auto parameters = places(study);
  parameters[1]->slot = 0;
  Futures<Lanes> futures{{Lanes(1000.0)}};
  futures.values[0].set(3, 1000.6);
  const World world = build_world(study.plans[0], futures);
  const auto& consumers = world.terms().consumers;
  CHECK(consumers[0][0] == 300);
  CHECK(consumers[1][0] == 700);
  CHECK(consumers[0][3] + consumers[1][3] == 1001);
}

namespace {
/// Figures where one value is 0, and `otherwise` in the replications of a list.
Story two_point(const Study& study, Parameter& value, double otherwise,
                const std::vector<std::uint32_t>& others) {
  value.slot = 0;
  return Story(study, {1, [=](std::uint32_t first, std::span<double> values) {
                         for (std::uint32_t lane = 0; lane < values.size(); ++lane)
                           values[lane] = std::ranges::count(others, first + lane) ? otherwise : 0;
                       }});
}

/// That replications whose future is the same have the same figures, whoever stands beside them.
void check_alone(const Story& one, const Story& other, const std::vector<std::uint32_t>& but) {
  for (const auto& [name, values] : one.figures())
    for (std::uint32_t r = 0; r < replications; ++r)
      if (!std::ranges::count(but, r)) {
        INFO(name << " in replication " << r);
        REQUIRE(values[r] == other.figure(name)[r]);
      }
}
}  // namespace

TEST_CASE("what consumers do who find no stock follows from their own future alone") {
  // Some 120 pieces a step are wanted, and there are 100 and half a piece in two.
  const auto with = [](const std::vector<std::uint32_t>& others) {
    Study study = study_of("horizon: 24\nreplications: " + std::to_string(replications) + R"(
demand: {may_not_buy: false, stock_out: {wait: 0}}
products: [{name: good, unit_cost: 4, list_price: 10, recommended_price: 16, divisible: true}]
regions: [{name: town, consumers: 1200}]
segments: [{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0}]
members: [{name: shop, channel: independent_retailer, region: town, lead_time: 1, replenishment: {type: base_stock, level: 100.5}}]
)");
    Parameter& wait = study.plans[0].stages.front().market.demand.stock_out.wait;
    return two_point(study, wait, 0.5, others);
  };
  const Story nobody = with({}), some = with({3, 20});
  check_alone(nobody, some, {3, 20});
  CHECK(nobody.figure("lost_sales")[3] != some.figure("lost_sales")[3]);
  CHECK(nobody.figure("units_sold")[0] != std::floor(nobody.figure("units_sold")[0]));
}

TEST_CASE("which persons are reached follows from their own future alone") {
  const auto with = [](const std::vector<std::uint32_t>& others) {
    Study study = study_of("horizon: 40\nreplications: " + std::to_string(replications) + R"(
demand: {incidence: {type: bass, imitation: 0.2, replacement_rate: 0}}
consumers: {resolution: persons}
products: [{name: good, unit_cost: 4, list_price: 10, recommended_price: 16}]
regions: [{name: town, consumers: 300}]
segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0}]
members: [{name: shop, channel: own_shop, region: town}]
)");
    auto& bass = std::get<Bass<Parameter>>(study.plans[0].stages.front().market.demand.incidence);
    return two_point(study, bass.replacement_rate, 0.2, others);
  };
  const Story nobody = with({}), some = with({3, 20});
  check_alone(nobody, some, {3, 20});
  CHECK(nobody.figure("units_sold")[3] < some.figure("units_sold")[3]);
}
