#include <fmt/format.h>

#include <stdexcept>

#include "engine/random/normal_quadrature.hpp"
#include "models/market/names.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// The product of one rule per dimension.
std::vector<ConsumerKind> kinds_of(const Network& network, const Scenario<Parameter>& market) {
  std::vector<ConsumerKind> kinds;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const Segment<Parameter>& segment = market.segments[network.segments[s]];
    const std::size_t dimensions = spreads_of(segment);
    if (dimensions > most_spreads)
      throw std::runtime_error(fmt::format("segment {}: too many tastes differ", segment.name));
    const Quadrature rule = normal_quadrature(static_cast<int>(nodes_by_spreads[dimensions]));
    std::size_t total = 1;
    for (std::size_t d = 0; d < dimensions; ++d) total *= rule.nodes.size();
    for (std::size_t i = 0; i < total; ++i) {
      ConsumerKind kind{s, static_cast<std::uint32_t>(i), 1, 0, {}};
      std::size_t rest = i;
      const auto next_node = [&] {
        const std::size_t place = rest % rule.nodes.size();
        rest /= rule.nodes.size();
        kind.weight *= rule.weights[place];
        return rule.nodes[place];
      };
      if (segment.price_spread) kind.price_node = next_node();
      for (const std::string& channel : spread_channels(segment))
        kind.taste_nodes.emplace_back(channel, next_node());
      kinds.push_back(std::move(kind));
    }
  }
  return kinds;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
