#include "models/market/estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/run/threads.hpp"
#include "models/market/kpis.hpp"
#include "models/market/series.hpp"

namespace channelsim::market {

namespace {
constexpr double shelf_steps_per_second = 1e7;  // of one CPU, an order of magnitude

/// Shelves of a plan: members that are in business at some time, and their ranges.
double shelves_of(const Plan& plan) {
  double most = 0;
  for (const Stage& stage : plan.stages) {
    double shelves = 0;
    for (const auto& member : stage.market.members)
      shelves += static_cast<double>(member.products.empty() ? stage.market.products.size()
                                                             : member.products.size());
    most = std::max(most, shelves);
  }
  return most;
}

/// Tables by alternative x kind x standing, and persons, of a plan.
struct Crowd {
  double alternatives = 0, kinds = 0, standings = 0, persons = 0;
};
Crowd crowd_of(const Plan& plan) {
  const auto& market = plan.opening();
  const auto regions = static_cast<double>(market.regions.size());
  Crowd crowd;
  for (const auto& member : market.members) {
    if (member.traits.sells_to != Customers::consumers) continue;
    const std::size_t range =
        member.products.empty() ? market.products.size() : member.products.size();
    const double reach = member.traits.reach == Reach::everywhere
                             ? regions
                             : 1 + static_cast<double>(member.catchment.size());
    crowd.alternatives += static_cast<double>(range) * reach;
  }
  for (const auto& rival : market.rivals) crowd.alternatives += rival.region ? 1 : regions;
  for (const auto& segment : market.segments) {
    const std::size_t spreads = std::min(spreads_of(segment), most_spreads);
    crowd.kinds += std::pow(nodes_by_spreads[spreads], static_cast<double>(spreads));
  }
  if (market.consumers.remember())
    crowd.standings = static_cast<double>(selling_channels(market).size()) + 5;
  if (market.consumers.resolution == Resolution::persons) crowd.persons = consumers_of(market);
  return crowd;
}

/// What a step costs beyond its shelves, in shelves: a cell of consumers who remember about a
/// seventh, a person about a twentieth.
double extra_shelves(const Crowd& crowd) {
  if (crowd.persons > 0) return 0.05 * crowd.persons;
  return 0.15 * crowd.alternatives * crowd.kinds * crowd.standings;
}

/// Bytes of one world: columns of shelves, their pipelines, tables of choice, persons.
double world_bytes(const Plan& plan) {
  constexpr double columns = 40, row = lanes_per_block * sizeof(double);
  std::uint32_t longest = 1;
  for (const Stage& stage : plan.stages)
    for (const auto& member : stage.market.members)
      longest = std::max(longest, member.traits.lead_time);
  double life = 0;  // ages of stock on hand and under way
  for (const auto& product : plan.opening().products)
    life = std::max<double>(life, product.shelf_life.value_or(0));
  const double ages = life > 0 ? (life + 2) * (longest + 1.0) : 0;
  const auto stages = static_cast<double>(plan.stages.size());
  const Crowd crowd = crowd_of(plan);
  const double choice = crowd.alternatives * crowd.kinds * (3 + stages + 5 * crowd.standings);
  const double person = 2 * row + 6 * lanes_per_block + 40;
  return row * (shelves_of(plan) * (columns + longest + ages) + choice) + crowd.persons * person;
}
}  // namespace

WorkEstimate estimate(const Study& study) {
  const auto& scenario = study.scenario;
  WorkEstimate work{0, 0};
  double largest = 0;
  for (const Plan& plan : study.plans) {
    const double shelves = std::max(shelves_of(plan), 1.0) + extra_shelves(crowd_of(plan));
    work.shelf_steps += double(scenario.replications.count()) * scenario.horizon * shelves;
    work.bytes += world_bytes(plan);
    largest = std::max(largest, world_bytes(plan));
  }
  const std::size_t cells = kpi_columns(markets_of(study.plans)).size() + series_of(study).count();
  const double row = static_cast<double>(cells) * sizeof(double);
  work.bytes += usable_cpus() * (largest + row * lanes_per_block);
  // Rows, and as much again for what is worked out of them.
  work.bytes += 2 * row * static_cast<double>(study.plans.size()) * scenario.replications.count();
  return work;
}

std::string to_text(const WorkEstimate& work) {
  const double seconds = work.shelf_steps / shelf_steps_per_second;
  const std::string time = seconds < 1      ? "less than a second"
                           : seconds < 120  ? fmt::format("about {:.0f} s", seconds)
                           : seconds < 7200 ? fmt::format("about {:.0f} min", seconds / 60)
                                            : fmt::format("about {:.0f} h", seconds / 3600);
  return fmt::format("{:.2g} shelf-steps, {} on one CPU; {:.2g} MB", work.shelf_steps, time,
                     work.bytes / 1e6);
}

void require_affordable(const Study& study, double bytes, const std::string& remedy) {
  const WorkEstimate work = estimate(study);
  const bool too_long = work.shelf_steps > most_shelf_steps;
  if (!too_long && work.bytes <= bytes) return;
  const auto& scenario = study.scenario;
  throw InputError(
      {{IssueCode::too_much_work,
        {study.sources.front()},
        "",
        fmt::format("{} plans x {} replications x {} steps are {:.2g} shelf-steps (limit {:.0g}) "
                    "and take {:.2g} GB (limit {:.2g} GB)",
                    study.plans.size(), scenario.replications.count(), scenario.horizon,
                    work.shelf_steps, most_shelf_steps, work.bytes / 1e9, bytes / 1e9),
        fmt::format("{}{}", remedy,
                    scenario.series.figures.empty()
                        ? ""
                        : "; a larger `series.every` or fewer figures take less memory")}});
}

}  // namespace channelsim::market
