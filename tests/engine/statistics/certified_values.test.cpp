// Mean and standard deviation of data sets whose figures are certified to 15 digits [NIST 1998,
// Statistical Reference Datasets, univariate]. Only sets are here that are short or follow a rule.

#include <cmath>

#include "engine/statistics/summary.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {

/// NumAcc2 to NumAcc4: a value, then 500 pairs of a tenth less and a tenth more.
std::vector<double> around(double value, double less, double more) {
  std::vector<double> values{value};
  for (int i = 0; i < 500; ++i) {
    values.push_back(less);
    values.push_back(more);
  }
  return values;
}

/// The digits in which a figure agrees with the certified one, at most 15.
double digits(double found, double certified) {
  if (found == certified) return 15;
  return std::min(15.0, -std::log10(std::abs(found - certified) / std::abs(certified)));
}

struct Certified {
  double mean, sd;
};
void check(const std::vector<double>& values, Certified certified, double digits_of_sd = 13) {
  CHECK(digits(*mean_of(values), certified.mean) >= 13);
  CHECK(digits(*standard_deviation(values), certified.sd) >= digits_of_sd);
}

}  // namespace

TEST_CASE("NIST NumAcc1 to NumAcc4: a small spread around a large mean") {
  check({10000001, 10000003, 10000002}, {10000002, 1});
  check(around(1.2, 1.1, 1.3), {1.2, 0.1});
  // The data themselves are rounded: of a spread of 0.1 around 1e6, 2^-34 / 0.1, 9 digits are left;
  // around 1e7 it is one less.
  check(around(1000000.2, 1000000.1, 1000000.3), {1000000.2, 0.1}, 9);
  check(around(10000000.2, 10000000.1, 10000000.3), {10000000.2, 0.1}, 8);
}

TEST_CASE("NIST Michelso: the speed of light, 100 measurements of 1879") {
  constexpr int above_299000[] = {
      // km/s
      850,  740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000,
      1000, 960, 960, 960,  940, 960, 940, 880, 800, 850, 880,  900, 840, 830, 790, 810, 880,
      880,  830, 800, 790,  760, 800, 880, 880, 880, 860, 720,  720, 620, 860, 970, 950, 880,
      910,  850, 870, 840,  840, 850, 840, 840, 840, 890, 810,  810, 820, 800, 770, 760, 740,
      750,  760, 910, 920,  890, 860, 880, 720, 840, 850, 850,  780, 890, 840, 780, 810, 760,
      810,  790, 810, 820,  850, 870, 870, 810, 740, 810, 940,  950, 800, 810, 870};
  std::vector<double> values;
  for (const int each : above_299000) values.push_back((299000 + each) / 1000.0);
  check(values, {299.8524, 0.0790105478190518});
}
