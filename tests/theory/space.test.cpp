// Where consumers go: Huff's model, breaking points between towns, catchments.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include "tests/support/choices.hpp"

using namespace channelsim::market;

namespace {
/// Stores of 5,000, 10,000 and 20,000 at 2, 4 and 8 minutes; 1,000 trips. `place_of` writes what a
/// store says of its place.
std::string three_stores(auto&& place_of, const std::string& segment, const std::string& demand) {
  std::string yaml = fmt::format(R"(
horizon: 1
replications: 10000
breakdown: [member]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}}]
regions: [{{name: town, consumers: 1000}}]
segments: [{{name: all, share: 1, purchase_rate: 1, price_sensitivity: 0{}}}]
channels: [{{name: store, owner: independent, holds_stock: false, fixed_cost: 0}}]
demand: {{may_not_buy: false{}}}
members:
)",
                                 segment, demand);
  const double size[] = {5000, 10000, 20000}, time[] = {2, 4, 8};
  for (int j = 0; j < 3; ++j)
    yaml += fmt::format("  - {{name: store{}, channel: store, region: town, {}}}\n", j,
                        place_of(size[j], time[j]));
  return yaml;
}
std::string huff(const std::string& demand = "") {
  return three_stores(
      [](double size, double time) {
        return fmt::format("floor_space: {}, travel_time: {}", size, time);
      },
      ", space_exponent: 1, distance_decay: 2", demand);
}
std::string logit(const std::string& demand = "") {
  return three_stores(
      [](double size, double time) {
        return fmt::format("site: {}", std::log(size) - 2 * std::log(time));
      },
      "", demand);
}
const char* const stores[] = {"store0", "store1", "store2"};
}  // namespace

TEST_CASE("V09 scenario: floor space and travel time share out trips as Huff says") {
  // n = 10,000 of means 143 … 571: a shift of 0.2 … 0.4 % of a share is seen.
  const double expected[] = {4.0 / 7, 2.0 / 7, 1.0 / 7};
  for (const char* incidence : {"poisson", "bernoulli"}) {
    const std::string demand = fmt::format(", incidence: {}", incidence);
    const auto means = expected_purchases(huff(demand));
    const Story story(huff(demand)), written_as_sites(logit(demand));
    for (int j = 0; j < 3; ++j) {
      CHECK(means[j] == Approx(1000 * expected[j]).epsilon(1e-12));
      check_mean(story, units_of(stores[j]), 1000 * expected[j]);
      // The same market in other words meets the same luck; rounding may move one of 30,000.
      int differ = 0;
      for (std::size_t r = 0; r < 10000; ++r)
        differ +=
            story.figure(units_of(stores[j]))[r] != written_as_sites.figure(units_of(stores[j]))[r];
      CHECK(differ <= 1);
    }
  }
}

TEST_CASE("where not buying is no choice, every occasion ends in a purchase") {
  for (const char* consumers : {"{}", "{memory: true}"}) {
    const Story story(huff(", incidence: bernoulli") + fmt::format("consumers: {}\n", consumers));
    for (const double units : story.figure("units_sold")) REQUIRE(units == 1000);
  }
  // With Poisson incidence the number of occasions is left to chance, not their end.
  const Story story(huff());
  check_mean(story, "units_sold", 1000);
  CHECK(story.variance("units_sold") == Approx(1000).epsilon(4.89 * std::sqrt(2.0 / 10000)));
}

TEST_CASE("a larger exponent of distance favours the near, of space the large") {
  const auto share = [](const std::string& exponents) {
    return expected_purchases(three_stores(
        [](double size, double time) {
          return fmt::format("floor_space: {}, travel_time: {}", size, time);
        },
        exponents, ""));
  };
  const auto usual = share(", space_exponent: 1, distance_decay: 2");
  const auto far = share(", space_exponent: 1, distance_decay: 3");
  const auto large = share(", space_exponent: 2, distance_decay: 2");
  CHECK(far[0] > usual[0]);
  CHECK(far[2] < usual[2]);
  CHECK(large[0] < usual[0]);
  CHECK(large[2] > usual[2]);
  // 1/2, 1/4, 1/8 of the attraction with exponent 3 by 2: 5/8, 10/64, 20/512.
  CHECK(far[0] / far[2] == Approx((5.0 / 8) / (20.0 / 512)).epsilon(1e-12));
  CHECK(large[2] / large[0] == Approx((400.0 / 64) / (25.0 / 4)).epsilon(1e-12));
}

namespace {
/// Two towns on a line and a village between them, from which people travel. The market towns have
/// no consumers of their own, so that all sales are the village's.
double lead_of_a(double distance, double people_of_a, double people_of_b, double from_b) {
  const Story story(fmt::format(R"(
horizon: 1
replications: 64
breakdown: [member]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}}]
regions: [{{name: a, consumers: 0}}, {{name: b, consumers: 0}}, {{name: village, consumers: 1e9}}]
segments:
  - {{name: all, share: 1, purchase_rate: 1, price_sensitivity: 0, space_exponent: 1,
     distance_decay: 2}}
demand: {{may_not_buy: false}}
channels: [{{name: centre, owner: independent, holds_stock: false, fixed_cost: 0}}]
members:
  - {{name: in_a, channel: centre, region: a, floor_space: {},
     catchment: [{{region: village, travel_time: {}}}]}}
  - {{name: in_b, channel: centre, region: b, floor_space: {},
     catchment: [{{region: village, travel_time: {}}}]}}
)",
                                people_of_a, distance - from_b, people_of_b, from_b));
  return story.mean(units_of("in_a")) - story.mean(units_of("in_b"));
}
/// The place between the towns where both draw the same, as a distance from B.
double breaking_point(double distance, double people_of_a, double people_of_b) {
  double low = 0.01 * distance, high = 0.99 * distance;
  while (high - low > 1e-4) {
    const double middle = (low + high) / 2;
    (lead_of_a(distance, people_of_a, people_of_b, middle) < 0 ? low : high) = middle;
  }
  return (low + high) / 2;
}
}  // namespace

TEST_CASE("V11 scenario: towns part their customers at Converse's breaking point") {
  // 64 replications of 5e8 trips to each town: the logarithm of their ratio has a standard error of
  // 8e-6; it changes by 2/x + 2/(D - x) = 0.3 per unit of distance, so that 1.3e-4 are seen.
  CHECK(breaking_point(30, 120000, 30000) == Approx(10).margin(3e-4));
}
TEST_CASE("V11x scenario: so they do where the other town is the larger") {
  // By 2/28.125 + 2/16.875 = 0.19 per unit: 2.1e-4 are seen.
  CHECK(breaking_point(45, 90000, 250000) == Approx(28.125).margin(4e-4));
}

TEST_CASE("a store draws from its own region and from its catchment, and from nowhere else") {
  const std::string market = R"(
horizon: 1
replications: 10000
breakdown: [member, region]
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]
regions: [{name: east, consumers: 1000}, {name: north, consumers: 2000}, {name: west, consumers: 4000}]
segments: [{name: all, share: 1, purchase_rate: 0.5, price_sensitivity: 0, distance_decay: 1}]
channels: [{name: store, owner: independent, holds_stock: false, fixed_cost: 0}]
members:
  - {name: eastern, channel: store, region: east, travel_time: 2,
     catchment: [{region: north, travel_time: 4}]}
  - {name: western, channel: store, region: west, travel_time: 0.5}
)";
  // Utilities: east -ln 2, north -ln 4, west -ln 0.5; weights 1/2, 1/4 and 2.
  const Story story(market);
  check_mean(story, units_of("eastern"), 500 * (0.5 / 1.5) + 1000 * (0.25 / 1.25));
  check_mean(story, units_of("western"), 2000 * (2.0 / 3));
  // Consumers who remember are told by where they live, members by where they stand.
  const Story told(market + "demand: {incidence: bernoulli}\nconsumers: {memory: true}\n");
  check_mean(told, "consumer_purchases[region=east]", 500 * (0.5 / 1.5));
  check_mean(told, "consumer_purchases[region=north]", 1000 * (0.25 / 1.25));
  check_mean(told, "consumer_purchases[region=west]", 2000 * (2.0 / 3));
  check_mean(told, "units_sold[region=east]", 500 * (0.5 / 1.5) + 1000 * (0.25 / 1.25));
  for (const double units : told.figure("consumer_purchases[region=north]")) REQUIRE(units > 0);
}
