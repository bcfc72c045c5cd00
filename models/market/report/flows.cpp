// Where goods and the money for them go, plan by plan.

#include "models/market/figures/flows.hpp"

#include <algorithm>

#include "models/market/report/sections.hpp"

namespace channelsim::market {

namespace {

struct Flow {
  std::string from, to;  // parties by their names in the scenario
  std::size_t kpi;
};

/// The columns of a kind of flow.
std::vector<Flow> flows_of(const Facts& f, std::string_view kind) {
  std::vector<Flow> flows;
  const std::string start = std::string(kind) + "[from=";
  for (std::size_t kpi = 0; kpi < f.results().kpis().size(); ++kpi) {
    const std::string& name = f.kpi(kpi).name;
    const std::size_t middle = name.find(",to=");
    if (!name.starts_with(start) || middle == std::string::npos) continue;
    flows.push_back({name.substr(start.size(), middle - start.size()),
                     name.substr(middle + 4, name.size() - middle - 5), kpi});
  }
  return flows;
}

DataTable sankey(const Facts& f, const std::vector<Flow>& flows, std::size_t plan,
                 const char* kind) {
  DataTable table{fmt::format("{}_{}", kind, plan + 1),
                  f.words(std::string("flows.") + kind, fmt::arg("plan", f.plan(plan))),
                  {f.text_column("column.from"),
                   f.text_column("column.to"),
                   {f.words("flows.average"), f.kpi(flows.front().kpi).unit, plan}},
                  {}};
  for (const Flow& flow : flows)
    if (const double amount = f.mean(plan, flow.kpi); amount > 0)
      table.rows.push_back({{f.channel(flow.from), f.channel(flow.to), amount}, plan});
  return table;
}

/// What reaches consumers and what they pay, per plan.
class Totals {
 public:
  Totals(const Facts& f, const std::vector<Flow>& goods, const std::vector<Flow>& money) : f_(f) {
    table_ = {"flow_totals", f.words("flows.totals"), {f.text_column("column.plan")}, {}};
    table_.columns.push_back({f.words("flows.pieces"), "pieces"});
    table_.columns.push_back({f.words("flows.paid"), f.study().units.currency});
    table_.columns.push_back({f.words("flows.received"), f.study().units.currency});
    table_.columns.push_back({f.words("flows.largest"), ""});
    table_.columns.push_back({f.words("flows.largest_share"), "share"});
    for (std::size_t plan = 0; plan < f.plans(); ++plan) add(plan, goods, money);
  }
  const DataTable& table() const { return table_; }

 private:
  void add(std::size_t plan, const std::vector<Flow>& goods, const std::vector<Flow>& money) {
    double pieces = 0, largest = 0, paid = 0, received = 0;
    std::string through;
    for (const Flow& flow : goods) {
      if (flow.to != consumers_party) continue;
      const double amount = f_.mean(plan, flow.kpi);
      pieces += amount;
      if (amount > largest) {
        largest = amount;
        through = f_.channel(flow.from);
      }
    }
    for (const Flow& flow : money) {
      const double amount = f_.mean(plan, flow.kpi);
      if (flow.from == consumers_party) paid += amount;
      if (flow.to == maker_party) received += amount;
    }
    table_.rows.push_back({{f_.plan(plan), pieces, paid, received, through,
                            pieces > 0 ? Datum(largest / pieces) : Datum()},
                           plan});
  }

  const Facts& f_;
  DataTable table_;
};

void tell(const Facts& f, Section& section, const DataTable& totals) {
  const std::string& money = f.study().units.currency;
  for (const DataRow& row : totals.rows) {
    const auto number = [&](std::size_t cell) { return std::get<double>(row.cells[cell]); };
    if (number(1) <= 0) continue;
    section.sentences.push_back(f.words(number(5) < 1 ? "flows.sentence" : "flows.sentence_all",
                                        fmt::arg("plan", f.plan(*row.plan)),
                                        fmt::arg("pieces", f.say.quantity("pieces", number(1))),
                                        fmt::arg("share", f.say.share(number(5))),
                                        fmt::arg("channel", std::get<std::string>(row.cells[4])),
                                        fmt::arg("paid", f.say.quantity(money, number(2))),
                                        fmt::arg("received", f.say.quantity(money, number(3)))));
  }
}

}  // namespace

std::optional<Section> flows_section(const Facts& f) {
  const auto goods = flows_of(f, goods_flow_kpi), money = flows_of(f, money_flow_kpi);
  if (!f.any() || goods.empty() || money.empty()) return {};
  Section section;
  section.tables.push_back(Totals(f, goods, money).table());
  tell(f, section, section.tables.front());
  section.sentences.push_back(f.words("flows.note"));
  // Drawn for the baseline and the plan told of; of the others the figures will do.
  for (std::size_t plan = 0; plan < f.plans(); ++plan)
    for (const auto& [flows, kind] :
         {std::pair{&goods, "goods_flow"}, std::pair{&money, "money_flow"}}) {
      DataTable table = sankey(f, *flows, plan, kind);
      if (table.rows.empty()) continue;
      if (plan == f.baseline || plan == f.favourite())
        section.pictures.push_back({PictureKind::sankey, table.title,
                                    f.words(std::string("flows.description.") + kind),
                                    section.tables.size()});
      section.tables.push_back(std::move(table));
    }
  return section;
}

}  // namespace channelsim::market
