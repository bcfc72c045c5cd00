#pragma once
// The piece in which replications are computed.

#include <cstdint>

namespace channelsim {

/// Consecutive replications of one plan: what is computed, kept and resumed as one piece.
struct Block {
  std::uint32_t plan;   // index into the plans
  std::uint32_t first;  // first replication
  std::uint32_t count;  // 1 … lanes_per_block
};

}  // namespace channelsim
