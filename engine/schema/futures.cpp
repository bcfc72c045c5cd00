#include "engine/schema/futures.hpp"

#include <algorithm>

#include "engine/base/seeded_defect.hpp"
#include "engine/random/draws.hpp"

namespace channelsim {

namespace {

constexpr Purpose uncertain_value{"uncertain value of a scenario"};

std::size_t index_of(std::vector<std::string>& paths, const std::string& path) {
  const auto found = std::find(paths.begin(), paths.end(), path);
  if (found == paths.end()) return paths.push_back(path), paths.size() - 1;
  return static_cast<std::size_t>(found - paths.begin());
}

}  // namespace

FutureSampler::FutureSampler(const Assumptions& assumptions,
                             std::span<const RankCorrelation> correlations, std::uint64_t seed,
                             std::uint32_t chances)
    : seed_(seed), chances_(chances) {
  std::vector<std::string> paths;
  for (const Assumption& assumption : assumptions.uncertain()) {
    distributions_.push_back(*assumption.distribution);
    luck_.push_back(index_of(paths, assumption.path));
  }
  for (const std::string& path : paths) addresses_.push_back(name_hash(path));
  join(assumptions, correlations);
}

void FutureSampler::join(const Assumptions& assumptions,
                         std::span<const RankCorrelation> correlations) {
  const auto path_named = [&](const std::string& name) {
    for (std::size_t slot = 0; slot < luck_.size(); ++slot) {
      const Assumption& assumption = assumptions.uncertain()[slot];
      if (assumption.path == name || assumption.evidence.name == name) return luck_[slot];
    }
    return addresses_.size();  // refused at load
  };
  std::vector<std::vector<std::size_t>> groups;
  for (const RankCorrelation& correlation : correlations) {
    auto& group = groups.emplace_back();
    for (const std::string& name : correlation.between)
      if (const std::size_t path = path_named(name); path < addresses_.size()) {
        group.push_back(path);
        if (std::find(correlated_.begin(), correlated_.end(), path) == correlated_.end())
          correlated_.push_back(path);
      }
  }
  if (correlated_.empty()) return;
  // In the order of addresses, so that the order of the file changes nothing.
  std::sort(correlated_.begin(), correlated_.end(),
            [&](std::size_t a, std::size_t b) { return addresses_[a] < addresses_[b]; });
  const std::size_t n = correlated_.size();
  const auto row = [&](std::size_t path) {
    return static_cast<std::size_t>(std::find(correlated_.begin(), correlated_.end(), path) -
                                    correlated_.begin());
  };
  SquareMatrix matrix(n);
  for (std::size_t i = 0; i < n; ++i) matrix(i, i) = 1;
  for (std::size_t c = 0; c < groups.size(); ++c)
    for (const std::size_t a : groups[c])
      for (const std::size_t b : groups[c])
        if (a != b) matrix(row(a), row(b)) = pearson_of_spearman(correlations[c].coefficient);
  const NearestCorrelations nearest = nearest_correlation_matrix(matrix);
  largest_adjustment_ = nearest.largest_change;
  copula_.emplace(nearest.matrix);
}

std::vector<double> FutureSampler::luck_of(std::uint32_t future) const {
  std::vector<double> luck;
  const Draws draws(seed_, future - future % 16);
  for (const std::uint64_t address : addresses_)
    luck.push_back(draws.uniform<16>(uncertain_value, {address}, 0)[static_cast<int>(future % 16)]);
  if (!copula_) return luck;
  std::vector<double> joined;
  for (const std::size_t path : correlated_) joined.push_back(luck[path]);
  copula_->correlate(joined);
  for (std::size_t i = 0; i < correlated_.size(); ++i) luck[correlated_[i]] = joined[i];
  return luck;
}

void FutureSampler::sample(std::uint32_t first, std::uint32_t replications,
                           std::span<double> values) const {
  std::vector<double> luck;
  for (std::uint32_t i = 0; i < replications; ++i) {
    const std::uint32_t future = (first + i) / (seeded("a_future_for_each_chance") ? 1 : chances_);
    const bool same = i > 0 && future == (first + i - 1) / chances_;
    if (!same) luck = luck_of(future);
    for (std::size_t slot = 0; slot < count(); ++slot)
      values[slot * replications + i] = same ? values[slot * replications + i - 1]
                                             : quantile(distributions_[slot], luck[luck_[slot]]);
  }
}

}  // namespace channelsim
