#include "engine/statistics/selection.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/random/normal.hpp"
#include "tests/support/averages.hpp"

using namespace channelsim;

namespace {
constexpr Purpose score_purpose{"score of a candidate"};
constexpr Purpose quality_purpose{"quality of a candidate"};

/// A candidate's score and quality, which have this correlation, per lane.
struct Candidate {
  Lanes score, quality;
};
Candidate candidate(const Draws& draws, double validity, std::uint32_t number) {
  const Lanes score = normal_quantile(draws.uniform(score_purpose, {0, number}, 0));
  const Lanes rest = normal_quantile(draws.uniform(quality_purpose, {0, number}, 0));
  return {score, validity * score + std::sqrt(1 - validity * validity) * rest};
}
}  // namespace

TEST_CASE("V71 helper: how good the best of ten are, exactly") {
  CHECK(mean_of_rank(10, 1) == printed(1.538753));
  CHECK(mean_of_best(10, 1) == printed(1.538753));
  CHECK(mean_of_best(10, 3) == printed(1.065390));
  CHECK(.6 * mean_of_best(10, 3) == printed(.639234));
}

TEST_CASE("V71 helper: how good the best of ten are, simulated") {
  Runs best, top, quality;
  for (std::uint32_t first = 0; first < 16'000; first += lanes_per_block) {
    std::vector<Candidate> ten;
    for (std::uint32_t number = 0; number < 10; ++number)
      ten.push_back(candidate(Draws(71, first), .6, number));
    for (int lane = 0; lane < lanes_per_block; ++lane) {
      std::sort(ten.begin(), ten.end(), [&](const Candidate& a, const Candidate& b) {
        return a.score[lane] > b.score[lane];
      });
      best.add(ten[0].score[lane]);
      top.add((ten[0].score[lane] + ten[1].score[lane] + ten[2].score[lane]) / 3);
      quality.add((ten[0].quality[lane] + ten[1].quality[lane] + ten[2].quality[lane]) / 3);
    }
  }
  check_mean(best, 1.538753, 5e-7, .005);
  check_mean(top, 1.065390, 5e-7, .005);
  check_mean(quality, .639234, 5e-7, .01);
}

TEST_CASE("means of ranks are known for two and three, sum to zero and make up those of the best") {
  const double pi = std::acos(-1.0);
  CHECK(mean_of_rank(1, 1) == Approx(0).margin(1e-12));
  CHECK(mean_of_rank(2, 1) == Approx(1 / std::sqrt(pi)).epsilon(1e-10));
  CHECK(mean_of_rank(3, 1) == Approx(1.5 / std::sqrt(pi)).epsilon(1e-10));
  CHECK(mean_of_rank(3, 2) == Approx(0).margin(1e-12));
  for (const double count : {5.0, 37.0, 400.0}) {
    double sum = 0;
    for (double rank = 1; rank <= count; ++rank) {
      sum += mean_of_rank(count, rank);
      const double best = mean_of_best(count, rank);
      CHECK(best == Approx(sum / rank).epsilon(1e-9).margin(1e-10));
      CHECK(mean_of_rank(count, rank) ==
            Approx(-mean_of_rank(count, count + 1 - rank)).margin(1e-10));
    }
    CHECK(sum == Approx(0).margin(1e-8));
  }
  // The better half of very many is the half of a normal distribution, 1 / 2n off.
  CHECK(mean_of_best(1e6, 5e5) == Approx(2 / std::sqrt(2 * pi)).epsilon(2e-6));
}

TEST_CASE("V72 helper: how many of the candidates taken succeed, exactly") {
  CHECK(success_ratio({.5, .1, .5}) == printed(.837992));
  CHECK(success_ratio({.6, .3, .35}) == printed(.754992));
}

TEST_CASE("V72 helper: how many of the candidates taken succeed, simulated") {
  const auto check = [](const SelectionRule& rule, double expected) {
    const double least_score = -normal_quantile(rule.selected_share);
    const double least_quality = -normal_quantile(rule.base_rate);
    Runs succeeds;
    for (std::uint32_t first = 0; first < 160'000; first += lanes_per_block) {
      const Candidate one = candidate(Draws(72, first), rule.validity, 0);
      for (int lane = 0; lane < lanes_per_block; ++lane)
        if (one.score[lane] > least_score) succeeds.add(one.quality[lane] > least_quality);
    }
    check_mean(succeeds, expected, 5e-7, .005);
  };
  check({.5, .1, .5}, .837992);
  check({.6, .3, .35}, .754992);
}

TEST_CASE("a success ratio is the base rate without validity and known for the upper halves") {
  for (const double share : {1e-6, .1, .7, .999})
    for (const double base : {.02, .5, .9})
      CHECK(success_ratio({base, share, 0}) == Approx(base).epsilon(1e-9));
  // P(both above their medians) is 1/4 + asin(validity) / (2 pi) [Sheppard 1899].
  for (const double validity : {-.999, -.5, .1, .8, .99, .999999})
    CHECK(success_ratio({.5, .5, validity}) ==
          Approx(.5 + std::asin(validity) / std::acos(-1.0)).epsilon(1e-9).margin(1e-10));
  // With all but full validity the best are taken: all succeed, or as many as there are.
  CHECK(success_ratio({.5, .1, .9999999}) == Approx(1).epsilon(1e-9));
  CHECK(success_ratio({.1, .5, .9999999}) == Approx(.2).epsilon(1e-4));
}
