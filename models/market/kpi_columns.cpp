// The columns of the results: which figures are told of a study, in total and by group.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/schema/description.hpp"
#include "models/market/figures/account.hpp"
#include "models/market/figures/flows.hpp"
#include "models/market/kpis.hpp"

namespace channelsim::market {

namespace {

using Markets = std::span<const Scenario<Parameter>* const>;

/// The names by which members, or consumers, are told under any plan.
std::set<std::string> groups(Markets markets, Breakdown breakdown, About about) {
  std::set<std::string> names;
  for (const auto* market : markets) {
    if (about == About::consumers) {
      if (breakdown == Breakdown::region)
        for (const auto& region : market->regions) names.insert(region.name);
      if (breakdown == Breakdown::segment)
        for (const auto& segment : market->segments) names.insert(segment.name);
      continue;
    }
    if (breakdown == Breakdown::account)
      for (const auto& account : market->key_accounts) names.insert(account.name);
    for (const auto& member : market->members) {
      if (breakdown == Breakdown::channel) names.insert(member.channel);
      if (breakdown == Breakdown::region && member.region) names.insert(*member.region);
      if (breakdown == Breakdown::member) names.insert(member.name);
    }
  }
  return names;
}

/// Channels that consumers may buy from under any plan, then rivals.
std::vector<std::string> places_to_buy(Markets markets) {
  std::set<std::string> names;
  for (const auto* market : markets) names.merge(selling_channels(*market));
  std::vector<std::string> places(names.begin(), names.end());
  if (!markets.front()->rivals.empty()) places.emplace_back(rivals_group);
  return places;
}

class Columns {
 public:
  explicit Columns(Markets markets)
      : markets_(markets), remember_(markets.front()->consumers.remember()) {}

  std::vector<KpiColumn> list() {
    for (std::size_t figure = 0; figure < texts_.size(); ++figure)
      if (told(figure) && has_total(about(figure))) add(figure, "", {});
    for (const Breakdown breakdown : markets_.front()->breakdown)
      breakdown == Breakdown::switching ? add_switching() : add_groups(breakdown);
    for (std::size_t figure = 0; figure < texts_.size(); ++figure) {
      if (about(figure) == About::items) add_items(figure);
      if (about(figure) == About::flows) add_flows(figure);
    }
    return std::move(columns_);
  }

 private:
  About about(std::size_t figure) const { return texts_[figure].about; }
  static bool has_total(About about) {
    return about != About::switching && about != About::items && about != About::flows;
  }
  bool told(std::size_t figure) const {
    return std::any_of(markets_.begin(), markets_.end(),
                       [&](const auto* market) { return concerns(figure, *market); });
  }

  void add(std::size_t figure, const std::string& suffix, std::optional<KpiColumn::Group> group) {
    const KpiText& text = texts_[figure];
    columns_.push_back(
        {{std::string(text.name) + suffix, told_unit(text.unit, markets_.front()->units), text.goal,
          std::string(text.doc), text.over_time},
         figure,
         std::move(group)});
    columns_.back().label.detail = text.detail;
  }

  /// A group's figures stand together.
  void add_groups(Breakdown breakdown) {
    const auto of_members = groups(markets_, breakdown, About::members);
    const auto of_consumers =
        remember_ ? groups(markets_, breakdown, About::consumers) : std::set<std::string>{};
    std::set<std::string> all = of_members;
    all.insert(of_consumers.begin(), of_consumers.end());
    for (const std::string& name : all)
      for (std::size_t figure = 0; figure < texts_.size(); ++figure) {
        const bool has = (about(figure) == About::members && of_members.contains(name)) ||
                         (about(figure) == About::consumers && of_consumers.contains(name));
        if (has && told(figure))
          add(figure, fmt::format("[{}={}]", default_text(breakdown), name),
              KpiColumn::Group{breakdown, name});
      }
  }

  void add_switching() {
    if (!remember_) return;
    const std::vector<std::string> places = places_to_buy(markets_);
    for (std::size_t figure = 0; figure < texts_.size(); ++figure)
      if (about(figure) == About::switching)
        for (const std::string& from : places)
          for (const std::string& to : places)
            add(figure, fmt::format("[from={},to={}]", from, to),
                KpiColumn::Group{Breakdown::switching, from, to});
  }

  /// Lines that any plan has, in the order of the account.
  void add_items(std::size_t figure) {
    std::set<std::string> told;
    for (const auto* market : markets_)
      for (const std::string& line : account_lines(*market)) told.insert(line);
    for (const std::string& line : all_account_lines())
      if (told.contains(line))
        add(figure, fmt::format("[item={}]", line), KpiColumn::Group{{}, line});
  }

  /// Ways that goods take under any plan; money comes back on them.
  void add_flows(std::size_t figure) {
    std::set<Way> ways;
    for (const auto* market : markets_)
      texts_[figure].name == money_flow_kpi ? ways.merge(ways_of_money(*market))
                                            : ways.merge(ways_of_goods(*market));
    for (const auto& [from, to] : ways)
      add(figure, fmt::format("[from={},to={}]", from, to), KpiColumn::Group{{}, from, to});
  }

  const Markets markets_;
  const bool remember_;
  const std::vector<KpiText> texts_ = kpi_texts();
  std::vector<KpiColumn> columns_;
};

}  // namespace

std::vector<KpiColumn> kpi_columns(Markets markets) { return Columns(markets).list(); }

std::vector<KpiColumn> told_columns(Markets markets) {
  std::vector<KpiColumn> columns = kpi_columns(markets);
  const std::vector<std::string>& figures = markets.front()->figures;
  const std::set<std::string> told(figures.begin(), figures.end());
  if (!told.empty())
    std::erase_if(columns, [&](const KpiColumn& each) { return !told.contains(each.label.name); });
  return columns;
}

}  // namespace channelsim::market
