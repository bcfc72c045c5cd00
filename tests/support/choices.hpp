#pragma once
// Shares of offers: as a world works them out, and as a story measures them.

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "models/market/world.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

/// Mean purchases in the first step of a plan, by offer: the manufacturer's in the order of their
/// members' names, then rivals. For consumers without memory.
inline std::vector<double> expected_purchases(const std::string& yaml, std::size_t plan = 0) {
  const World world = build_world(study_of(yaml).plans.at(plan));
  std::vector<double> expected;
  for (const Lanes& each : world.offers.expected) expected.push_back(each[0]);
  return expected;
}

/// A mean is what theory says, to 4.89 standard errors (false alarm 1e-6).
inline void check_mean(const Story& story, const std::string& figure, double expected,
                       const std::string& plan = "as_is") {
  INFO(plan << ", " << figure << ": measured " << story.mean(figure, plan) << ", expected "
            << expected << ", standard error " << story.standard_error(figure, plan));
  CHECK(std::abs(story.mean(figure, plan) - expected) <=
        4.89 * story.standard_error(figure, plan) + 1e-9 * std::abs(expected));
}

/// The mean of a figure in one plan is `ratio` times that in another. Replications are paired and
/// share their luck, so that small differences are seen.
inline void check_change(const Story& story, const std::string& figure, double ratio,
                         const std::string& plan, const std::string& before = "as_is") {
  const auto& first = story.figure(figure, before);
  const auto& second = story.figure(figure, plan);
  const auto count = static_cast<double>(first.size());
  double sum = 0, squares = 0;
  for (std::size_t r = 0; r < first.size(); ++r) {
    const double difference = second[r] - ratio * first[r];
    sum += difference;
    squares += difference * difference;
  }
  const double error = std::sqrt((squares - sum * sum / count) / (count - 1) / count);
  INFO(plan << ", " << figure << ": times " << story.mean(figure, plan) / story.mean(figure, before)
            << ", expected " << ratio << ", standard error " << error / story.mean(figure, before));
  CHECK(std::abs(sum / count) <= 4.89 * error);
}

inline std::string units_of(const std::string& member) {
  return fmt::format("units_sold[member={}]", member);
}

/// E[f(Z)] for a standard normal Z, by the trapezoidal rule, which is exact to rounding for smooth
/// f [Trefethen & Weideman 2014].
inline double normal_mean(auto&& f) {
  constexpr double width = 1.0 / 64, end = 10;
  double sum = 0, weights = 0;
  for (int i = -static_cast<int>(end / width); i <= static_cast<int>(end / width); ++i) {
    const double z = i * width, weight = std::exp(-z * z / 2);
    weights += weight;
    sum += weight * f(z);
  }
  return sum / weights;
}

}  // namespace channelsim::market
