#include "models/market/market.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

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

  World opening(Block block) const;
  void measure_rows(const World& world, Block block, std::span<double> rows) const;
};

Market::Market(std::span<const Plan> plans, FutureValues futures, std::vector<Invariant> invariants)
    : state_(std::make_unique<State>(State{kpi_columns(markets_of(plans)),
                                           {plans.begin(), plans.end()},
                                           {},
                                           {},
                                           std::move(futures),
                                           std::move(invariants)})) {
  for (const Plan& plan : plans) {
    state_->layouts.push_back(std::make_shared<const Layout>(layout_of(plan)));
    if (state_->futures.count == 0)
      state_->openings.push_back(build_world(plan, state_->layouts.back(), {}));
  }
}
Market::~Market() = default;
Market::Market(Market&&) noexcept = default;

const std::vector<KpiColumn>& Market::columns() const { return state_->columns; }

/// The world of a block whose plan has uncertain values, in the futures of its replications.
World Market::State::opening(Block block) const {
  std::vector<double> values(futures.count * lanes_per_block);
  futures.sample(block.first, values);
  Futures<Lanes> lanes;
  for (std::size_t slot = 0; slot < futures.count; ++slot)
    lanes.values.push_back(Lanes::load(&values[slot * lanes_per_block]));
  return build_world(plans[block.plan], layouts[block.plan], lanes);
}

void Market::State::measure_rows(const World& world, Block block, std::span<double> rows) const {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const Lanes value = measure(columns[c], world);
    for (std::uint32_t lane = 0; lane < block.count; ++lane) {
      const double figure = value[static_cast<int>(lane)];
      if (!std::isfinite(figure))
        throw std::runtime_error(fmt::format("replication {}: {} is not finite", block.first + lane,
                                             columns[c].label.name));
      rows[lane * columns.size() + c] = figure;
    }
  }
}

void Market::evaluate(Block block, std::span<double> rows) const {
  thread_local World world;  // assignment reuses its memory
  if (state_->openings.empty())
    world = state_->opening(block);
  else
    world = state_->openings[block.plan];
  const Scenario<Parameter>& opening = state_->plans[block.plan].opening();
  const Draws draws(opening.seed, block.first);
  Watch watch(state_->invariants, block);
  for (Step now = 0; now < opening.horizon; ++now) watch.step(world, draws, now);
  check_conservation(world, block);
  check_no_negative_stock(world, block);
  state_->measure_rows(world, block, rows);
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
