// The profit-and-loss account of two plans, item by item: steps that add up to the difference.

#include <algorithm>
#include <cmath>

#include "models/market/report/sections.hpp"
#include "models/market/report/words.hpp"

namespace channelsim::market {

namespace {

constexpr std::string_view account = "manufacturer_account[item=";

std::string line_name(const Facts& f, const std::string& kpi) {
  const std::string line = kpi.substr(account.size(), kpi.size() - account.size() - 1);
  for (const ItemText& item : item_texts)
    if (key_of(item) == line) return label_of(item.item, f.words);
  return f.words("item." + line);
}

struct Step {
  std::string name;
  double amount;
};

}  // namespace

std::optional<Section> bridge_section(const Facts& f) {
  const auto profit = f.results().find_kpi("manufacturer_profit");
  if (!f.any() || !f.other() || !profit) return {};
  const bool from_baseline = f.favourite() != f.baseline;
  const std::size_t from = from_baseline ? f.baseline : f.favourite();
  const std::size_t to = from_baseline ? f.favourite() : *f.other();
  std::vector<Step> steps;
  for (std::size_t kpi = 0; kpi < f.results().kpis().size(); ++kpi)
    if (f.kpi(kpi).name.starts_with(account)) {
      const double amount = f.change(to, from, kpi);
      if (amount != 0) steps.push_back({line_name(f, f.kpi(kpi).name), amount});
    }
  if (steps.empty()) return {};
  std::stable_sort(steps.begin(), steps.end(),
                   [](const Step& a, const Step& b) { return a.amount > b.amount; });

  const std::string& money = f.kpi(*profit).unit;
  const double total = f.mean(to, *profit) - f.mean(from, *profit);
  Section section;
  DataTable table{
      "bridge",
      f.words("bridge.title", fmt::arg("from", f.plan(from)), fmt::arg("to", f.plan(to))),
      {f.text_column("bridge.item"), {f.words("column.amount"), money}},
      {}};
  table.rows.push_back(
      {{f.words("bridge.profit", fmt::arg("plan", f.plan(from))), f.mean(from, *profit)}, from});
  for (const Step& step : steps) table.rows.push_back({{step.name, step.amount}, {}});
  table.rows.push_back(
      {{f.words("bridge.profit", fmt::arg("plan", f.plan(to))), f.mean(to, *profit)}, to});
  DataTable sum{"bridge_total",
                f.words("bridge.total"),
                {f.text_column("column.figure"), {f.words("column.difference"), money, {}, true}},
                {{{f.say.figure("manufacturer_profit"), total}, {}}}};

  section.sentences.push_back(
      f.words("bridge.sentence", fmt::arg("from", f.plan(from)), fmt::arg("to", f.plan(to)),
              fmt::arg("size", f.say.difference(money, total)),
              fmt::arg("direction", f.words(total >= 0 ? "say.higher" : "say.lower"))));
  if (steps.front().amount > 0)
    section.sentences.push_back(
        f.words("bridge.most_for", fmt::arg("item", steps.front().name),
                fmt::arg("size", f.say.difference(money, steps.front().amount))));
  if (steps.back().amount < 0)
    section.sentences.push_back(
        f.words("bridge.most_against", fmt::arg("item", steps.back().name),
                fmt::arg("size", f.say.difference(money, steps.back().amount))));
  section.sentences.push_back(f.words("bridge.note"));
  section.pictures.push_back(
      {PictureKind::waterfall, table.title, f.words("bridge.description"), 0});
  section.tables = {std::move(table), std::move(sum)};
  return section;
}

}  // namespace channelsim::market
