#pragma once
// Small results for tests, filled by a rule.

#include <vector>

#include "engine/random/draws.hpp"
#include "engine/random/normal.hpp"
#include "engine/run/results.hpp"
#include "engine/statistics/interval.hpp"

namespace channelsim {

inline constexpr Purpose test_luck{"luck of a test"};

/// A standard normal number that depends on nothing but its address.
inline double standard_normal(std::uint32_t replication, std::uint32_t index) {
  return normal_quantile(Draws(11, 0).uniform<1>(test_luck, {0}, replication, index)[0]);
}

/// The same in pairs of opposite sign, so that an even number of them has mean 0.
inline double balanced_normal(std::uint32_t replication, std::uint32_t index) {
  return (replication % 2 ? -1 : 1) * standard_normal(replication / 2, index);
}

/// Fills the first `finished` replications of every plan with value(plan, kpi, replication).
template <class Value>
void fill(Results& results, std::uint32_t finished, Value value) {
  for (std::uint32_t plan = 0; plan < results.plans().size(); ++plan)
    for (std::uint32_t replication = 0; replication < finished; ++replication) {
      std::vector<double> row;
      for (std::size_t kpi = 0; kpi < results.kpis().size(); ++kpi)
        row.push_back(value(plan, kpi, replication));
      results.store({plan, replication, 1}, row);
    }
}

}  // namespace channelsim
