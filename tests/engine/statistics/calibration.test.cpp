// What the program calls sure is sure that often: intervals contain the truth, and the plan called
// best is best. 2,000 experiments each, whose truth is drawn, too; 1e-6 false alarms: of a true 95
// % 1,849 to 1,944 hits are accepted, which finds a true 92 % with 76 %, a true 90 % or 98 % with
// 99 % power.

#include <fmt/format.h>

#include <boost/math/distributions/binomial.hpp>

#include "engine/base/elementary.hpp"
#include "engine/statistics/decision.hpp"
#include "engine/statistics/summary.hpp"
#include "tests/support/decisions.hpp"
#include "tests/support/goodness_of_fit.hpp"

using namespace channelsim;

namespace {

constexpr Purpose luck{"calibration"};
double normal_at(const Sampling& stage, std::uint32_t experiment, std::uint32_t index) {
  return normal_quantile(Draws(stage.seed, 0).uniform<1>(luck, {0}, experiment, index)[0]);
}

/// The numbers of hits among `trials` that chance leaves to the share.
struct Accepted {
  int least, most;
};
Accepted accepted(int trials, double share, double alarms) {
  const boost::math::binomial hits(trials, share);
  Accepted region{0, trials};
  while (boost::math::cdf(hits, region.least) < alarms / 2) ++region.least;
  while (boost::math::cdf(boost::math::complement(hits, region.most - 1)) < alarms / 2)
    --region.most;
  return region;
}

/// Of experiments with n values each, `value` of a normal number, the share whose interval holds
/// the truth, is as stated. Truths are shifts drawn from the unit interval.
template <class Value>
void check_coverage(int n, double share, double mean, Value value) {
  INFO("n " << n << ", coverage " << share);
  check_in_stages({7, 2000, false_alarms}, [&](const Sampling& stage) {
    int hits = 0;
    for (std::uint32_t experiment = 0; experiment < stage.n; ++experiment) {
      const double shift = normal_cumulative(normal_at(stage, experiment, 1000));
      std::vector<double> values;
      for (int i = 0; i < n; ++i)
        values.push_back(shift + value(normal_at(stage, experiment, std::uint32_t(i))));
      const Summary summary = summarise(values, Goal::watch);
      hits += std::fabs(*summary.mean - (shift + mean)) <= *summary.half_width;
    }
    const Accepted region = accepted(static_cast<int>(stage.n), share, stage.alarms);
    return region.least <= hits && hits <= region.most
               ? std::string()
               : fmt::format("{} hits, expected {} to {}", hits, region.least, region.most);
  });
}

}  // namespace

TEST_CASE("the bounds of the checks follow from one budget of false alarms") {
  CHECK(false_alarms == Approx(1e-6).epsilon(1e-3));
  CHECK(z_bound() == Approx(4.8916).epsilon(1e-4));
  CHECK(z_bound(0.05) == Approx(1.959964).epsilon(1e-6));
  CHECK(smallest_shift(1e5) == Approx(0.0195).epsilon(3e-3));
  CHECK(smallest_shift(1e5, 1e-3) == Approx(0.0145).epsilon(3e-3));
  CHECK(chi_square_bound(10, 0.05) == Approx(18.307).epsilon(1e-4));
  CHECK(anderson_darling_bound(0.01) == Approx(3.857).epsilon(0.02));  // [Stephens 1974]
  CHECK(accepted(2000, 0.95, 1e-6).least == 1849);
  CHECK(accepted(2000, 0.95, 1e-6).most == 1944);
}

TEST_CASE("of normal values, 95 % intervals contain the mean in 95 % of experiments") {
  for (const int n : {5, 20, 200}) check_coverage(n, 0.95, 0, [](double z) { return 3 * z; });
}

TEST_CASE("of very skewed values, intervals cover less, as the handbook says") {
  // Lognormal values with sigma = 2; shares of 4e6, 2e6 and 4e5 experiments with another generator,
  // known to 0.0003, 0.0003 and 0.0007. docs/validation.md and the glossary state them.
  const double mean = std::exp(2.0);
  const auto lognormal = [](double z) { return exponential(2 * z); };
  check_coverage(5, 0.531, mean, lognormal);
  check_coverage(20, 0.624, mean, lognormal);
  check_coverage(200, 0.782, mean, lognormal);
}

TEST_CASE("of values that do not vary, the interval is the value and always right") {
  for (const int n : {5, 20, 200}) {
    const Summary summary =
        summarise(std::vector<double>(static_cast<std::size_t>(n), 0.1), Goal::watch);
    CHECK(*summary.mean == 0.1);
    CHECK(*summary.half_width == 0);
  }
}

namespace {

/// Decisions between three plans of which the first leads by `gap` standard deviations of what the
/// plans do not share; how often each is recommended.
struct Verdicts {
  int right = 0, wrong = 0, none = 0;
};
Verdicts decisions(const Sampling& stage, double gap) {
  Verdicts verdicts;
  for (std::uint32_t each = 0; each < stage.n; ++each) {
    Results results(three_plans, {{"net_profit", "CNY", Goal::raise, ""}}, 50);
    fill(results, 50, [&](std::uint32_t plan, std::size_t, std::uint32_t replication) {
      return 5 * normal_at(stage, each, 4 * replication) + (plan == 0 ? gap : 0) +
             normal_at(stage, each, 4 * replication + 1 + plan);
    });
    const auto recommended =
        decide(results, {.objective = "net_profit", .threads = 1, .with_confidence = false})
            .recommended;
    ++(!recommended ? verdicts.none : *recommended == 0 ? verdicts.right : verdicts.wrong);
  }
  return verdicts;
}

}  // namespace

TEST_CASE("the plan that is called best at 95 % is truly best in 95 of 100 decisions") {
  // A lead of 0.5 of a plan's own standard deviation, 2.5 standard errors of a difference. Of 1,000
  // decisions, 50 and what chance adds may name another plan; a true 10 % is seen with 99 % power.
  check_in_stages({8, 1000, false_alarms}, [](const Sampling& stage) {
    const Verdicts found = decisions(stage, 0.5);
    const int named = found.right + found.wrong;
    if (named < static_cast<int>(stage.n) / 3) return fmt::format("only {} are named", named);
    const int most = accepted(named, 0.05, 2 * stage.alarms).most;
    return found.wrong <= most ? std::string()
                               : fmt::format("{} of {} are wrong", found.wrong, named);
  });
}

TEST_CASE("where no plan is best, at most one decision in twenty names one") {
  check_in_stages({9, 1000, false_alarms}, [](const Sampling& stage) {
    const Verdicts found = decisions(stage, 0);
    const int named = found.right + found.wrong;
    const int most = accepted(static_cast<int>(stage.n), 0.05, 2 * stage.alarms).most;
    return named <= most ? std::string() : fmt::format("{} are named", named);
  });
}
