#include "engine/run/results.hpp"

#include <algorithm>

namespace channelsim {

Results::Results(std::vector<PlanLabel> plans, std::vector<Kpi> kpis, std::uint32_t replications,
                 std::uint32_t chances)
    : plans_(std::move(plans)),
      kpis_(std::move(kpis)),
      replications_(replications),
      chances_(chances),
      values_(plans_.size() * replications * kpis_.size()),
      filled_(plans_.size() * replications, 0) {}

void Results::store(Block block, std::span<const double> rows) {
  const std::size_t begin = index(block.plan, block.first);
  std::copy(rows.begin(), rows.end(),
            values_.begin() + static_cast<std::ptrdiff_t>(begin * kpis_.size()));
  std::fill_n(filled_.begin() + static_cast<std::ptrdiff_t>(begin), block.count, char{1});
}

bool Results::has(std::size_t plan, std::uint32_t replication) const {
  return filled_[index(plan, replication)] != 0;
}

std::span<const double> Results::row(std::size_t plan, std::uint32_t replication) const {
  return std::span(values_).subspan(index(plan, replication) * kpis_.size(), kpis_.size());
}

bool Results::complete() const {
  return std::all_of(filled_.begin(), filled_.end(), [](char filled) { return filled != 0; });
}

std::vector<std::uint32_t> Results::common_replications() const {
  std::vector<std::uint32_t> common;
  for (std::uint32_t replication = 0; replication < replications_; ++replication) {
    bool everywhere = true;
    for (std::size_t plan = 0; plan < plans_.size(); ++plan)
      everywhere = everywhere && has(plan, replication);
    if (everywhere) common.push_back(replication);
  }
  return common;
}

std::vector<double> Results::column(std::size_t plan, std::size_t kpi,
                                    std::span<const std::uint32_t> replications) const {
  std::vector<double> values;
  values.reserve(replications.size());
  for (const std::uint32_t replication : replications)
    values.push_back(values_[index(plan, replication) * kpis_.size() + kpi]);
  return values;
}

Results Results::future_means() const {
  const std::size_t width = kpis_.size();
  Results means(plans_, kpis_, replications_ / chances_);
  std::vector<double> row_means(width);
  for (std::uint32_t plan = 0; plan < plans_.size(); ++plan)
    for (std::uint32_t future = 0; future < means.replications_; ++future) {
      bool whole = true;
      std::fill(row_means.begin(), row_means.end(), 0.0);
      for (std::uint32_t chance = 0; chance < chances_; ++chance) {
        const std::uint32_t replication = future * chances_ + chance;
        whole = whole && has(plan, replication);
        for (std::size_t kpi = 0; kpi < width; ++kpi) row_means[kpi] += row(plan, replication)[kpi];
      }
      for (double& mean : row_means) mean /= chances_;
      if (whole) means.store({plan, future, 1}, row_means);
    }
  return means;
}

}  // namespace channelsim
