#pragma once
// What members carry: their own range, as far as authorisations and key accounts allow it.

#include <algorithm>
#include <string>
#include <vector>

#include "models/market/groups.hpp"
#include "models/market/scenario.hpp"

namespace channelsim::market {

/// Whether a list that may be empty, for all, holds a name.
inline bool names_or_all(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether an authorisation is about a product, for a member of its channel and region.
inline bool allows(const Authorisation& authorisation, const Member<Parameter>& member,
                   const std::string& product) {
  const auto& products = authorisation.products;
  if (std::find(products.begin(), products.end(), product) == products.end()) return false;
  if (!names_or_all(authorisation.channels, member.channel)) return false;
  return authorisation.regions.empty() ||
         (member.region && names_or_all(authorisation.regions, *member.region));
}

/// Whether authorisations let a member sell a product: those in force, or any that are stated. Who
/// supplies members is bound by none.
inline bool is_authorised(const Scenario<Parameter>& market, const Member<Parameter>& member,
                          const std::string& product, bool in_force = true) {
  if (member.traits.sells_to == Customers::members) return true;
  bool named = false;
  for (const Authorisation& each : market.authorisations) {
    named |= std::find(each.products.begin(), each.products.end(), product) != each.products.end();
    if ((each.active || !in_force) && allows(each, member, product)) return true;
  }
  return !named;
}

/// The account a member belongs to, alone or as one of a counted group, while its terms are in
/// force; nothing for others.
inline const KeyAccount<Parameter>* account_of(const Scenario<Parameter>& market,
                                               const std::string& member) {
  for (const auto& account : market.key_accounts)
    if (account.active &&
        std::any_of(account.members.begin(), account.members.end(), [&](const std::string& name) {
          return name == member || name == group_of(member);
        }))
      return &account;
  return nullptr;
}

/// Whether a member that is in business carries a product.
inline bool carries(const Scenario<Parameter>& market, const Member<Parameter>& member,
                    const std::string& product) {
  if (!names_or_all(member.products, product)) return false;
  if (!is_authorised(market, member, product)) return false;
  const auto* account = account_of(market, member.name);
  return !account || names_or_all(account->listed, product);
}

}  // namespace channelsim::market
