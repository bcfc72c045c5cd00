// Partners that come, learn and leave, textbook route.

#include "models/validation/learning.hpp"
#include "models/validation/partner_stock.hpp"
#include "tests/support/averages.hpp"

using namespace channelsim;
using namespace channelsim::validation;

TEST_CASE("V73, V73x textbook: a learning curve") {
  const LearningCurve curve{100, .8};
  CHECK(curve.exponent() == printed(.321928));
  CHECK(curve.cost(4) == Approx(64));
  CHECK(curve.cost(10) == printed(47.650987));
  CHECK(curve.total_cost(8) == printed(534.591349));
  const LearningCurve slower{40, .9};
  CHECK(slower.cost(7) == printed(29.757913));
  CHECK(slower.cost(16) == Approx(26.244));
  CHECK(slower.total_cost(12) == printed(374.978316));
  // A doubling costs the same share wherever it begins.
  for (const int number : {1, 3, 10}) {
    CHECK(curve.cost(2 * number) == Approx(.8 * curve.cost(number)));
    CHECK(slower.cost(2 * number) == Approx(.9 * slower.cost(number)));
  }
}

TEST_CASE("V73, V73x textbook: skill fades between trainings and settles to a rhythm") {
  for (const SkillLevels& levels :
       {steady_skill({.1, 3, .5}), follow_skill({.1, 3, .5}, 100, 1000)}) {
    CHECK(levels.after_training == printed(.794167));
    CHECK(levels.before_training == printed(.588333));
    CHECK(levels.mean == printed(.686112));
  }
  for (const SkillLevels& levels :
       {steady_skill({.06, 6, .35}), follow_skill({.06, 6, .35}, 100, 1000)}) {
    CHECK(levels.after_training == printed(.640427));
    CHECK(levels.before_training == printed(.446811));
    CHECK(levels.mean == printed(.537823));
  }
}

TEST_CASE("V74 textbook: partners that are won and lost settle to a Poisson number") {
  const PartnerLifeCycle cycle{4, .6, .08};
  CHECK(expected_partners(cycle, 12) == printed(18.513213));
  CHECK(expected_partners(cycle, 1e6) == Approx(30));
  CHECK(expected_retention(cycle, 12) == printed(.382893));
  const auto simulate_until = [&](double months) {
    Runs active, started, stayed;
    for (std::uint32_t first = 0; first < 4096; first += lanes_per_block) {
      const PartnerCount count = simulate_partners(cycle, months, Draws(74, first));
      active.add(count.active);
      started.add(count.started);
      stayed.add(count.stayed);
    }
    check_mean(started, months * 2.4, 0, .005);
    // The share of all partners, so that runs with few of them count less.
    CHECK(std::abs(stayed.mean() / started.mean() - .382893) <
          4.89 * std::sqrt(.382893 * .617107 / (4096 * started.mean())));
    return active;
  };
  check_mean(simulate_until(12), 18.513213, 5e-7, .005);
  const Runs settled = simulate_until(200);
  check_mean(settled, 30, 1e-4, .005);
  check_variance(settled, 30);
}
