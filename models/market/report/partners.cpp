// Who of the independent partners earns more under a plan, and who less.

#include <algorithm>
#include <cmath>
#include <set>

#include "models/market/report/groups_told.hpp"
#include "models/market/report/sections.hpp"
#include "models/market/report/verdicts.hpp"

namespace channelsim::market {

namespace {

constexpr std::string_view earned = "channel_profit";

/// Members of others, or channels in which they are, under any plan.
std::set<std::string> independent(const Facts& f, std::string_view breakdown) {
  std::set<std::string> names;
  for (const auto* market : markets_of(f.study().plans))
    for (const auto& member : market->members)
      if (member.traits.owner == Owner::independent)
        names.insert(breakdown == "member" ? member.name : member.channel);
  return names;
}

DataTable account(const Facts& f, std::string_view breakdown,
                  const std::vector<GroupFigure>& groups) {
  const std::string& money = f.kpi(groups.front().kpi).unit;
  DataTable table{"partner_profits",
                  f.words("partners.table"),
                  {f.text_column("partners.partner"), f.plan_column(f.baseline, money)},
                  {}};
  for (std::size_t plan = 0; plan < f.plans(); ++plan)
    if (plan != f.baseline) add_difference_columns(f, table, plan, money);
  for (const GroupFigure& each : groups) {
    DataRow row{{group_name(f, breakdown, each.group), f.mean(f.baseline, each.kpi)}, {}};
    for (std::size_t plan = 0; plan < f.plans(); ++plan)
      if (plan != f.baseline) add_difference(f, row, f.analysis().difference(plan, each.kpi));
    table.rows.push_back(std::move(row));
  }
  return table;
}

DataTable bars(const Facts& f, std::string_view breakdown, const std::vector<GroupFigure>& groups) {
  DataTable table{"partner_differences",
                  f.words("partners.picture", fmt::arg("plan", f.plan(f.baseline))),
                  {f.text_column("partners.partner")},
                  {}};
  for (std::size_t plan = 0; plan < f.plans(); ++plan)
    if (plan != f.baseline)
      table.columns.push_back(f.plan_column(plan, f.kpi(groups.front().kpi).unit, true));
  for (const GroupFigure& each : groups) {
    DataRow row{{group_name(f, breakdown, each.group)}, {}};
    for (std::size_t plan = 0; plan < f.plans(); ++plan)
      if (plan != f.baseline) row.cells.emplace_back(f.change(plan, f.baseline, each.kpi));
    table.rows.push_back(std::move(row));
  }
  return table;
}

void tell(const Facts& f, Section& section, std::string_view breakdown,
          const std::vector<GroupFigure>& groups, const DataTable& counted) {
  for (const DataRow& row : counted.rows) {
    const std::size_t plan = *row.plan;
    const auto number = [&](std::size_t cell) {
      return f.say.count(static_cast<std::uint64_t>(std::get<double>(row.cells[cell])));
    };
    std::string text = f.words("partners.sentence", fmt::arg("plan", f.plan(plan)),
                               fmt::arg("kind", f.words(fmt::format("partners.{}s", breakdown))),
                               fmt::arg("winners", number(1)), fmt::arg("losers", number(2)),
                               fmt::arg("same", number(3)), fmt::arg("others", number(4)));
    const auto loss = [&](const GroupFigure& each) { return f.change(plan, f.baseline, each.kpi); };
    const auto hit =
        std::min_element(groups.begin(), groups.end(),
                         [&](const auto& a, const auto& b) { return loss(a) < loss(b); });
    if (f.analysis().difference(plan, hit->kpi).verdict == Verdict::worse)
      text += f.words("partners.hit", fmt::arg("partner", group_name(f, breakdown, hit->group)),
                      fmt::arg("size", f.say.difference(f.kpi(hit->kpi).unit, loss(*hit))));
    section.sentences.push_back(std::move(text));
  }
}

}  // namespace

std::optional<Section> partners_section(const Facts& f) {
  if (!f.any() || f.plans() < 2) return {};
  for (const std::string_view breakdown : {"member", "channel"}) {
    auto groups = by_group(f, earned, breakdown);
    const auto of_others = independent(f, breakdown);
    std::erase_if(groups, [&](const GroupFigure& each) { return !of_others.contains(each.group); });
    if (groups.empty()) continue;
    Section section;
    std::vector<std::size_t> kpis;
    for (const GroupFigure& each : groups) kpis.push_back(each.kpi);
    const DataTable counted =
        verdict_counts(f, "partner_counts", f.words("partners.counts"), f.words("partners.winners"),
                       f.words("partners.losers"), kpis);
    tell(f, section, breakdown, groups, counted);
    section.tables = {bars(f, breakdown, groups), counted, account(f, breakdown, groups)};
    section.pictures.push_back(
        {PictureKind::bars, section.tables[0].title, f.words("partners.description"), 0});
    return section;
  }
  return {};
}

}  // namespace channelsim::market
