#include "models/market/market.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/market/trace.hpp"
#include "models/market/watch.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {

struct Market::State {
  std::vector<KpiColumn> columns;
  std::vector<Plan> plans;
  std::vector<std::shared_ptr<const Layout>> layouts;  // by plan
  std::vector<World> openings;  // by plan: the world at the start, where all numbers are sure
  FutureValues futures;
  std::vector<Invariant> invariants;
  SeriesCells series;

  World opening(Block block) const;
  /// Measures a column in the world as it stands; the figures go to a cell of each row.
  void put(std::size_t column, std::size_t cell, const World& world, Block block,
           std::span<double> rows) const;
};

Market::Market(std::span<const Plan> plans, FutureValues futures, std::vector<Invariant> invariants,
               SeriesCells series)
    : state_(std::make_unique<State>(State{kpi_columns(markets_of(plans)),
                                           {plans.begin(), plans.end()},
                                           {},
                                           {},
                                           std::move(futures),
                                           std::move(invariants),
                                           std::move(series)})) {
  for (const Plan& plan : plans) {
    state_->layouts.push_back(std::make_shared<const Layout>(layout_of(plan)));
    if (state_->futures.count == 0)
      state_->openings.push_back(build_world(plan, state_->layouts.back(), {}));
  }
}
Market::~Market() = default;
Market::Market(Market&&) noexcept = default;

const std::vector<KpiColumn>& Market::columns() const { return state_->columns; }
const SeriesCells& Market::series() const { return state_->series; }

/// The world of a block whose plan has uncertain values, in the futures of its replications.
World Market::State::opening(Block block) const {
  std::vector<double> values(futures.count * lanes_per_block);
  futures.sample(block.first, values);
  Futures<Lanes> lanes;
  for (std::size_t slot = 0; slot < futures.count; ++slot)
    lanes.values.push_back(Lanes::load(&values[slot * lanes_per_block]));
  return build_world(plans[block.plan], layouts[block.plan], lanes);
}

void Market::State::put(std::size_t column, std::size_t cell, const World& world, Block block,
                        std::span<double> rows) const {
  const std::size_t row_size = columns.size() + series.count();
  const Lanes value = measure(columns[column], world);
  for (std::uint32_t lane = 0; lane < block.count; ++lane) {
    const double figure = value[static_cast<int>(lane)];
    if (!std::isfinite(figure))
      throw std::runtime_error(fmt::format("replication {}: {} is not finite", block.first + lane,
                                           columns[column].label.name));
    rows[lane * row_size + cell] = figure;
  }
}

namespace {
/// What the systems of the weeks took, phase by phase, and what was taken beside them.
void add_weeks(Timings& timings, std::span<const std::chrono::nanoseconds> taken,
               std::chrono::nanoseconds all) {
  const auto& systems = week().systems();
  for (std::size_t i = 0; i < systems.size(); ++i) {
    timings.add(to_string(systems[i].phase), taken[i]);
    all -= taken[i];
  }
  timings.add("figures", all);
}
}  // namespace

void Market::evaluate(Block block, std::span<double> rows, Timings* timings) const {
  Stopwatch stopwatch;
  std::vector<std::chrono::nanoseconds> taken(timings ? week().systems().size() : 0);
  thread_local World world;  // assignment reuses its memory
  if (state_->openings.empty())
    world = state_->opening(block);
  else
    world = state_->openings[block.plan];
  const Scenario<Parameter>& opening = state_->plans[block.plan].opening();
  const Draws draws(opening.seed, block.first);
  Watch watch(state_->invariants, block, taken);
  const SeriesCells& series = state_->series;
  std::size_t moment = 0;
  if (timings) timings->add("opening", stopwatch.lap());
  for (Step now = 0; now < opening.horizon; ++now) {
    watch.step(world, draws, now);
    if (moment == series.steps.size() || series.steps[moment] != now) continue;
    for (std::size_t figure = 0; figure < series.kpis.size(); ++figure)
      state_->put(series.kpis[figure], columns().size() + series.at(figure, moment), world, block,
                  rows);
    ++moment;
  }
  if (timings) add_weeks(*timings, taken, stopwatch.lap());
  check_conservation(world, block);
  check_no_negative_stock(world, block);
  for (std::size_t c = 0; c < columns().size(); ++c) state_->put(c, c, world, block, rows);
  if (timings) timings->add("figures", stopwatch.lap());
}

Trace Market::trace(std::uint32_t plan, std::uint32_t replication) const {
  const int lane = static_cast<int>(replication % lanes_per_block);
  const Block block{plan, replication - static_cast<std::uint32_t>(lane), lanes_per_block};
  World world = state_->openings.empty() ? state_->opening(block) : state_->openings[plan];
  const Scenario<Parameter>& opening = state_->plans[plan].opening();
  const Draws draws(opening.seed, block.first);
  Trace trace = begin_trace(world);
  for (Step now = 0; now < opening.horizon; ++now) {
    const World before = world;
    week().step(world, draws, now);
    add_step(trace, before, world, lane);
  }
  return trace;
}

std::vector<PhaseText> schedule_texts() {
  std::vector<PhaseText> texts;
  for (auto phase = Phase::arrivals; phase <= Phase::observation;
       phase = static_cast<Phase>(static_cast<int>(phase) + 1)) {
    texts.push_back({to_string(phase), meaning(phase), {}});
    for (const auto& system : week().systems())
      if (system.phase == phase) texts.back().systems.push_back(system.name);
  }
  return texts;
}

#define CHANNELSIM_TEXT(level) CHANNELSIM_TEXT_OF(level)
#define CHANNELSIM_TEXT_OF(level) #level
std::string_view instruction_level() {
  static const std::string level = [] {
    std::string text = CHANNELSIM_TEXT(CHANNELSIM_LEVEL);  // x86_64_v4
    std::replace(text.begin(), text.end(), '_', '-');
    return text;
  }();
  return level;
}

}  // namespace channelsim::market
