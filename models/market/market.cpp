#include "models/market/market.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/market/week.hpp"

namespace channelsim::market {

struct Market::State {
  std::vector<KpiColumn> columns;
  std::vector<World> openings;  // by plan: the world at the start
  FutureValues futures;
  std::uint32_t horizon;
  std::uint64_t seed;
  bool check_every_step;
};

Market::Market(std::span<const Plan> plans, FutureValues futures, bool check_every_step)
    : state_(std::make_unique<State>(State{kpi_columns(markets_of(plans)),
                                           {},
                                           std::move(futures),
                                           plans.front().opening().horizon,
                                           plans.front().opening().seed,
                                           check_every_step})) {
  for (const Plan& plan : plans) state_->openings.push_back(build_world(plan.opening(), {}));
}
Market::~Market() = default;
Market::Market(Market&&) noexcept = default;

const std::vector<KpiColumn>& Market::columns() const { return state_->columns; }

void Market::evaluate(Block block, std::span<double> rows) const {
  thread_local World world;  // assignment reuses its memory
  world = state_->openings[block.plan];
  const Draws draws(state_->seed, block.first);
  const int lanes = static_cast<int>(block.count);
  for (Step now = 0; now < state_->horizon; ++now) {
    week().step(world, draws, now);
    if (state_->check_every_step) check_conservation(world, lanes);
  }
  check_conservation(world, lanes);
  const std::size_t columns = state_->columns.size();
  for (std::size_t c = 0; c < columns; ++c) {
    const Lanes value = measure(state_->columns[c], world);
    for (int lane = 0; lane < lanes; ++lane) {
      if (!std::isfinite(value[lane]))
        throw std::runtime_error(fmt::format("replication {}: {} is not finite",
                                             block.first + static_cast<unsigned>(lane),
                                             state_->columns[c].label.name));
      rows[static_cast<std::size_t>(lane) * columns + c] = value[lane];
    }
  }
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
