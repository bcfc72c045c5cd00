#include <fmt/format.h>

#include <stdexcept>

#include "engine/random/normal_quadrature.hpp"
#include "models/market/names.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// What differs between the consumers of a segment: the channels whose taste does, and the price.
struct Dimensions {
  bool price = false;
  std::vector<std::string> channels;

  std::size_t count() const { return channels.size() + (price ? 1 : 0); }
};

Dimensions dimensions_of(const Segment<Parameter>& segment) {
  Dimensions dimensions{segment.price_spread.has_value(), {}};
  for (const auto& taste : segment.tastes)
    if (taste.sd.uncertain() || taste.sd.sure != 0) dimensions.channels.push_back(taste.channel);
  std::sort(dimensions.channels.begin(), dimensions.channels.end());
  return dimensions;
}

}  // namespace

/// The product of one rule per dimension.
std::vector<ConsumerKind> kinds_of(const Network& network, const Scenario<Parameter>& market) {
  std::vector<ConsumerKind> kinds;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const Segment<Parameter>& segment = market.segments[network.segments[s]];
    const Dimensions dimensions = dimensions_of(segment);
    if (dimensions.count() > most_spreads)
      throw std::runtime_error(fmt::format("segment {}: too many tastes differ", segment.name));
    const Quadrature rule =
        normal_quadrature(static_cast<int>(nodes_by_spreads[dimensions.count()]));
    std::size_t total = 1;
    for (std::size_t d = 0; d < dimensions.count(); ++d) total *= rule.nodes.size();
    for (std::size_t i = 0; i < total; ++i) {
      ConsumerKind kind{s, static_cast<std::uint32_t>(i), 1, 0, {}};
      std::size_t rest = i;
      const auto next_node = [&] {
        const std::size_t place = rest % rule.nodes.size();
        rest /= rule.nodes.size();
        kind.weight *= rule.weights[place];
        return rule.nodes[place];
      };
      if (dimensions.price) kind.price_node = next_node();
      for (const std::string& channel : dimensions.channels)
        kind.taste_nodes.emplace_back(channel, next_node());
      kinds.push_back(std::move(kind));
    }
  }
  return kinds;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
