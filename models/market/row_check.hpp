#pragma once
// Saved rows against rows that come out again, bit for bit.

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/run/results.hpp"
#include "models/market/market.hpp"

namespace channelsim::market {

/// A cell of a saved row that is other than it should be.
struct CellDifference {
  std::uint32_t plan, replication;
  std::string figure;  // "units_sold", "units_sold at the end of step 4"
  double saved, again;
};

struct RowCheck {
  std::uint64_t rows = 0;             // that were compared
  std::uint64_t cells_differ = 0;     // all of them
  std::vector<CellDifference> first;  // and the first few, in order
  std::vector<std::string> failures;  // what could not be simulated again, and why
  bool stopped = false;               // before all was simulated
};

/// Compares a saved row with what it should be: one number per KPI, then the cells of the series.
void compare_row(const Results& saved, std::uint32_t plan, std::uint32_t replication,
                 std::span<const double> row, std::span<const double> again, RowCheck& check);

/// At most `count` blocks in which rows are saved, chosen by the seed, as many under each plan.
std::vector<Block> sample_blocks(const Results& saved, std::size_t count, std::uint64_t seed);

/// Simulates blocks again and compares those of their rows that are saved. `threads`: 0 = all CPUs.
RowCheck simulate_again(const Market& market, const Results& saved,
                        const std::vector<Block>& blocks, int threads,
                        const std::atomic<bool>* stop);

}  // namespace channelsim::market
