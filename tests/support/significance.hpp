#pragma once
// How far chance may lead a test astray: one budget of false alarms for all statistical checks, the
// bounds that follow from it, and a second look for runs with a fresh seed.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "engine/base/identifier.hpp"
#include "engine/random/normal.hpp"
#include "tests/support/catch.hpp"

namespace channelsim {

/// What one of `checks` may contribute, so that chance alone turns any of them red with the
/// probability `suite` when all random numbers change.
inline double false_alarms_of_each(double suite, int checks) {
  return -std::expm1(std::log1p(-suite) / checks);
}
/// Once in a thousand such changes for up to a thousand checks: 1e-6 each.
inline const double false_alarms = false_alarms_of_each(1e-3, 1000);

/// Of this many standard errors, to both sides: 4.89.
inline double z_bound(double alarms = false_alarms) { return -normal_quantile(alarms / 2); }
/// The shift of a mean, in standard deviations, that n values miss one time in ten.
inline double smallest_shift(double n, double alarms = false_alarms) {
  return (z_bound(alarms) + normal_quantile(0.9)) / std::sqrt(n);
}
/// Of the statistic of Anderson and Darling: its tail is sqrt(3) erfc(sqrt(x)), the leading term of
/// the sum of squares that it is in the limit [Zolotarev 1961]; within 2 % of tables at 1 %.
inline double anderson_darling_bound(double alarms = false_alarms) {
  const double z = z_bound(alarms / std::sqrt(3.0));
  return z * z / 2;
}

/// One run of a statistical check: its random numbers, how many, and how often chance may alarm.
struct Sampling {
  std::uint64_t seed;
  std::size_t n;
  double alarms;
};

/// Runs a check that returns what speaks against its claim, or nothing. The seed is fixed, so that
/// a red test is a fact. Where CHANNELSIM_FRESH_SEED names another one, a first stage that alarms
/// once in a thousand is confirmed by four times as many numbers of their own at 1e-5: what is
/// right is called wrong once in 1e8 runs, and a mean that is off by 0.015 standard deviations (n =
/// 1e5) is seen in 93 of 100.
template <class Check>
void check_in_stages(const Sampling& fixed, Check check) {
  const char* fresh = std::getenv("CHANNELSIM_FRESH_SEED");
  if (!fresh || !*fresh) {
    const std::string against = check(fixed);
    INFO(against);
    CHECK(against.empty());
    return;
  }
  const std::uint64_t seed = mixed(std::strtoull(fresh, nullptr, 10) ^ mixed(fixed.seed));
  const std::string first = check(Sampling{seed, fixed.n, 1e-3});
  if (first.empty()) {
    SUCCEED("at the first stage");
    return;
  }
  std::fprintf(stderr, "CHANNELSIM_FRESH_SEED=%s: a first alarm: %s\n", fresh, first.c_str());
  const std::string second = check(Sampling{mixed(seed), 4 * fixed.n, 1e-5});
  INFO("CHANNELSIM_FRESH_SEED=" << fresh << ": " << second);
  CHECK(second.empty());
}

}  // namespace channelsim
