// Counts have their distribution, by Boost's distribution functions. n = 1e6 for each set of
// parameters, 1e-6 false alarms: a chi-square over K = 502 bins finds with 90 % power a mean that
// is off by 0.015 standard deviations (a non-centrality of n shift^2 = 220).

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "engine/random/binomial.hpp"
#include "engine/random/hypergeometric.hpp"
#include "engine/random/multinomial.hpp"
#include "engine/random/poisson.hpp"
#include "tests/support/goodness_of_fit.hpp"

using namespace channelsim;

namespace {

template <class Quantile, class Cumulative>
void check_counts(Quantile quantile, Cumulative at_most) {
  check_in_stages({3, 1'000'000, false_alarms}, [&](const Sampling& stage) {
    constexpr Purpose purpose{"fit of counts"};
    std::vector<double> values;
    for (std::uint32_t step = 0; step < stage.n / 16; ++step) {
      const LanesOf<16> row = quantile(Draws(stage.seed, 0).uniform<16>(purpose, {0}, step));
      for (int lane = 0; lane < 16; ++lane) values.push_back(row[lane]);
    }
    return against_counts(std::move(values), at_most, stage.alarms);
  });
}

double binomial_at_most(double k, double count, double p) {
  return k < 0 ? 0 : k >= count ? 1 : boost::math::ibetac(k + 1, count - k, p);
}

}  // namespace

TEST_CASE("fit of Poisson counts") {
  for (const double mean : {0.001, 0.7, 11.9, 12.1, 700.0, 1e6}) {
    INFO("mean " << mean);
    check_counts([=](auto u) { return poisson_quantile(u, LanesOf<16>(mean)); },
                 [=](double k) { return k < 0 ? 0 : boost::math::gamma_q(k + 1, mean); });
  }
}

TEST_CASE("fit of binomial counts") {
  for (const auto& [count, p] : {std::pair{1.0, 0.3},
                                 {10.0, 0.5},
                                 {2000.0, 0.005},
                                 {2000.0, 0.915},
                                 {1e6, 0.5},
                                 {1e9, 1e-8}}) {
    INFO("count " << count << ", p " << p);
    check_counts([=, n = count,
                  q = p](auto u) { return binomial_quantile(u, LanesOf<16>(n), LanesOf<16>(q)); },
                 [n = count, q = p](double k) { return binomial_at_most(k, n, q); });
  }
}

TEST_CASE("fit of hypergeometric counts") {
  constexpr struct {
    double population, marked, drawn;
  } cases[] = {{10, 5, 3},       {100, 7, 50},       {2000, 500, 40},
               {2000, 1900, 30}, {1e5, 300, 20'000}, {1e6, 5e5, 1e4}};
  for (const auto& c : cases) {
    INFO("population " << c.population << ", marked " << c.marked << ", drawn " << c.drawn);
    // P(k + 1) / P(k), summed from the least k on.
    std::vector<double> cumulative;
    const double least = std::max(0.0, c.drawn - (c.population - c.marked));
    const double most = std::min(c.marked, c.drawn);
    const auto choose = [](double n, double k) {
      return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
    };
    for (double k = least; k <= most; ++k) {
      const double probability =
          std::exp(choose(c.marked, k) + choose(c.population - c.marked, c.drawn - k) -
                   choose(c.population, c.drawn));
      cumulative.push_back((cumulative.empty() ? 0 : cumulative.back()) + probability);
    }
    check_counts(
        [&](LanesOf<16> u) {
          for (int lane = 0; lane < 16; ++lane)
            u.set(lane, hypergeometric_quantile(u[lane], c.population, c.marked, c.drawn));
          return u;
        },
        [&](double k) {
          return k < least   ? 0.0
                 : k >= most ? 1.0
                             : cumulative[static_cast<std::size_t>(k - least)] / cumulative.back();
        });
  }
}

TEST_CASE("fit of each part of a count that is split") {
  constexpr double shares[] = {0.5, 0.3, 0.15, 0.049, 0.001};
  for (const double count : {1.0, 12.0, 150.0, 2000.0, 26'000.0, 1e6})
    for (std::size_t part = 0; part < std::size(shares); ++part) {
      INFO("part " << part << " of " << count);
      std::uint32_t drawn = 0;
      check_counts(
          [&](LanesOf<16> first) {
            MultinomialSplit<16> split{LanesOf<16>(count)};
            LanesOf<16> u = first, taken = 0.0;
            for (std::size_t each = 0; each <= part; ++each) {
              taken = split.next(u, shares[each]);
              u = Draws(5, 0).uniform<16>(Purpose{"fit of parts"}, {each}, drawn);
            }
            ++drawn;
            return taken;
          },
          [&](double k) { return binomial_at_most(k, count, shares[part]); });
    }
}
