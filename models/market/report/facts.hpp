#pragma once
// What the sections of a report share: the figures of the run and the names of what they are about.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/market/report/changes.hpp"
#include "models/market/report/figure_words.hpp"
#include "models/market/report/report.hpp"

namespace channelsim::market {

class Facts {
 public:
  explicit Facts(const Telling& telling);

  const Telling& telling;
  const Words& words;
  const FigureWords say;
  const std::size_t objective, baseline;
  const PlanChanges changes;

  const Study& study() const { return telling.study; }
  const Results& results() const { return telling.results; }
  const Analysis& analysis() const { return telling.analysis; }
  const Scenario<Parameter>& scenario() const { return telling.study.scenario; }
  const Kpi& kpi(std::size_t index) const { return results().kpis()[index]; }
  const Kpi& goal() const { return kpi(objective); }
  std::size_t plans() const { return results().plans().size(); }
  /// Whether there is a replication to tell of.
  bool any() const { return !rows_.empty() && !analysis().decision.ranking.empty(); }
  bool has_futures() const { return !study().assumptions.uncertain().empty(); }

  /// The plan to tell of: the recommended one, else the best by its average.
  std::size_t favourite() const;
  /// Whom the favourite is held against: the baseline, else the runner-up; none for a single plan.
  std::optional<std::size_t> other() const;
  std::string plan(std::size_t index) const;
  /// The label of a channel; of what is no channel of the scenario, its name in words.
  std::string channel(const std::string& name) const;
  std::string region(const std::string& name) const;
  std::string member(const std::string& name) const;
  std::string segment(const std::string& name) const;

  /// One value per future, or per replication where each is a future of its own.
  const std::vector<double>& column(std::size_t plan, std::size_t kpi) const;
  /// What the objective came to in each replication.
  const std::vector<double>& outcomes(std::size_t plan) const;
  /// A figure of the series at one of its moments, by replication, ascending: of a flow what has
  /// been added since the start.
  std::vector<double> reached(std::size_t plan, std::size_t figure, std::size_t moment) const;
  double mean(std::size_t plan, std::size_t kpi) const { return *summary(plan, kpi).mean; }
  /// How much higher the mean is than under another plan.
  double change(std::size_t plan, std::size_t from, std::size_t kpi) const {
    return difference_of(mean(plan, kpi), mean(from, kpi));
  }
  const Summary& summary(std::size_t plan, std::size_t kpi) const {
    return analysis().summaries[plan][kpi];
  }
  /// `to` minus `from`.
  Difference difference(std::size_t from, std::size_t to, std::size_t kpi) const;
  std::size_t futures() const { return rows_.size(); }
  const std::vector<std::uint32_t>& rows() const { return rows_; }

  /// The day on which a step begins, or its number as in the scenario.
  std::string when(std::uint32_t step) const;

  DataColumn text_column(std::string_view key) const { return {words(key), ""}; }
  DataColumn plan_column(std::size_t index, std::string_view unit, bool difference = false) const {
    return {plan(index), std::string(unit), index, difference};
  }

 private:
  std::optional<Results> means_;                    // where several chances share a future
  std::vector<std::uint32_t> replications_, rows_;  // finished under every plan; futures of them
  // As they are asked for: by plan x figure, and, where several chances share a future, by plan.
  mutable std::vector<std::vector<double>> columns_, outcomes_;
};

}  // namespace channelsim::market
