// Credit, textbook route: what is owed, who fails, how much to lend, and ruin.

#include "engine/random/normal.hpp"
#include "models/validation/best_response.hpp"
#include "models/validation/credit_risk.hpp"
#include "models/validation/receivables.hpp"
#include "models/validation/ruin.hpp"
#include "tests/support/averages.hpp"

using namespace channelsim;
using namespace channelsim::validation;

TEST_CASE("V57 textbook: receivables are daily sales times the mean delay of payment") {
  const CreditSales sales{50'000.0 / 30, {{.3, 0}, {.4, 30}, {.2, 60}, {.1, 90}}};
  const Receivables expected = expected_receivables(sales);
  CHECK(expected.mean_delay == Approx(33));
  CHECK(expected.amount == Approx(55'000));
  const Runs amount = runs_of(64, 57, [&](const Draws& draws) {
    return simulate_receivables(sales, 10, 1000, 100, draws);
  });
  check_mean(amount, 55'000, 0, .005);
  CHECK(amount.mean() / 50'000 * 30 == Approx(33).epsilon(.005));
}

TEST_CASE("V58 textbook: open invoices are Poisson, whatever the law of the delays") {
  const auto check = [](auto delay) {
    const Runs open = runs_of(1024, 58, [&](const Draws& draws) {
      return simulate_open_invoices(20, delay, 500, draws);
    });
    check_mean(open, 700, 1e-3, .002);
    check_variance(open, 26.458 * 26.458);
  };
  check([](const Lanes& u) { return -35.0 * logarithm(u); });
  check([](const Lanes&) { return Lanes(35.0); });
  check([](const Lanes& u) { return 35.0 * exponential(.5 * normal_quantile(u) - .125); });
}

TEST_CASE("V59 textbook: defaults at a constant hazard, their expected loss, and whom to trust") {
  CHECK(default_probability(.04, 1) == printed(.039211));
  CHECK(default_probability(.04, 5) == printed(.181269));
  CHECK(100'000 * .45 * default_probability(.04, 1) == Approx(1764.475).epsilon(1e-6));
  CHECK(highest_default_probability(.25) == Approx(.2));
  Runs one_year, five_years;
  for (std::uint32_t first = 0; first < 16'000; first += lanes_per_block) {
    for (std::uint32_t partner = 0; partner < 400; ++partner)
      one_year.add(simulate_default(.04, 1, Draws(59, first), partner));
    for (std::uint32_t partner = 0; partner < 80; ++partner)
      five_years.add(simulate_default(.04, 5, Draws(60, first), partner));
  }
  check_mean(one_year, .039211, 5e-7, .002);
  check_mean(five_years, .181269, 5e-7, .002);
  // At the limit a sale on credit earns nothing in the mean; below it gains, above it loses.
  const auto earned = [](double probability) {
    Runs profit;
    for (std::uint32_t first = 0; first < 16'000; first += lanes_per_block)
      for (Step sale = 0; sale < 10; ++sale)
        profit.add(simulate_credit_sale(probability, .25, Draws(61, first), sale));
    return profit;
  };
  CHECK(std::abs(earned(.2).mean()) < 4.89 * earned(.2).standard_error());
  CHECK(earned(.19).mean() > 4.89 * earned(.19).standard_error());
  CHECK(earned(.21).mean() < -4.89 * earned(.21).standard_error());
}

TEST_CASE("V60, V60x textbook: the credit line that makes capital grow fastest") {
  const auto check = [](const CreditBet& bet, double share, double growth) {
    CHECK(kelly_share(bet) == Approx(share));
    CHECK(best_response([&](double x) { return log_growth(bet, x); }, .3) ==
          Approx(share).epsilon(1e-5));
    CHECK(log_growth(bet, share) == Approx(growth).margin(5e-7));
  };
  const CreditBet bet{.1, .25, 1};
  check(bet, .5, .036690);
  check({.12, .10, .5}, .56, .008529);
  CHECK(kelly_share({.08, .2, .6}) == 1);
  // The bound binds: growth still rises there, to a peak beyond.
  CHECK(log_growth({.08, .2, .6}, 1) > log_growth({.08, .2, .6}, .99));
  CHECK(best_response(
            [](double x) {
              return log_growth({.08, .2, .6}, x);
            },
            .5) == Approx(1.1333).epsilon(1e-4));
  const auto growth = [&](double share) {
    return runs_of(
        1024, 60, [&](const Draws& draws) { return simulate_log_growth(bet, share, 9600, draws); });
  };
  check_mean(growth(.5), .036690, 5e-7, .003);
  CHECK(growth(.5).mean() > growth(.3).mean());
  CHECK(growth(.5).mean() > growth(.7).mean());
}

TEST_CASE("V61, V61x textbook: a reserve that grows in the mean is still used up at times") {
  const auto check = [](const RiskReserve& risk, double expected, double safe) {
    CHECK(ruin_probability(risk) == printed(expected));
    // From `safe` on ruin has a chance below 1e-5.
    CHECK(ruin_probability(RiskReserve{risk.mean_loss, risk.loading, safe}) < 1e-5);
    check_mean(
        runs_of(40'000, 61, [&](const Draws& draws) { return simulate_ruin(risk, safe, draws); }),
        expected, 1e-5);
  };
  check({10, .25, 50}, .294304, 600);
  check({5, .1, 80}, .212279, 700);
  const Gambler gambler{.55, 10, 30};
  CHECK(ruin_probability(gambler) == printed(.132323));
  CHECK(iterate_ruin_probability(gambler) == printed(.132323));
  check_mean(runs_of(80'000, 61, [&](const Draws& draws) { return simulate_ruin(gambler, draws); }),
             .132323, 5e-7);
}
