#pragma once
// The market model as the engine sees it: a function from (plan, replications) to rows of figures.
// This is the whole interface of the hot library, which is built once per instruction level.

#include <atomic>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/timings.hpp"
#include "engine/run/block.hpp"
#include "engine/run/failure.hpp"
#include "engine/run/series_cells.hpp"
#include "models/market/fault.hpp"
#include "models/market/invariants.hpp"
#include "models/market/kpis.hpp"
#include "models/market/plan.hpp"

namespace channelsim::market {

struct Trace;

class CHANNELSIM_EXPORT Market {
 public:
  /// The plans of one scenario (at least one), checked and ready to run; `futures` fills the slots
  /// of their uncertain values. The invariants are proved after each step; goods, money and stock
  /// in any case at the end. What `series` asks for is measured on the way.
  explicit Market(std::span<const Plan> plans, FutureValues futures = {},
                  std::vector<Invariant> invariants = {}, SeriesCells series = {});
  ~Market();
  Market(Market&&) noexcept;

  /// The columns of the rows.
  const std::vector<KpiColumn>& columns() const;
  /// The cells behind them.
  const SeriesCells& series() const;
  /// Simulates a block; `rows` takes count x (columns and cells of the series) numbers. Pure and
  /// safe to call from many threads. Returns the replications in which an invariant is broken or a
  /// number is none; their rows mean nothing, those of the others are what they would be without.
  /// Throws Stopped between two steps once `stop` is set. `timings` gets what each phase took, and
  /// the opening and the figures.
  [[nodiscard]] std::vector<Failure> evaluate(Block block, std::span<double> rows,
                                              const std::atomic<bool>* stop = nullptr,
                                              Timings* timings = nullptr) const;
  /// One replication as it happens, up to the step in which it fails; the same that `evaluate`
  /// simulates.
  Trace trace(std::uint32_t plan, std::uint32_t replication) const;

  /// Makes a number wrong wherever it is simulated from now on: for tests.
  void inject(Fault fault);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The order of the week: phase, its meaning, and the systems that run in it.
struct PhaseText {
  std::string_view phase, meaning;
  std::vector<std::string_view> systems;
};
CHANNELSIM_EXPORT std::vector<PhaseText> schedule_texts();

/// "x86-64-v4": the instruction level the loader chose.
CHANNELSIM_EXPORT std::string_view instruction_level();

}  // namespace channelsim::market
