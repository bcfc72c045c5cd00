#include "models/market/estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/run/disk.hpp"
#include "engine/run/free_memory.hpp"
#include "engine/run/row_store.hpp"
#include "engine/run/threads.hpp"
#include "models/market/kpis.hpp"
#include "models/market/series.hpp"
#include "models/market/shared_traits.hpp"

namespace channelsim::market {

namespace {
constexpr double shelf_steps_per_second = 2.5e7;  // of one CPU; studies differ by a factor of 2

// Bytes, measured (tests/program/memory_test.py holds runs to them).
constexpr double program_bytes = 26e6;  // code, words, the page's script
constexpr double member_bytes = 30e3;   // of a plan's member as read and written down
constexpr double figure_bytes = 10e3;   // of a plan's figure in answer and report
constexpr double story_bytes = 450;     // of a shelf and a step in the report's story
constexpr double rows_in_memory = RowStore::most_in_memory;
constexpr double disk_per_byte = 5;     // of a row: journal, table and database
constexpr double shelf_columns = 60;    // numbers of a shelf that change
constexpr double shelf_terms = 12;      // and of what was agreed on it
constexpr double traits_columns = 180;  // of traits that members share
constexpr double lane_row = lanes_per_block * sizeof(double);

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
  bool each_is_asked = false;  // persons are looked at one by one in each step
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
  crowd.each_is_asked =
      std::holds_alternative<NegativeBinomial>(market.demand.incidence) ||
      market.demand.awareness || (market.consumers.network && !market.referrals.empty()) ||
      std::any_of(market.segments.begin(), market.segments.end(), [](const auto& segment) {
        return segment.churn && std::holds_alternative<ChurnPerStep<Parameter>>(*segment.churn);
      });
  return crowd;
}

/// What a step costs beyond its shelves, in shelves: a cell of consumers who remember about a
/// seventh, a person who is reached in turn about a seventieth, one who is asked about a third.
double extra_shelves(const Crowd& crowd) {
  if (crowd.persons > 0) return (crowd.each_is_asked ? 0.35 : 0.015) * crowd.persons;
  return 0.15 * crowd.alternatives * crowd.kinds * crowd.standings;
}

/// Bytes of what was agreed in a plan: all worlds of the plan share it.
double terms_bytes(const Plan& plan) {
  double unlike = 0;
  for (const Stage& stage : plan.stages) {
    const std::vector<std::size_t> shared = shared_traits(stage.market.members);
    for (std::size_t place = 0; place < shared.size(); ++place) unlike += shared[place] == place;
  }
  return lane_row * (unlike * traits_columns +
                     shelves_of(plan) * shelf_terms * static_cast<double>(plan.stages.size()));
}

/// Bytes of the persons of a plan while it is played.
double persons_bytes(const Plan& plan) {
  const auto& market = plan.opening();
  if (market.consumers.resolution != Resolution::persons) return 0;
  const auto& incidence = market.demand.incidence;
  double in_lane = 3;                                                    // what each has done
  if (std::holds_alternative<Bass<Parameter>>(incidence)) in_lane += 4;  // who may still buy
  if (market.consumers.network) in_lane += 4;                            // how many owners it knows
  double wishes = 0;
  for (const auto& segment : market.segments) wishes += segment.share * segment.purchase_rate.sure;
  in_lane += 2 * sizeof(std::uint64_t) * wishes;
  double numbers = 0;  // of its own, in each lane
  if (std::holds_alternative<NegativeBinomial>(incidence)) ++numbers;
  if (std::any_of(market.segments.begin(), market.segments.end(),
                  [](const auto& segment) { return bool(segment.churn); }))
    ++numbers;
  return consumers_of(market) * (in_lane * lanes_per_block + numbers * lane_row);
}

/// Bytes of one world: columns of shelves, their pipelines, tables of choice.
double world_bytes(const Plan& plan) {
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
  return lane_row * (shelves_of(plan) * (shelf_columns + longest + ages) + choice);
}
}  // namespace

WorkEstimate estimate(const Study& study) {
  const auto& scenario = study.scenario;
  WorkEstimate work{0, program_bytes, 0, 0};
  double largest = 0, most_shelves = 0;
  for (const Plan& plan : study.plans) {
    const double shelves = std::max(shelves_of(plan), 1.0) + extra_shelves(crowd_of(plan));
    work.shelf_steps += double(scenario.replications.count()) * scenario.horizon * shelves;
    work.bytes += world_bytes(plan) + terms_bytes(plan);
    for (const Stage& stage : plan.stages)
      work.bytes += member_bytes * static_cast<double>(stage.market.members.size());
    largest = std::max(largest, world_bytes(plan) + persons_bytes(plan));
    most_shelves = std::max(most_shelves, shelves_of(plan));
  }
  work.bytes += usable_cpus() * largest + story_bytes * most_shelves * scenario.horizon;
  const auto plans = static_cast<double>(study.plans.size());
  const auto figures = static_cast<double>(told_columns(markets_of(study.plans)).size());
  const double row = (figures + static_cast<double>(series_of(study).count())) * sizeof(double);
  work.bytes += figure_bytes * plans * figures + 2 * row * lanes_per_block * usable_cpus();
  const double rows = row * plans * scenario.replications.count();
  work.bytes += std::min(rows, rows_in_memory);
  work.disk_bytes = disk_per_byte * rows;
  if (rows > rows_in_memory) {
    // Beside the rows: their means by future, or those of the plans that keep to all bounds.
    const bool copied = scenario.replications.chances > 1 || !scenario.decision.constraints.empty();
    work.temporary_bytes = (copied ? 2 : 1) * rows;
  }
  return work;
}

std::string to_text(const WorkEstimate& work) {
  const double seconds = work.shelf_steps / shelf_steps_per_second;
  const std::string time = seconds < 1      ? "less than a second"
                           : seconds < 120  ? fmt::format("about {:.0f} s", seconds)
                           : seconds < 7200 ? fmt::format("about {:.0f} min", seconds / 60)
                                            : fmt::format("about {:.0f} h", seconds / 3600);
  return fmt::format("{:.2g} shelf-steps, {} on one CPU; {:.0f} MB of memory, {:.2g} MB of disk",
                     work.shelf_steps, time, work.bytes / 1e6,
                     (work.disk_bytes + work.temporary_bytes) / 1e6);
}

Room room_for(const std::optional<std::filesystem::path>& folder) {
  constexpr double untold = std::numeric_limits<double>::max();
  // Nobody makes the folder for rows, as the run's is made.
  std::error_code ignored;
  const bool rows_have_place = std::filesystem::is_directory(RowStore::folder(), ignored);
  const auto rows = rows_have_place ? disk_of(RowStore::folder()) : std::nullopt;
  const auto kept = folder ? disk_of(*folder) : std::nullopt;
  const double for_rows = rows ? rows->free : rows_have_place ? untold : 0;
  return {free_memory().value_or(8e9) / 2, kept ? kept->free : untold, for_rows,
          kept && kept == rows};
}

void require_affordable(const Study& study, Room room, const std::string& remedy) {
  const WorkEstimate work = estimate(study);
  const double elsewhere = room.one_disk ? 0 : work.temporary_bytes;
  const double on_disk = work.disk_bytes + work.temporary_bytes - elsewhere;
  const double disk = std::min(room.disk, most_disk_bytes + on_disk - work.disk_bytes);
  if (work.shelf_steps <= most_shelf_steps && work.bytes <= room.memory && on_disk <= disk &&
      elsewhere <= room.temporary_disk)
    return;
  const auto& scenario = study.scenario;
  std::string told = fmt::format(
      "{} plans x {} replications x {} steps are {:.2g} shelf-steps (limit {:.0g}) and take {:.2g} "
      "GB of memory (limit {:.2g} GB) and {:.2g} GB of disk (limit {:.2g} GB)",
      study.plans.size(), scenario.replications.count(), scenario.horizon, work.shelf_steps,
      most_shelf_steps, work.bytes / 1e9, room.memory / 1e9, on_disk / 1e9, disk / 1e9);
  std::string hint = remedy;
  if (elsewhere > room.temporary_disk) {
    told += fmt::format(", and {:.2g} GB in {} while it runs (limit {:.2g} GB)", elsewhere / 1e9,
                        RowStore::folder(), room.temporary_disk / 1e9);
    hint += "; TMPDIR names another folder for what is needed while it runs";
  }
  if (!scenario.series.figures.empty())
    hint += "; a larger `series.every` or fewer figures take less room";
  throw InputError(
      {{IssueCode::too_much_work, {study.sources.front()}, "", std::move(told), std::move(hint)}});
}

}  // namespace channelsim::market
