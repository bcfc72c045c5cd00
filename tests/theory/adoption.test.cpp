// Durables, first bought: Bass's curve. Cohorts and persons follow the same law.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/market_history.hpp"

using namespace channelsim::market;

namespace {

/// p and q per year, simulated in steps of 1 / steps_per_year.
struct Durable {
  double p, q, steps_per_year;

  /// Share of owners after so many years, in continuous time [Bass 1969].
  double owners(double years) const {
    const double fading = std::exp(-(p + q) * years);
    return (1 - fading) / (1 + q / p * fading);
  }
  /// The same in steps, in an endless market: F' = F + (1 - F) (1 - exp(-(p + q F) / n)).
  double owners_in_steps(int steps) const {
    double owners = 0;
    for (int step = 0; step < steps; ++step)
      owners += (1 - owners) * (1 - std::exp(-(p + q * owners) / steps_per_year));
    return owners;
  }
  std::string story(double consumers, int replications, int steps, int every,
                    const std::string& resolution = "cohorts") const {
    return one_shop(fmt::format("purchase_rate: {}", p / steps_per_year),
                    fmt::format("{}", consumers)) +
           fmt::format(
               "horizon: {}\nreplications: {}\n"
               "series: {{figures: [penetration, new_customers], every: {}}}\n"
               "consumers: {{memory: true, resolution: {}}}\n"
               "demand: {{may_not_buy: false, incidence: {{type: bass, imitation: {}}}}}\n",
               steps, replications, every, resolution, q / steps_per_year);
  }
};

/// Where a parabola through equidistant values, fitted around 0, has its top, and how high it is.
struct Top {
  double place, height;
};
Top top_of(const std::vector<double>& values) {
  const int half = static_cast<int>(values.size() / 2);
  double s2 = 0, s4 = 0, y = 0, xy = 0, xxy = 0;
  for (int x = -half; x <= half; ++x) {
    const double value = values[static_cast<std::size_t>(x + half)], xx = double(x) * x;
    s2 += xx, s4 += xx * xx, y += value, xy += x * value, xxy += xx * value;
  }
  const double n = 2 * half + 1, slope = xy / s2;
  const double curvature = (n * xxy - s2 * y) / (n * s4 - s2 * s2);
  const double level = (y - curvature * s2) / n;
  return {-slope / (2 * curvature), level - slope * slope / (4 * curvature)};
}

}  // namespace

TEST_CASE("V12 scenario: adoption of durables peaks when, and as high as, Bass published") {
  struct Published {
    double p, q, millions, years_to_peak, peak, owners;
  };
  // Air conditioners, clothes dryers, record players; millions, millions a year.
  const Published published[] = {{.010399, .41861, 16.895, 8.6134, 1.85704, .487579},
                                 {.017206, .35688, 15.092, 8.1055, 1.47947, .475894},
                                 {.024796, .6541, 21.937, 4.8204, 3.86438, .481046}};
  for (const Published& each : published) {
    INFO("p = " << each.p);
    const Durable durable{each.p, each.q, 52};
    const auto center = static_cast<int>(each.years_to_peak * 52), half = 52;
    const History history(durable.story(each.millions * 1e6, 32, center + half + 1, 1));
    std::vector<double> per_year;
    for (int step = center - half; step <= center + half; ++step)
      per_year.push_back(history.in_step(static_cast<std::uint32_t>(step), "new_customers").mean() *
                         52 / 1e6);
    const Top top = top_of(per_year);
    // A step's adopters are counted around its middle. Weekly steps are late by 0.023 to 0.031
    // years, and lower by 0.2 to 0.4 %.
    const double years = (center + top.place + 0.5) / 52;
    CHECK(years == Approx(each.years_to_peak).margin(0.035));
    CHECK(top.height == Approx(each.peak).epsilon(0.005));
    const auto steps = static_cast<std::uint32_t>(years * 52 + 0.5);
    CHECK(history.after(steps, "penetration").mean() == Approx(each.owners).margin(0.0015));
    // Against the same steps in an endless market: 32 runs of 15 million, a shift of 0.0002 is
    // seen.
    CHECK(history.after(steps, "penetration")
              .agrees_with(durable.owners_in_steps(static_cast<int>(steps)), 1e-7));
  }
}

TEST_CASE("V14 scenario: consumers adopt at Bass's hazard") {
  const Durable durable{.01, .4, 52};
  const History history(durable.story(10000, 400, 624, 52));
  struct Expected {
    std::uint32_t years;
    double continuous, weekly, sd;
  };
  for (const Expected& at : {Expected{5, .141683, .1407, .0085}, Expected{9, .487787, .4844, .0174},
                             Expected{12, .768365, .7652, .0134}}) {
    INFO("after " << at.years << " years");
    const Sample owners = history.after(at.years * 52, "penetration");
    REQUIRE(durable.owners(at.years) == Approx(at.continuous).margin(1e-6));
    CHECK(owners.agrees_with(at.continuous, 0.006));
    // Standard errors of .0004 to .0009; a finite market is ahead or behind by up to 0.0005.
    CHECK(owners.agrees_with(at.weekly, 0.0005));
    // A standard deviation from 400 runs is known to 3.5 %.
    CHECK(std::sqrt(owners.variance()) == Approx(at.sd).epsilon(4.89 * 0.0355));
  }
}

TEST_CASE("V14 scenario: steps of a year bias adoption as they must") {
  const Durable durable{.01, .4, 1};
  const Sample owners = History(durable.story(10000, 400, 9, 9)).after(9, "penetration");
  CHECK(durable.owners_in_steps(9) == Approx(.354).margin(.0005));
  CHECK(owners.agrees_with(durable.owners_in_steps(9), 0.0005));
}

TEST_CASE("in discrete time the hazard of a step is the rate itself") {
  // F' = F + (1 - F)(p + q F), in an endless market. 64 runs of 1e7, and 400 of 1000 persons, where
  // a shift of 0.004 is seen.
  const Durable durable{.05, .6, 1};
  for (const auto& [resolution, consumers, replications, margin] :
       {std::tuple("cohorts", 1e7, 64, 1e-6), std::tuple("persons", 1e3, 400, 0.002)}) {
    std::string story = durable.story(consumers, replications, 8, 1, resolution);
    story.replace(story.find("{type: bass,"), 12, "{type: bass, discrete: true,");
    const History history(story);
    double owners = 0;
    for (std::uint32_t step = 0; step < 8; ++step) {
      INFO(resolution << ", step " << step);
      owners += (1 - owners) * (durable.p + durable.q * owners);
      CHECK(history.after(step + 1, "penetration").agrees_with(owners, margin));
    }
  }
}

TEST_CASE("persons adopt as cohorts do, in the mean and in how runs differ") {
  // 800 persons, 160 runs of 12 years in months: standard deviations of .03, known to 5.6 %.
  const Durable durable{.01, .4, 12};
  const History cohorts(durable.story(800, 1600, 144, 36)),
      persons(durable.story(800, 160, 144, 36, "persons"));
  for (const std::uint32_t steps : {36u, 72u, 108u, 144u}) {
    const Sample one = cohorts.after(steps, "penetration"),
                 other = persons.after(steps, "penetration");
    INFO(steps << " months: " << one.mean() << " and " << other.mean());
    CHECK(one.agrees_with(other));
    CHECK(std::sqrt(other.variance() / one.variance()) == Approx(1).margin(4.89 * 0.06));
  }
}

namespace {

/// 1e7 consumers, nobody imitates; the hazard of each step from the figures of that step.
std::vector<double> hazards(const std::string& resolution, double consumers,
                            const std::string& rule, const std::string& marketing) {
  const History history(one_shop("purchase_rate: 0.1", fmt::format("{}", consumers)) +
                        "horizon: 8\nreplications: 64\nseries: penetration\n"
                        "consumers: {memory: true, resolution: " +
                        resolution +
                        "}\ndemand: {may_not_buy: false, incidence: {type: bass, imitation: 0, " +
                        rule + "}}\n" + marketing);
  std::vector<double> found;
  for (std::uint32_t step = 0; step < 8; ++step)
    found.push_back(-std::log((1 - history.after(step + 1, "penetration").mean()) /
                              (1 - history.after(step, "penetration").mean())));
  return found;
}

}  // namespace

TEST_CASE("a price that moves changes the hazard in that step alone, by Bass, Krishnan and Jain") {
  // A cut of a fifth in steps 3 and 4: the price falls by 0.2, and rises by 0.25 in step 5.
  const std::string promotion = "promotions: [{name: cut, start: 3, length: 2, price_cut: 0.2}]\n";
  for (const auto& [resolution, consumers, margin] :
       {std::tuple("cohorts", 1e7, 0.0005), std::tuple("persons", 5e3, 0.01)}) {
    const auto found = hazards(resolution, consumers, "price_effect: -2", promotion);
    // Owners of a share known to sqrt(.25 / 6.4e8): hazards to 2e-5 x 2; of persons to 2e-3.
    for (std::size_t step = 0; step < 8; ++step) {
      INFO(resolution << ", step " << step);
      const double factor = step == 3 ? 1 + 2 * 0.2 : step == 5 ? 1 - 2 * 0.25 : 1;
      CHECK(found[step] == Approx(0.1 * factor).margin(margin));
    }
  }
}

TEST_CASE("advertising that rises raises the hazard, by Bass, Krishnan and Jain") {
  // Stocks 100, 150, 175 … from step 2: relative rises 1/2, 1/6, 1/14; none at the first.
  const std::string spots =
      "campaigns: [{name: spots, start: 2, length: 4, spending: 100, carryover: 0.5}]\n";
  const auto found = hazards("cohorts", 1e7, "advertising_effect: 0.8", spots);
  double stock = 0;
  for (std::size_t step = 0; step < 8; ++step) {
    INFO("step " << step);
    const double next = (step >= 2 && step < 6 ? 100 : 0) + 0.5 * stock;
    const double rise = stock > 0 ? std::max(next / stock - 1, 0.0) : 0;
    stock = next;
    CHECK(found[step] == Approx(0.1 * (1 + 0.8 * rise)).margin(0.0005));
  }
}

TEST_CASE("advertising that rises raises the hazard in its own region only") {
  const Story story(R"(
horizon: 2
replications: 64
breakdown: [region]
consumers: {memory: true}
demand: {may_not_buy: false, incidence: {type: bass, imitation: 0, advertising_effect: 2}}
products: [{name: good, unit_cost: 1, list_price: 2}]
regions: [{name: here, consumers: 1e6}, {name: there, consumers: 1e6}]
segments: [{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0}]
channels: [{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}]
members: [{name: web, channel: outlet, reach: everywhere}]
campaigns: [{name: spots, regions: [there], spending: 100, carryover: 0.5}]
)");
  // In the second step the stock there rises by a half: the hazard is 0.1 x (1 + 2 x 0.5).
  CHECK(Sample{story.figure("penetration[region=here]")}.agrees_with(1 - std::exp(-0.2)));
  CHECK(Sample{story.figure("penetration[region=there]")}.agrees_with(1 - std::exp(-0.3)));
}

TEST_CASE("owners of a durable buy again at the rate of replacement") {
  for (const char* resolution : {"cohorts", "persons"}) {
    const Story story(
        one_shop("purchase_rate: 0, customers_at_start: 1", "500") +
        "horizon: 10\nreplications: 400\nconsumers: {memory: true, resolution: " + resolution +
        "}\ndemand: {may_not_buy: false, incidence: {type: bass, imitation: 5, "
        "replacement_rate: 0.05}}\n");
    // At most one purchase in a step.
    INFO(resolution);
    CHECK(std::abs(story.mean("consumer_purchases") - 5000 * (1 - std::exp(-0.05))) <
          4.89 * story.standard_error("consumer_purchases"));
    CHECK(story.mean("new_customers") == 0);
  }
}
