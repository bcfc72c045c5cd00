#include "models/market/week.hpp"

namespace channelsim::market {

namespace {
struct PhaseText {
  std::string_view name, meaning;
};
constexpr PhaseText phases[] = {
    {"arrivals", "shipments due are received, payments due are booked"},
    {"environment", "season, trend, events, shocks"},
    {"plan", "dated changes come into force"},
    {"development", "recruiting, training, exits"},
    {"pricing", "rivals' moves, price lists, promotions, members' own prices"},
    {"effort", "members and sellers choose effort"},
    {"demand", "advertising, awareness, purchase incidence, choice"},
    {"fulfilment", "from stock; a second choice, waiting, or a lost sale"},
    {"aftersales", "memory, satisfaction, loyalty, brand"},
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
      {"pay invoices that are due", Phase::arrivals, pay_invoices},
      {"take back what consumers return", Phase::arrivals, take_back_returns},
      {"settle in: who is who at the start", Phase::environment, settle_in},
      {"shake the market", Phase::environment, shake_market},
      {"turn the season", Phase::environment, turn_season},
      {"bring dated changes into force, take back goods of who closed", Phase::plan, change_plan},
      {"recruit partners", Phase::development, recruit_partners},
      {"open, leave, fail", Phase::development, develop_members},
      {"review prices that move by themselves", Phase::pricing, review_prices},
      {"move the rivals' prices", Phase::pricing, move_rivals},
      {"set prices and run promotions", Phase::pricing, set_prices},
      {"note average prices", Phase::pricing, note_prices},
      {"choose effort", Phase::effort, choose_effort},
      {"advertise", Phase::demand, advertise},
      {"spread the word: learn of offers, forget, recruit", Phase::demand, spread_the_word},
      {"find what marketing and experience add", Phase::demand, find_appeal},
      {"weigh the offers", Phase::demand, weigh_offers},
      {"use up household stocks", Phase::demand, prepare_consumers},
      {"expect purchases", Phase::demand, expect_purchases},
      {"buy", Phase::demand, buy},
      {"serve consumers from stock; second choices, waiting", Phase::fulfilment, serve_consumers},
      {"collect orders in stores", Phase::fulfilment, collect_orders},
      {"scrap what has expired", Phase::fulfilment, scrap_expired},
      {"send goods back", Phase::aftersales, return_goods},
      {"remember what was bought, leave", Phase::aftersales, remember},
      {"judge channels and brand", Phase::aftersales, judge},
      {"end seasons: send back and sell off what is left", Phase::replenishment, end_seasons},
      {"forecast, order, allocate, ship", Phase::replenishment, replenish},
      {"settle accounts", Phase::settlement, settle_accounts},
      {"settle fees and the work of the channel", Phase::settlement, settle_fees},
      {"settle contracts: discounts, rebates, fees, shares", Phase::settlement, settle_contracts},
      {"settle what owners of several units save and get off", Phase::settlement, settle_owners},
      {"settle partner programmes, review tiers, certify", Phase::settlement, settle_programmes},
      {"settle with key accounts: back margins, claims, penalties", Phase::settlement,
       settle_key_accounts},
      {"value the business", Phase::settlement, value_business},
      {"keep relations, answer, let incidents happen", Phase::relations, keep_relations},
      {"key accounts look at their margin: threaten, delist, push their label", Phase::relations,
       review_key_accounts},
      {"take figures", Phase::observation, observe},
  });
  return schedule;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
