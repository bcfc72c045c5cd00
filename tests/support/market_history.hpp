#pragma once
// Figures of a story over time, by replication, and what samples tell of their distribution.

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/market/series.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

/// Numbers that were drawn independently.
struct Sample {
  std::vector<double> values;

  double size() const { return static_cast<double>(values.size()); }
  double mean() const {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / size();
  }
  double variance() const { return covariance(*this); }
  double covariance(const Sample& other) const {
    const double center = mean(), other_center = other.mean();
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
      sum += (values[i] - center) * (other.values[i] - other_center);
    return sum / (size() - 1);
  }
  double standard_error() const { return std::sqrt(variance() / size()); }
  double correlation(const Sample& other) const {
    return covariance(other) / std::sqrt(variance() * other.variance());
  }
  /// Whether the mean is what a law says, but for chance (a false alarm in a million) and `bias`.
  bool agrees_with(double expected, double bias = 0) const {
    UNSCOPED_INFO(mean() << " +- " << standard_error() << " against " << expected);
    return std::abs(mean() - expected) <= 4.89 * standard_error() + bias;
  }
  /// The same for two independent samples of one law.
  bool agrees_with(const Sample& other) const {
    UNSCOPED_INFO(mean() << " +- " << standard_error() << " against " << other.mean() << " +- "
                         << other.standard_error());
    return std::abs(mean() - other.mean()) <=
           4.89 * std::hypot(standard_error(), other.standard_error());
  }

  friend Sample operator-(Sample left, const Sample& right) {
    for (std::size_t i = 0; i < left.values.size(); ++i) left.values[i] -= right.values[i];
    return left;
  }
  Sample transformed(auto&& function) const {
    Sample result;
    for (const double value : values) result.values.push_back(function(value));
    return result;
  }
};

/// The `series` of a story's first plan, all invariants proved after each step.
class History {
 public:
  explicit History(const std::string& yaml) : History(study_of(yaml)) {}
  explicit History(const Study& study) : cells_(series_of(study)) {
    const Market market(study.plans, futures_of(study), all_invariants(), cells_);
    for (const std::size_t kpi : cells_.kpis) names_.push_back(market.columns()[kpi].label.name);
    const std::size_t columns = market.columns().size(), size = columns + cells_.count();
    replications_ = study.scenario.replications.count();
    samples_.resize(cells_.count());
    std::vector<double> rows(lanes_per_block * size);
    for (std::uint32_t first = 0; first < replications_; first += lanes_per_block) {
      const std::uint32_t count = std::min<std::uint32_t>(lanes_per_block, replications_ - first);
      rows.resize(count * size);
      require_sound(market.evaluate({0, first, count}, rows));
      for (std::size_t cell = 0; cell < cells_.count(); ++cell)
        for (std::size_t r = 0; r < count; ++r)
          samples_[cell].values.push_back(rows[r * size + columns + cell]);
    }
  }

  /// A figure after so many steps; what adds up, since the start. 0 steps: nothing has happened.
  Sample after(std::uint32_t steps, const std::string& figure) const {
    if (steps == 0) return {std::vector<double>(replications_, 0.0)};
    const auto name = std::find(names_.begin(), names_.end(), figure);
    const auto step = std::find(cells_.steps.begin(), cells_.steps.end(), steps - 1);
    if (name == names_.end() || step == cells_.steps.end())
      throw std::runtime_error("the series has no " + figure + " after that many steps");
    return samples_[cells_.at(static_cast<std::size_t>(name - names_.begin()),
                              static_cast<std::size_t>(step - cells_.steps.begin()))];
  }
  /// What a figure that adds up grew by from one moment to another.
  Sample between(std::uint32_t from, std::uint32_t to, const std::string& figure) const {
    return after(to, figure) - after(from, figure);
  }
  /// The same in one step, counted from 0.
  Sample in_step(std::uint32_t step, const std::string& figure) const {
    return between(step, step + 1, figure);
  }

 private:
  SeriesCells cells_;
  std::vector<std::string> names_;
  std::uint32_t replications_ = 0;
  std::vector<Sample> samples_;  // by cell
};

/// A town with one shop that ships each order, so that sales are demand: the start of most stories.
inline std::string one_shop(const std::string& segment, const std::string& consumers) {
  return "products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]\n"
         "regions: [{name: town, consumers: " +
         consumers +
         "}]\n"
         "segments: [{name: all, share: 1, price_sensitivity: 0, " +
         segment +
         "}]\n"
         "channels: [{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}]\n"
         "members: [{name: shop, channel: outlet, region: town}]\n";
}

}  // namespace channelsim::market
