// Who takes part in which partner programme, and who belongs to one owner.

#include <algorithm>

#include "models/market/groups.hpp"
#include "models/market/names.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

class Partnerships {
 public:
  Partnerships(Layout& layout, const Plan& plan)
      : layout_(layout), plan_(plan), first_(layout.networks.front()) {}

  void run() {
    for (Network& network : layout_.networks) {
      network.multi_unit_owners = by_name(market(network).multi_unit_owners);
      network.partner_programmes = by_name(market(network).partner_programmes);
    }
    add_partners();
    add_owners();
    add_expanding();
    layout_.lives |= !layout_.partners.empty() || layout_.owners;
  }

 private:
  const Scenario<Parameter>& market(const Network& network) const {
    return plan_.stages[network.stage].market;
  }
  const Member<Parameter>& member(std::size_t row) const {
    return market(first_).members[first_.members[row]];
  }

  /// Rows of the members and groups of a list, in its order; NAME#10 comes after NAME#9.
  RowNumbers rows_of(const std::vector<std::string>& names) const {
    RowNumbers rows;
    for (const std::string& name : names) {
      RowNumbers group;
      for (std::uint32_t m = 0; m < layout_.members; ++m)
        if (member(m).name == name || group_of(member(m).name) == name) group.push_back(m);
      std::sort(group.begin(), group.end(), [&](auto a, auto b) {
        return number_in_group(member(a).name) < number_in_group(member(b).name);
      });
      rows.insert(rows.end(), group.begin(), group.end());
    }
    return rows;
  }

  bool takes_part(const PartnerProgramme<Parameter>& programme, std::uint32_t m) const {
    return layout_.independent[m] && lists(programme.channels, member(m).channel) &&
           (lists(programme.members, member(m).name) ||
            lists(programme.members, std::string(group_of(member(m).name))));
  }

  void add_partners() {
    layout_.partner_programme.assign(layout_.members, nobody);
    for (const std::uint32_t place : first_.partner_programmes) {
      const auto row = static_cast<std::uint32_t>(layout_.partners.size());
      RowNumbers& partners = layout_.partners.emplace_back();
      for (std::uint32_t m = 0; m < layout_.members; ++m) {
        if (!takes_part(market(first_).partner_programmes[place], m)) continue;
        partners.push_back(m);
        layout_.partner_programme[m] = row;
      }
    }
  }

  /// Places that are recruited for are nobody's until then.
  void add_owners() {
    layout_.owner_rule.assign(layout_.members, nobody);
    layout_.first_owner.resize(layout_.members);
    for (std::uint32_t m = 0; m < layout_.members; ++m) layout_.first_owner[m] = m;
    for (std::uint32_t rule = 0; rule < first_.multi_unit_owners.size(); ++rule) {
      const auto& spec = market(first_).multi_unit_owners[first_.multi_unit_owners[rule]];
      std::uint32_t dealt = 0, owner = nobody;
      for (const std::uint32_t m : rows_of(spec.members)) {
        layout_.owner_rule[m] = rule;
        if (layout_.programme[m] != nobody) continue;
        if (owner == nobody || (spec.units_each && dealt % *spec.units_each == 0)) owner = m;
        layout_.first_owner[m] = owner;
        ++dealt;
      }
    }
    layout_.owners = !first_.multi_unit_owners.empty();
  }

  void add_expanding() {
    layout_.expanding.resize(layout_.recruits.size());
    for (const Network& network : layout_.networks)
      for (std::size_t row = 0; row < network.recruiting.size(); ++row) {
        const auto& expansion = market(network).recruiting[network.recruiting[row]].expansion;
        if (!expansion) continue;
        layout_.owners = true;
        layout_.expanding[row] =
            expansion->owners.empty() ? layout_.recruits[row] : rows_of(expansion->owners);
      }
  }

  Layout& layout_;
  const Plan& plan_;
  const Network& first_;
};

}  // namespace

void note_partnerships(Layout& layout, const Plan& plan) { Partnerships(layout, plan).run(); }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
