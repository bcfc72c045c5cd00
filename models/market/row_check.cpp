#include "models/market/row_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <random>

#include "engine/run/experiment.hpp"
#include "engine/run/threads.hpp"

namespace channelsim::market {

namespace {

constexpr std::size_t most_told = 20;

std::string figure_of(const Results& results, std::size_t cell) {
  const std::size_t kpis = results.kpis().size();
  if (cell < kpis) return results.kpis()[cell].name;
  const SeriesCells& series = results.series();
  const std::size_t steps = series.steps.size();
  return fmt::format("{} at the end of step {}",
                     results.kpis()[series.kpis[(cell - kpis) / steps]].name,
                     series.steps[(cell - kpis) % steps]);
}

RowCheck check_block(const Market& market, const Results& saved, const Block& block,
                     const std::atomic<bool>* stop) {
  RowCheck check;
  std::vector<double> rows(block.count * saved.row_size());
  std::vector<Failure> failed;
  try {
    failed = market.evaluate(block, rows, stop);
  } catch (const Stopped&) {
    check.stopped = true;
    return check;
  } catch (const std::exception& error) {
    check.failures.push_back(fmt::format(
        "{}, replications from {}: {}", saved.plans()[block.plan].name, block.first, error.what()));
    return check;
  }
  RowReader reader(saved);
  for (std::uint32_t i = 0; i < block.count; ++i) {
    const bool fails = std::any_of(failed.begin(), failed.end(), [&](const Failure& failure) {
      return failure.replication == block.first + i;
    });
    if (fails != (saved.failure_of(block.plan, block.first + i) != nullptr))
      check.failures.push_back(fmt::format(
          "{}, replication {}: it {} now, and {} in the run", saved.plans()[block.plan].name,
          block.first + i, fails ? "fails" : "does not fail", fails ? "did not" : "did"));
    else if (saved.has(block.plan, block.first + i))
      compare_row(saved, block.plan, block.first + i, reader.row(block.plan, block.first + i),
                  std::span(rows).subspan(i * saved.row_size(), saved.row_size()), check);
  }
  return check;
}

void add(RowCheck& sum, RowCheck part) {
  sum.stopped |= part.stopped;
  sum.rows += part.rows;
  sum.cells_differ += part.cells_differ;
  for (CellDifference& each : part.first)
    if (sum.first.size() < most_told) sum.first.push_back(std::move(each));
  for (std::string& each : part.failures)
    if (sum.failures.size() < most_told) sum.failures.push_back(std::move(each));
}

}  // namespace

void compare_row(const Results& saved, std::uint32_t plan, std::uint32_t replication,
                 std::span<const double> row, std::span<const double> again, RowCheck& check) {
  ++check.rows;
  for (std::size_t cell = 0; cell < row.size(); ++cell) {
    const double value = again[cell] + 0.0;  // as it is stored: no sign on a zero
    if (std::bit_cast<std::uint64_t>(row[cell]) == std::bit_cast<std::uint64_t>(value)) continue;
    ++check.cells_differ;
    if (check.first.size() < most_told)
      check.first.push_back({plan, replication, figure_of(saved, cell), row[cell], value});
  }
}

std::vector<Block> sample_blocks(const Results& saved, std::size_t count, std::uint64_t seed) {
  const Experiment experiment{saved.plans().size(), saved.replications(), lanes_per_block};
  std::vector<std::vector<Block>> by_plan(experiment.plans);
  for (std::size_t index = 0; index < block_count(experiment); ++index) {
    const Block block = block_at(experiment, index);
    bool any = false;
    for (std::uint32_t i = 0; i < block.count; ++i)
      any = any || saved.has(block.plan, block.first + i);
    if (any) by_plan[block.plan].push_back(block);
  }
  std::mt19937_64 random(seed);
  std::size_t there = 0;
  for (auto& blocks : by_plan) {
    std::shuffle(blocks.begin(), blocks.end(), random);
    there += blocks.size();
  }
  std::vector<Block> chosen;
  for (std::size_t turn = 0; chosen.size() < std::min(count, there); ++turn) {
    auto& blocks = by_plan[turn % by_plan.size()];
    if (blocks.empty()) continue;
    chosen.push_back(blocks.back());
    blocks.pop_back();
  }
  std::sort(chosen.begin(), chosen.end(), [](const Block& a, const Block& b) {
    return a.plan != b.plan ? a.plan < b.plan : a.first < b.first;
  });
  return chosen;
}

RowCheck simulate_again(const Market& market, const Results& saved,
                        const std::vector<Block>& blocks, int threads,
                        const std::atomic<bool>* stop) {
  std::vector<RowCheck> checks(blocks.size());
  for_each_in_order(blocks.size(), threads > 0 ? threads : usable_cpus(), [&](std::size_t index) {
    checks[index] = check_block(market, saved, blocks[index], stop);
    return !checks[index].stopped;
  });
  RowCheck sum;
  for (RowCheck& each : checks) add(sum, std::move(each));
  return sum;
}

}  // namespace channelsim::market
