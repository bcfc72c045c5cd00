#include "models/market/market.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <thread>

#include "engine/base/seeded_defect.hpp"
#include "engine/run/experiment.hpp"
#include "engine/run/figure_name.hpp"
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
  std::optional<Fault> fault;

  World opening(Block block) const;
  /// Measures a column in the world as it stands; the figures go to a cell of each row.
  void put(std::size_t column, std::size_t cell, const World& world, Block block,
           std::span<double> rows, Findings& findings) const;
  /// Who attends while a block is played.
  struct Audience {
    const std::atomic<bool>* stop = nullptr;  // may end it between two steps
    std::function<void(const World&)> look =
        nullptr;                             // at the world before the first step and after each
    Timings* timings = nullptr;              // gets what each phase took
    std::optional<std::uint32_t> only = {};  // the one lane that anybody looks at
  };
  void play(Block block, std::span<double> rows, Watch& watch, const Audience& audience) const;
  const Fault* fault_in(Block block) const;
};

Market::Market(std::span<const Plan> plans, FutureValues futures, std::vector<Invariant> invariants,
               SeriesCells series)
    : state_(std::make_unique<State>(State{told_columns(markets_of(plans)),
                                           {plans.begin(), plans.end()},
                                           {},
                                           {},
                                           std::move(futures),
                                           std::move(invariants),
                                           std::move(series),
                                           {}})) {
  // Told where partners may come or go under any plan; compared, it is followed under all.
  const bool partners_are_valued =
      std::any_of(state_->columns.begin(), state_->columns.end(), [](const KpiColumn& each) {
        return figure_name(each.label.name).figure == partner_value_kpi;
      });
  for (const Plan& plan : plans) {
    Layout layout = layout_of(plan);
    layout.values_partners = partners_are_valued;
    state_->layouts.push_back(std::make_shared<const Layout>(std::move(layout)));
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
                        std::span<double> rows, Findings& findings) const {
  const std::size_t row_size = columns.size() + series.count();
  const Lanes value = measure(columns[column], world);
  for (std::uint32_t lane = 0; lane < block.count; ++lane) {
    const double figure = value[static_cast<int>(lane)];
    if (!is_sound(figure) && findings.open(static_cast<int>(lane)))
      findings.note(static_cast<int>(lane), last_step(world), columns[column].label.name, figure);
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

void Market::State::play(Block block, std::span<double> rows, Watch& watch,
                         const Audience& audience) const {
  Stopwatch stopwatch;
  std::vector<std::chrono::nanoseconds> taken(audience.timings ? week().systems().size() : 0);
  watch.measure(taken);
  thread_local World world;
  if (openings.empty())
    world = opening(block);
  else
    world = openings[block.plan];  // reuses its memory
  world.persons.present = lane_by_lane([&](std::size_t lane) {
                            return audience.only ? lane == *audience.only : lane < block.count;
                          }) > 0.0;
  const Scenario<Parameter>& at_start = plans[block.plan].opening();
  const Draws draws(seeded("thread_keyed_stream")
                        ? std::hash<std::thread::id>()(std::this_thread::get_id())
                        : at_start.seed,
                    block.first);
  const Step horizon = at_start.horizon - (seeded("last_step_missing") ? 1 : 0);
  std::size_t moment = 0;
  if (audience.timings) audience.timings->add("opening", stopwatch.lap());
  if (audience.look) audience.look(world);
  for (Step now = 0; now < horizon; ++now) {
    if (audience.stop && audience.stop->load(std::memory_order_relaxed)) throw Stopped();
    watch.step(world, draws, now);
    if (audience.look) audience.look(world);
    if (moment == series.steps.size() || series.steps[moment] != now) continue;
    for (std::size_t figure = 0; figure < series.kpis.size(); ++figure)
      put(series.kpis[figure], columns.size() + series.at(figure, moment), world, block, rows,
          watch.findings());
    ++moment;
  }
  if (audience.timings) add_weeks(*audience.timings, taken, stopwatch.lap());
  watch.finish(world);
  for (std::size_t c = 0; c < columns.size(); ++c) put(c, c, world, block, rows, watch.findings());
  if (audience.timings) audience.timings->add("figures", stopwatch.lap());
}

const Fault* Market::State::fault_in(Block block) const {
  const bool there = fault && fault->plan == block.plan && fault->replication >= block.first &&
                     fault->replication - block.first < block.count;
  return there ? &*fault : nullptr;
}

std::vector<Failure> Market::evaluate(Block block, std::span<double> rows,
                                      const std::atomic<bool>* stop, Timings* timings) const {
  const auto played = [&](Scrutiny scrutiny) {
    Watch watch(scrutiny, state_->invariants, block, state_->fault_in(block));
    state_->play(block, rows, watch, {.stop = stop, .timings = timings});
    return watch.findings();
  };
  const Findings found = played(state_->invariants.empty() ? Scrutiny::end : Scrutiny::each_step);
  if (found.empty()) return {};
  const Findings closer = played(Scrutiny::each_system);
  std::vector<Failure> failures;
  for (int lane = 0; lane < static_cast<int>(block.count); ++lane)
    if (found.in(lane)) failures.push_back(*(closer.in(lane) ? closer : found).in(lane));
  return failures;
}

Trace Market::trace(std::uint32_t plan, std::uint32_t replication) const {
  const auto lane = replication % lanes_per_block;
  const Block block{plan, replication - lane, lanes_per_block};
  std::optional<Tracer> tracer;
  const auto look = [&](const World& world) {
    if (tracer)
      tracer->add(world);
    else
      tracer.emplace(world, static_cast<int>(seeded("trace_of_neighbour") ? lane ^ 1 : lane));
  };
  std::vector<double> rows(lanes_per_block * (columns().size() + series().count()));
  Watch watch(Scrutiny::end, state_->invariants, block, state_->fault_in(block));
  state_->play(block, rows, watch, {.look = look, .only = lane});
  Trace trace = tracer->take();
  if (!watch.findings().in(static_cast<int>(lane)) && state_->invariants.empty()) return trace;
  for (Failure& failure : evaluate(block, rows))
    if (failure.replication == replication) trace.failure = std::move(failure);
  if (trace.failure) trace.steps.resize(trace.failure->step);
  return trace;
}

void Market::inject(Fault fault) { state_->fault = std::move(fault); }

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
