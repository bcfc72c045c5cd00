#include "models/market/week.hpp"

namespace channelsim::market {

namespace {
struct PhaseText {
  std::string_view name, meaning;
};
constexpr PhaseText phases[] = {
    {"arrivals", "shipments due are received, payments due are booked"},
    {"environment", "season, trend, shocks, rivals' moves"},
    {"plan", "dated changes come into force"},
    {"development", "recruiting, training, exits"},
    {"pricing", "price lists, promotions, members' own prices"},
    {"effort", "members and sellers choose effort"},
    {"demand", "awareness, purchase incidence, choice"},
    {"fulfilment", "from stock; what is not there is a lost sale"},
    {"aftersales", "satisfaction, complaints"},
    {"replenishment", "forecasts, orders up the chain, allocation when short, transport"},
    {"settlement", "invoices, fees, costs; the ledger closes"},
    {"relations", "trust and tension"},
    {"observation", "figures are taken"},
};
}  // namespace

std::string_view to_string(Phase phase) { return phases[static_cast<std::size_t>(phase)].name; }
std::string_view meaning(Phase phase) { return phases[static_cast<std::size_t>(phase)].meaning; }

inline namespace CHANNELSIM_LEVEL {

const Schedule<World, Phase>& week() {
  static const Schedule<World, Phase> schedule({
      {"receive shipments", Phase::arrivals, receive_shipments},
      {"turn the season", Phase::environment, turn_season},
      {"bring dated changes into force, take back goods of who closed", Phase::plan, change_plan},
      {"set prices and run promotions", Phase::pricing, set_prices},
      {"weigh the offers", Phase::demand, weigh_offers},
      {"buy", Phase::demand, buy},
      {"serve consumers from stock", Phase::fulfilment, serve_consumers},
      {"forecast, order, allocate, ship", Phase::replenishment, replenish},
      {"settle accounts", Phase::settlement, settle_accounts},
      {"take figures", Phase::observation, observe},
  });
  return schedule;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
