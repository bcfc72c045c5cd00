#include "engine/base/elementary.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// Multiplicative seasonal index of the purchase rate; its mean over a whole cycle is 1.
void turn_season(World& world, const Draws&, Step now) {
  const Season<Lanes>& season = world.terms().demand.season;
  const double swing =
      min(max(sine_of_turns((double(now) + season.phase) / season.period), -1.0), 1.0);
  world.season = 1.0 + season.amplitude * swing;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
