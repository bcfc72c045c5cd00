#pragma once
// The rows of an experiment: one per plan and replication, one number per KPI, and behind them what
// the KPIs of a series were on the way.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/block.hpp"
#include "engine/run/failure.hpp"
#include "engine/run/kpi.hpp"
#include "engine/run/plan_label.hpp"
#include "engine/run/row_store.hpp"
#include "engine/run/series_cells.hpp"

namespace channelsim {

/// A dense table plan × replication × KPI that knows which rows are filled, and which replications
/// failed and have none. `chances` consecutive
/// replications share a future, that is the values of what is uncertain.
class Results {
 public:
  Results(std::vector<PlanLabel> plans, std::vector<Kpi> kpis, std::uint32_t replications,
          std::uint32_t chances = 1, SeriesCells series = {});

  const std::vector<PlanLabel>& plans() const { return plans_; }
  const std::vector<Kpi>& kpis() const { return kpis_; }
  /// The place of a KPI among them.
  std::optional<std::size_t> find_kpi(std::string_view name) const;
  std::uint32_t replications() const { return replications_; }
  std::uint32_t chances() const { return chances_; }
  const SeriesCells& series() const { return series_; }
  /// Numbers of a row: one per KPI, then the cells of the series.
  std::size_t row_size() const { return kpis_.size() + series_.count(); }

  /// Stores the rows of a block: `count` rows of `row_size()` numbers.
  void store(Block block, std::span<const double> rows);
  bool has(std::size_t plan, std::uint32_t replication) const;
  /// Notes that a replication failed: it has no row.
  void fail(Failure failure);
  /// In order of plan and replication.
  const std::vector<Failure>& failures() const { return failures_; }
  /// How a replication failed; nothing where it did not.
  const Failure* failure_of(std::size_t plan, std::uint32_t replication) const;
  /// The row of a plan and replication; one number per KPI.
  std::vector<double> row(std::size_t plan, std::uint32_t replication) const;
  /// One number of it.
  double at(std::size_t plan, std::uint32_t replication, std::size_t kpi) const;

  /// How many rows there are, of all plans.
  std::size_t rows() const;
  /// No replication is left to be computed: each has its row or has failed.
  bool finished() const;
  /// Replications that are finished under every plan, ascending: what comparisons may use.
  std::vector<std::uint32_t> common_replications() const;
  /// One KPI of one plan over the given replications.
  std::vector<double> column(std::size_t plan, std::size_t kpi,
                             std::span<const std::uint32_t> replications) const;
  /// A KPI of the series as it stood at the end of one of its steps, over the given replications.
  std::vector<double> on_the_way(std::size_t plan, std::size_t figure, std::size_t moment,
                                 std::span<const std::uint32_t> replications) const;
  /// One row per future: the means over its chances, where all of them are filled; a future fails
  /// with the first of its chances.
  Results future_means() const;
  /// The rows and failures of some of the plans, in this order.
  Results of_plans(const std::vector<std::size_t>& plans) const;

 private:
  friend class RowReader;
  std::size_t index(std::size_t plan, std::uint32_t replication) const {
    return plan * stride_ + replication;
  }
  std::vector<double> cells(std::size_t plan, std::size_t cell,
                            std::span<const std::uint32_t> replications) const;

  std::vector<PlanLabel> plans_;
  std::vector<Kpi> kpis_;
  SeriesCells series_;
  std::uint32_t replications_, chances_;
  std::size_t stride_;  // rows from a plan to the next, so that no block lies in two chunks
  RowStore rows_;
  std::vector<char> filled_;
  std::vector<Failure> failures_;
};

/// Reads rows one after the other, some at a time.
class RowReader {
 public:
  explicit RowReader(const Results& results)
      : results_(results), rows_(results.rows_.chunk() * results.row_size()) {}

  /// All numbers of a row: one per KPI, then the cells of the series. Good until the next call.
  std::span<const double> row(std::size_t plan, std::uint32_t replication);

 private:
  const Results& results_;
  std::vector<double> rows_;
  std::optional<std::size_t> first_;  // of the rows at hand
};

}  // namespace channelsim
