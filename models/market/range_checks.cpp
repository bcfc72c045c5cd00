#include "models/market/range_checks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "models/market/places.hpp"
#include "models/market/range.hpp"

namespace channelsim::market {

namespace {

using Market = Scenario<Parameter>;

/// The authorisations that name a product, for people.
std::string authorisations_of(const Market& scenario, const std::string& product) {
  std::vector<std::string_view> names;
  for (const Authorisation& each : scenario.authorisations)
    if (std::find(each.products.begin(), each.products.end(), product) != each.products.end())
      names.push_back(each.name);
  return listed(names);
}

/// A member's own range names only what some authorisation lets it sell, now or later.
void member_within_authorisations(const Market& scenario, const Node& tree, std::size_t i,
                                  Issues& issues) {
  const auto& member = scenario.members[i];
  for (std::size_t p = 0; p < member.products.size(); ++p) {
    const std::string& product = member.products[p];
    if (is_authorised(scenario, member, product, false)) continue;
    const std::string names = authorisations_of(scenario, product);
    issues.push_back(broken_rule(
        tree, {"members", std::to_string(i), "products", std::to_string(p)},
        fmt::format(
            "'{}' carries '{}', which no authorisation lets channel '{}' sell{}", member.name,
            product, member.channel,
            member.region ? fmt::format(" in '{}'", *member.region) : " outside of all regions"),
        fmt::format("take it out of `products`, or add the channel and region to `authorisations` "
                    "({})",
                    names)));
  }
}

/// An authorisation that lets nobody sell anything is a slip.
void somebody_may_sell(const Market& scenario, const Node& tree, std::size_t i, Issues& issues) {
  const Authorisation& authorisation = scenario.authorisations[i];
  for (const auto& member : scenario.members)
    for (const std::string& product : authorisation.products)
      if (member.traits.sells_to == Customers::consumers &&
          allows(authorisation, member, product) && names_or_all(member.products, product))
        return;
  issues.push_back(broken_rule(
      tree, {"authorisations", std::to_string(i)},
      fmt::format("'{}' lets nobody sell anything: no member is of its channels and regions and "
                  "has its products",
                  authorisation.name),
      "correct its channels or regions, or the `products` of the members that are meant"));
}

}  // namespace

void check_range(const Scenario<Parameter>& scenario, const Node& tree, Issues& issues) {
  if (scenario.authorisations.empty()) return;
  for (std::size_t i = 0; i < scenario.members.size(); ++i)
    member_within_authorisations(scenario, tree, i, issues);
  for (std::size_t i = 0; i < scenario.authorisations.size(); ++i)
    somebody_may_sell(scenario, tree, i, issues);
}

}  // namespace channelsim::market
