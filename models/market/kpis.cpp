#include "models/market/kpis.hpp"

#include <algorithm>

#include "models/market/figures/figures.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// All figures, subject by subject.
const std::vector<Figure>& figures() {
  static const std::vector<Figure> list = [] {
    std::vector<Figure> all;
    for (const auto subject :
         {money_figures(), selling_figures(), key_account_figures(), goods_figures(),
          stock_figures(), partner_figures(), partnership_figures(), coverage_figures(),
          consumer_figures(), account_figures(), flow_figures()})
      all.insert(all.end(), subject.begin(), subject.end());
    return all;
  }();
  return list;
}

/// The group a member (row) belongs to under the market in force; of accounts the one it belongs to
/// last in the plan, whose member it stays for figures when it closes.
const std::string* group_of(const World& world, std::uint32_t m,
                            std::optional<Breakdown> breakdown) {
  if (!breakdown) return nullptr;
  const MemberTerms& member = world.terms().members[m];
  const std::uint32_t account = world.layout->account_of[m];
  switch (*breakdown) {
    case Breakdown::channel:
      return &member.channel;
    case Breakdown::region:
      return member.region ? &*member.region : nullptr;
    case Breakdown::member:
      return &member.name;
    case Breakdown::account:
      return account == nobody ? nullptr : &world.terms().key_accounts[account].name;
    case Breakdown::segment:
    case Breakdown::switching:
      break;
  }
  return nullptr;
}
bool belongs(const World& world, const KpiColumn::Group& group, std::size_t cohort) {
  const Layout& layout = *world.layout;
  const std::size_t region = layout.region_of(cohort), kind = layout.kind_of(cohort);
  if (group.breakdown == Breakdown::region) return world.terms().region_names[region] == group.name;
  return world.segment_of(kind).name == group.name;
}

/// The row of a channel among those consumers buy from; after these, rivals.
std::size_t channel_row(const Layout& layout, const std::string& name) {
  const auto found = std::find(layout.channels.begin(), layout.channels.end(), name);
  return static_cast<std::size_t>(found - layout.channels.begin());
}

Lanes switched(const World& world, const KpiColumn::Group& group) {
  const Layout& layout = *world.layout;
  const std::size_t channels = layout.channels.size();
  const std::size_t from = channel_row(layout, group.name), to = channel_row(layout, group.to);
  const bool known = (from < channels || group.name == rivals_group) &&
                     (to < channels || group.to == rivals_group);
  return known ? world.population.switched[from * (channels + 1) + to] : Lanes(0.0);
}
}  // namespace

Lanes measure(const KpiColumn& column, const World& world) {
  const Figure& figure = figures()[column.figure];
  if (figure.text.about == About::switching) return switched(world, *column.group);
  Scope scope{world, {}, {}, !column.group, column.group ? &*column.group : nullptr};
  for (std::uint32_t m = 0; m < world.layout->members; ++m) {
    const std::string* group = column.group ? group_of(world, m, column.group->breakdown) : nullptr;
    if (scope.whole || (group && *group == column.group->name)) scope.members.push_back(m);
  }
  if (figure.text.about == About::consumers)
    for (std::size_t cohort = 0; cohort < world.layout->cohorts(); ++cohort)
      if (scope.whole || belongs(world, *column.group, cohort)) scope.cohorts.push_back(cohort);
  return figure.measure(scope);
}

}  // namespace CHANNELSIM_LEVEL

std::vector<KpiText> kpi_texts() {
  std::vector<KpiText> texts;
  for (const Figure& figure : figures()) texts.push_back(figure.text);
  return texts;
}

bool concerns(std::size_t figure, const Scenario<Parameter>& market) {
  const Figure& told = figures()[figure];
  const About about = told.text.about;
  const bool of_consumers = about == About::consumers || about == About::switching;
  if (of_consumers && !market.consumers.remember()) return false;
  return !told.concerns || told.concerns(market);
}

}  // namespace channelsim::market
