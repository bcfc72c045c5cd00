#pragma once
// The figures by which a replication is measured, by subject: each file of this folder is a list.

#include <span>

#include "models/market/kpis.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// The members and consumers a figure is about.
struct Scope {
  const World& world;
  std::vector<std::uint32_t> members;
  std::vector<std::size_t> cohorts;
  bool whole;                               // the market, the manufacturer included
  const KpiColumn::Group* group = nullptr;  // what else it is told by
};

using Spec = Scenario<Parameter>;

struct Figure {
  KpiText text;
  Lanes (*measure)(const Scope&);
  /// Whether a market has what the figure tells of; nothing where every market has.
  bool (*concerns)(const Spec&) = nullptr;
};

std::span<const Figure> money_figures();
std::span<const Figure> selling_figures();
std::span<const Figure> key_account_figures();
std::span<const Figure> goods_figures();
std::span<const Figure> stock_figures();
std::span<const Figure> partner_figures();
std::span<const Figure> partnership_figures();
std::span<const Figure> coverage_figures();
std::span<const Figure> consumer_figures();
std::span<const Figure> account_figures();
std::span<const Figure> flow_figures();

inline Lanes sum_over_members(const Scope& scope, auto&& figure) {
  Lanes sum = 0.0;
  for (const std::uint32_t m : scope.members) sum += figure(m);
  return sum;
}

/// Sum over the shelves from which consumers buy.
inline Lanes sum_over_shelves(const Scope& scope, auto&& figure) {
  const World& world = scope.world;
  return sum_over_members(scope, [&](std::uint32_t m) {
    Lanes sum = 0.0;
    if (world.terms().members[m].traits.sells_to == Customers::consumers)
      for (const std::uint32_t shelf : world.layout->shelves_of[m]) sum += figure(shelf);
    return sum;
  });
}

inline Lanes ratio(Lanes part, Lanes whole, double otherwise) {
  return select(whole > 0.0, part / max(whole, 1e-300), Lanes(otherwise));
}

/// What was sent to a shelf: all that left it or is still there, but for what came otherwise.
inline Pieces<Lanes> received(const Shelves& shelves, std::uint32_t shelf) {
  return shelves.on_hand[shelf] + shelves.on_order[shelf] + shelves.total_sold[shelf] -
         shelves.entered[shelf];
}
/// Pieces that came to the independent members: to each of a group, or into the trade as a whole.
Lanes sell_in(const Scope& scope);
/// What consumers paid the members for goods, whatever they sent back.
Lanes gross_sales(const Scope& scope);
/// What a party has paid to run its part of the channel.
inline Lanes running_costs(const World& world, std::size_t party) {
  Money<Lanes> paid{0.0};
  for (const ItemText& text : item_texts)
    if (text.kind == ItemKind::running) paid -= world.ledger.on(party, text.item);
  return paid.value;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
