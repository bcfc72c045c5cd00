#pragma once
// The figures by which a replication is measured; kpis.cpp is the one list of them.

#include <span>
#include <string_view>
#include <vector>

#include "engine/run/kpi.hpp"
#include "models/market/world.hpp"

namespace channelsim::market {

/// What a figure is about, as `explain kpi` tells it.
enum class About {
  market,     // the whole, and nothing else
  members,    // also told by channel, region, member and key account
  consumers,  // also told by segment and region; only where consumers remember
  switching,  // a number for each pair of channels; only where consumers remember
  items,      // a number for each line of the manufacturer's account, and no total
  flows,      // a number for each pair of parties that deal with each other, and no total
};
struct KpiText {
  std::string_view name, unit, doc;  // units as in `told_unit`
  Goal goal;
  About about;
  OverTime over_time;
  bool detail = false;  // for files and reports; left out where there is little room
};
CHANNELSIM_EXPORT std::vector<KpiText> kpi_texts();
/// Whether a market has what a figure (index into kpi_texts()) tells of.
bool concerns(std::size_t figure, const Scenario<Parameter>& market);
/// What offers of others are called among channels.
inline constexpr std::string_view rivals_group = "rivals";

/// The figure that tells what a plan costs to run; of two plans too close to call, the cheaper is
/// named.
inline constexpr std::string_view cost_kpi = "manufacturer_outlay";
/// What the partners' money is worth; it is looked at after each step.
inline constexpr std::string_view partner_value_kpi = "partner_npv";

/// One column of the results: a figure, for the whole market or for a channel, region or member.
struct KpiColumn {
  struct Group {
    std::optional<Breakdown> breakdown;  // none: a line of the account, or a flow
    std::string name;
    std::string to = {};  // of a pair of channels or parties
  };
  Kpi label;
  std::size_t figure;          // index into kpi_texts()
  std::optional<Group> group;  // nothing stands for the whole market
};
/// All columns that the markets of one scenario (at least one) could have: a group that occurs in
/// any has a column, and what belongs to it is decided under each plan.
CHANNELSIM_EXPORT std::vector<KpiColumn> kpi_columns(
    std::span<const Scenario<Parameter>* const> markets);
/// Those among them that the markets name in `figures`, all where they name none
/// (settle_told_figures).
CHANNELSIM_EXPORT std::vector<KpiColumn> told_columns(
    std::span<const Scenario<Parameter>* const> markets);

inline namespace CHANNELSIM_LEVEL {
/// The value of a column at the end of the last step played.
Lanes measure(const KpiColumn& column, const World& world);
}  // namespace CHANNELSIM_LEVEL

}  // namespace channelsim::market
