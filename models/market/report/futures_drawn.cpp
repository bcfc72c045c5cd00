#include "models/market/report/futures_drawn.hpp"

#include "engine/base/lanes.hpp"
#include "models/market/correlations.hpp"

namespace channelsim::market {

FuturesDrawn::FuturesDrawn(const Facts& facts) {
  const FutureValues futures = futures_of(facts.study());
  values_.resize(futures.count);
  if (futures.count == 0) return;
  std::vector<double> block(futures.count * lanes_per_block);
  std::uint32_t first = 1;  // of the block that is drawn; none begins here
  for (const std::uint32_t future : facts.rows()) {
    const std::uint32_t replication = future * facts.results().chances();
    const std::uint32_t lane = replication % lanes_per_block;
    if (replication - lane != first) futures.sample(first = replication - lane, block);
    for (std::size_t slot = 0; slot < futures.count; ++slot)
      values_[slot].push_back(block[slot * lanes_per_block + lane]);
  }
}

}  // namespace channelsim::market
