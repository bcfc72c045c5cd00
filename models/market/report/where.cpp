// Where a plan differs from the baseline: by region, channel and segment, as far as they are told.

#include <algorithm>
#include <cmath>

#include "models/market/report/groups_told.hpp"
#include "models/market/report/sections.hpp"

namespace channelsim::market {

std::vector<GroupFigure> by_group(const Facts& f, std::string_view figure,
                                  std::string_view breakdown) {
  std::vector<GroupFigure> groups;
  const std::string start = fmt::format("{}[{}=", figure, breakdown);
  for (std::size_t kpi = 0; kpi < f.results().kpis().size(); ++kpi) {
    const std::string& name = f.kpi(kpi).name;
    if (name.starts_with(start))
      groups.push_back({name.substr(start.size(), name.size() - start.size() - 1), kpi});
  }
  return groups;
}

std::string group_name(const Facts& f, std::string_view breakdown, const std::string& group) {
  return breakdown == "channel"  ? f.channel(group)
         : breakdown == "region" ? f.region(group)
         : breakdown == "member" ? f.member(group)
                                 : f.segment(group);
}

namespace {

struct Map {
  std::string_view figure, breakdown;
};
constexpr Map maps[] = {{"units_sold", "region"},          {"channel_profit", "region"},
                        {"units_sold", "channel"},         {"channel_profit", "channel"},
                        {"consumer_purchases", "segment"}, {"consumer_purchases", "region"}};

DataTable heat(const Facts& f, const Map& map, const std::vector<GroupFigure>& groups) {
  const std::string& unit = f.kpi(groups.front().kpi).unit;
  DataTable table{
      fmt::format("{}_by_{}", map.figure, map.breakdown),
      f.words(fmt::format("where.by_{}", map.breakdown),
              fmt::arg("figure", f.say.figure(map.figure)), fmt::arg("plan", f.plan(f.baseline))),
      {f.text_column(fmt::format("where.{}", map.breakdown))},
      {}};
  for (std::size_t plan = 0; plan < f.plans(); ++plan)
    if (plan != f.baseline) table.columns.push_back(f.plan_column(plan, unit, true));
  for (const GroupFigure& each : groups) {
    DataRow row{{group_name(f, map.breakdown, each.group)}, {}};
    bool differs = false;
    for (std::size_t plan = 0; plan < f.plans(); ++plan) {
      if (plan == f.baseline) continue;
      const double difference = f.change(plan, f.baseline, each.kpi);
      differs |= difference != 0;
      row.cells.emplace_back(difference);
    }
    if (differs) table.rows.push_back(std::move(row));
  }
  return table;
}

/// Where a plan gains most, and where it loses most.
void tell(const Facts& f, Section& section, const Map& map, const DataTable& table) {
  const std::size_t plan = f.favourite() == f.baseline ? *f.other() : f.favourite();
  std::size_t column = 1;
  while (table.columns[column].plan != plan) ++column;
  const auto difference = [&](const DataRow& row) { return std::get<double>(row.cells[column]); };
  const auto [least, most] = std::minmax_element(
      table.rows.begin(), table.rows.end(),
      [&](const DataRow& a, const DataRow& b) { return difference(a) < difference(b); });
  const auto say = [&](const char* key, const DataRow& row) {
    section.sentences.push_back(
        f.words(key, fmt::arg("plan", f.plan(plan)), fmt::arg("baseline", f.plan(f.baseline)),
                fmt::arg("figure", f.say.figure(map.figure)),
                fmt::arg("group", std::get<std::string>(row.cells[0])),
                fmt::arg("size", f.say.difference(table.columns[column].unit, difference(row)))));
  };
  if (difference(*most) > 0) say("where.most", *most);
  if (difference(*least) < 0) say("where.least", *least);
}

}  // namespace

std::optional<Section> where_section(const Facts& f) {
  if (!f.any() || f.plans() < 2) return {};
  Section section;
  for (const Map& map : maps) {
    const auto groups = by_group(f, map.figure, map.breakdown);
    if (groups.empty()) continue;
    DataTable table = heat(f, map, groups);
    if (table.rows.empty()) continue;
    tell(f, section, map, table);
    section.pictures.push_back(
        {PictureKind::heat, table.title, f.words("where.description"), section.tables.size()});
    section.tables.push_back(std::move(table));
  }
  if (section.tables.empty()) return {};
  return section;
}

}  // namespace channelsim::market
