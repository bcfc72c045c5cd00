#include <algorithm>

#include "models/market/layout.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// The shelf that supplies `shelf` under one network and is open under another: where the supplier
/// is not in business, whoever supplies that one; at last nobody, the manufacturer.
std::uint32_t supplier_in_business(const Network& chain, const Network& now, std::uint32_t shelf) {
  std::uint32_t supplier = chain.supplier[shelf];
  while (supplier != nobody && !now.open[supplier]) supplier = chain.supplier[supplier];
  return supplier;
}

/// The first of the stages before `stage`, without a gap, under which the shelf is closed.
std::size_t closed_since(const Layout& layout, std::uint32_t shelf, std::size_t stage) {
  while (stage > 0 && !layout.networks[stage - 1].open[shelf]) --stage;
  return stage;
}

/// A shelf that opens orders ahead, so that goods are there on its first day.
void stock_ahead(Layout& layout, std::uint32_t shelf, std::size_t stage) {
  const Network& opening = layout.networks[stage];
  const std::size_t since = closed_since(layout, shelf, stage);
  const std::uint32_t lead_time = opening.lead_time[shelf];
  const Step in_time = opening.from > lead_time ? opening.from - lead_time : 0;
  const Step order_from = std::max(layout.networks[since].from, in_time);
  const auto row = static_cast<std::uint32_t>(layout.late_openings.size());
  layout.late_openings.push_back({shelf, stage, order_from});
  for (std::size_t before = since; before < stage; ++before) {
    if (layout.networks[before + 1].from <= order_from) continue;
    Network& network = layout.networks[before];
    const std::uint32_t supplier = supplier_in_business(opening, network, shelf);
    network.stocked_ahead.push_back(row);
    network.lead_time[shelf] = lead_time;
    network.supplier[shelf] = supplier;
    if (supplier == nobody) continue;
    network.customers[supplier].push_back(shelf);
    const std::uint32_t m = layout.member[shelf], creditor = layout.member[supplier];
    if (network.has(m) || network.creditor[m] != nobody) continue;
    network.creditor[m] = creditor;
    network.debtors[creditor].push_back(m);
  }
}

/// Where goods of a closed shelf go: to the supplier of the last stage under which it was open.
void send_back(Layout& layout, std::uint32_t shelf, std::size_t stage) {
  const std::size_t since = closed_since(layout, shelf, stage + 1);
  if (since == 0) return;  // it was never open before
  layout.networks[stage].send_back.push_back({shelf, layout.networks[since - 1].supplier[shelf]});
}

/// A shelf stands before the one it sends to, so that goods come all the way up in one pass.
void order_upstream(Network& network) {
  RowNumbers next(network.open.size(), nobody);
  for (const SendingBack& each : network.send_back) next[each.shelf] = each.to;
  const auto stops_ahead = [&](const SendingBack& each) {
    int stops = 0;
    for (std::uint32_t shelf = each.to; shelf != nobody; shelf = next[shelf]) ++stops;
    return stops;
  };
  std::stable_sort(network.send_back.begin(), network.send_back.end(),
                   [&](const auto& a, const auto& b) { return stops_ahead(a) > stops_ahead(b); });
}

}  // namespace

void arrange_handovers(Layout& layout) {
  for (std::size_t stage = 1; stage < layout.networks.size(); ++stage) {
    Network& network = layout.networks[stage];
    for (std::uint32_t shelf = 0; shelf < layout.shelves(); ++shelf)
      if (!layout.holds_stock[shelf])
        continue;
      else if (!network.open[shelf])
        send_back(layout, shelf, stage);
      else if (!layout.networks[stage - 1].open[shelf] &&
               layout.programme[layout.member[shelf]] == nobody)  // a recruit orders when it comes
        stock_ahead(layout, shelf, stage);
    order_upstream(network);
  }
  for (Network& network : layout.networks) {
    for (std::uint32_t shelf = 0; shelf < layout.shelves(); ++shelf)
      if (network.open[shelf]) network.trading.push_back(shelf);
    for (const std::uint32_t opening : network.stocked_ahead)
      network.trading.push_back(layout.late_openings[opening].shelf);
    std::sort(network.trading.begin(), network.trading.end());
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
