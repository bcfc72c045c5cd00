// Who belongs to which key account in a stage, and beside which shelves own labels stand.

#include "models/market/layout.hpp"
#include "models/market/names.hpp"
#include "models/market/own_labels.hpp"
#include "models/market/range.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// The open shelf of a member beside which its account's own label stands, or nobody.
std::uint32_t shelf_beside_label(const Network& network, const Layout& layout,
                                 const Scenario<Parameter>& market, const std::string& member) {
  const std::uint32_t m = row_of(market.members, network.members, member);
  const std::uint32_t account = m == nobody ? nobody : network.account_of[m];
  if (account == nobody) return nobody;
  const auto& label = market.key_accounts[network.key_accounts[account]].own_label;
  if (!label) return nobody;
  for (const std::uint32_t shelf : network.shelves[m])
    if (market.products[network.products[layout.product[shelf]]].name == label->product)
      return shelf;
  return nobody;
}

}  // namespace

void connect_accounts(Network& network, const Layout& layout, const Scenario<Parameter>& market) {
  network.key_accounts = by_name(market.key_accounts);
  network.account_of.assign(layout.members, nobody);
  network.members_of.resize(network.key_accounts.size());
  for (const std::uint32_t m : network.in_business)
    if (const auto* account = account_of(market, market.members[network.members[m]].name)) {
      network.account_of[m] = row_of(market.key_accounts, network.key_accounts, account->name);
      network.members_of[network.account_of[m]].push_back(m);
    }
  for (std::uint32_t rival = 0; rival < network.rivals.size(); ++rival)
    if (const std::string member = member_of_label(market.rivals[network.rivals[rival]].name);
        !member.empty())
      network.own_labels.push_back({rival, shelf_beside_label(network, layout, market, member)});
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
