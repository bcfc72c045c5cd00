#pragma once
// The whole week on one page: its phases, and the systems that run in them.

#include "engine/world/schedule.hpp"
#include "models/market/world.hpp"

namespace channelsim::market {

/// The documented order of a step. Phases without a system yet keep their place.
enum class Phase : std::uint8_t {
  arrivals,       // shipments due are received, payments due are booked
  environment,    // season, trend, shocks, rivals' moves
  plan,           // dated changes come into force
  development,    // recruiting, training, exits
  pricing,        // price lists, promotions, members' own prices
  effort,         // members and sellers choose effort
  demand,         // awareness, purchase incidence, choice
  fulfilment,     // from stock; what is not there is a lost sale
  aftersales,     // satisfaction, complaints
  replenishment,  // forecasts, orders up the chain, allocation when short, transport
  settlement,     // invoices, fees, costs; the ledger closes
  relations,      // trust and tension
  observation,    // figures are taken
};
std::string_view to_string(Phase phase);
std::string_view meaning(Phase phase);

inline namespace CHANNELSIM_LEVEL {

const Schedule<World, Phase>& week();

// The systems, by phase; each file of phases/ holds those of one phase.
void receive_shipments(World&, const Draws&, Step);
void turn_season(World&, const Draws&, Step);
void change_plan(World&, const Draws&, Step);
void set_prices(World&, const Draws&, Step);
void weigh_offers(World&, const Draws&, Step);
void buy(World&, const Draws&, Step);
void serve_consumers(World&, const Draws&, Step);
void replenish(World&, const Draws&, Step);
void settle_accounts(World&, const Draws&, Step);
void observe(World&, const Draws&, Step);

/// Puts a stage in force: its prices, nobody's promotion running yet, and consumers' choice.
void bring_into_force(World& world, std::size_t stage);

/// Attraction weights and expected purchases from the prices in force; all offers when `all`.
void update_choice(World& world, bool all);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
