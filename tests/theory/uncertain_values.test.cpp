// A replication in an uncertain future is, to the bit, what a sure run with the values of that
// future is.

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
