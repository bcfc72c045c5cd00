// What could go wrong: how far outcomes spread, the bad tail, and what sets the worst futures
// apart.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/run/figure_name.hpp"
#include "engine/run/threads.hpp"
#include "models/market/events.hpp"
#include "models/market/report/futures_drawn.hpp"
#include "models/market/report/sections.hpp"

namespace channelsim::market {

namespace {

constexpr double worst_share = 0.1;
constexpr std::size_t least_futures = 40;  // below, a tenth of them says nothing
constexpr double clear_distance = 0.5;     // in standard deviations
constexpr std::size_t most_told = 5;
constexpr std::size_t traced = 3, events_of_each = 5;  // of the worst replications

DataTable distribution(const Facts& f) {
  DataTable table{"outcomes",
                  f.words("risk.distribution", fmt::arg("figure", f.say.figure(f.goal().name))),
                  {{f.words("risk.share_of_futures"), "share"}},
                  {}};
  std::vector<std::vector<double>> sorted;
  for (std::size_t plan = 0; plan < f.plans(); ++plan) {
    table.columns.push_back(f.plan_column(plan, f.goal().unit));
    sorted.push_back(f.outcomes(plan));
    sort_ascending(sorted.back());
  }
  for (int percent = 0; percent <= 100; percent += percent < 5 || percent >= 95 ? 1 : 5) {
    DataRow row{{percent / 100.0}, {}};
    for (const auto& values : sorted) row.cells.emplace_back(*quantile(values, percent / 100.0));
    table.rows.push_back(std::move(row));
  }
  return table;
}

DataTable tails(const Facts& f) {
  const std::string& unit = f.goal().unit;
  DataTable table{"bad_tail",
                  f.words("risk.tails"),
                  {f.text_column("column.plan"),
                   {f.words("risk.average"), unit},
                   {f.words("risk.worst_twentieth"), unit},
                   {f.words("risk.worst"), unit}},
                  {}};
  for (std::size_t plan = 0; plan < f.plans(); ++plan) {
    const auto& values = f.outcomes(plan);
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const Summary& summary = f.summary(plan, f.objective);
    table.rows.push_back(
        {{f.plan(plan), *summary.mean, summary.cvar5 ? Datum(*summary.cvar5) : Datum(),
          f.goal().goal == Goal::lower ? *most : *least},
         plan});
  }
  return table;
}

/// Something that is different in the worst futures.
struct Trait {
  std::string name, unit;
  double worst, rest, distance;  // averages, and how far they lie apart in standard deviations
};

class WorstTenth {
 public:
  WorstTenth(const Facts& f, std::size_t plan) {
    const auto& values = f.column(plan, f.objective);
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), 0u);
    const double sign = f.goal().goal == Goal::lower ? -1 : 1;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return sign * values[a] < sign * values[b];
    });
    const auto count =
        static_cast<std::ptrdiff_t>(std::lround(worst_share * static_cast<double>(values.size())));
    is_worst_.assign(values.size(), 0);
    for (auto each = order.begin(); each != order.begin() + count; ++each) is_worst_[*each] = 1;

    const FuturesDrawn drawn(f);
    const auto& uncertain = f.study().assumptions.uncertain();
    for (std::size_t slot = 0; slot < uncertain.size(); ++slot)
      add(uncertain[slot].evidence.name.value_or(uncertain[slot].path), uncertain[slot].unit,
          drawn.values(slot));
    for (std::size_t kpi = 0; kpi < f.results().kpis().size(); ++kpi) {
      const Kpi& label = f.kpi(kpi);
      const bool money = label.unit == f.study().units.currency;
      if (kpi == f.objective || label.detail || money || !figure_name(label.name).is_total())
        continue;
      add(f.say.figure(label.name), label.unit, f.column(plan, kpi));
    }
    std::stable_sort(traits_.begin(), traits_.end(), [](const Trait& a, const Trait& b) {
      return std::abs(a.distance) > std::abs(b.distance);
    });
  }

  const std::vector<Trait>& traits() const { return traits_; }

 private:
  void add(const std::string& name, const std::string& unit, const std::vector<double>& values) {
    double sums[2] = {0, 0}, counts[2] = {0, 0};
    for (std::size_t i = 0; i < values.size(); ++i) {
      sums[static_cast<int>(is_worst_[i])] += values[i];
      ++counts[static_cast<int>(is_worst_[i])];
    }
    const auto sd = standard_deviation(values);
    if (!sd || *sd <= 0 || counts[0] == 0 || counts[1] == 0) return;
    const double rest = sums[0] / counts[0], worst = sums[1] / counts[1];
    traits_.push_back({name, unit, worst, rest, (worst - rest) / *sd});
  }

  std::vector<char> is_worst_;
  std::vector<Trait> traits_;
};

void tell_tails(const Facts& f, Section& section) {
  for (const std::size_t plan : f.analysis().decision.ranking) {
    const Summary& summary = f.summary(plan, f.objective);
    if (!summary.cvar5) continue;
    section.sentences.push_back(
        f.words("risk.tail", fmt::arg("plan", f.plan(plan)),
                fmt::arg("figure", f.say.figure(f.goal().name)),
                fmt::arg("worst", f.say.quantity(f.goal().unit, *summary.cvar5)),
                fmt::arg("mean", f.say.quantity(f.goal().unit, *summary.mean))));
  }
}

void tell_worst_tenth(const Facts& f, Section& section) {
  const std::size_t plan = f.favourite();
  const WorstTenth worst(f, plan);
  const auto& traits = worst.traits();
  if (traits.empty()) return;
  DataTable table{"worst_tenth",
                  f.words("risk.apart", fmt::arg("plan", f.plan(plan))),
                  {f.text_column("risk.what"),
                   f.text_column("column.unit"),
                   {f.words("risk.in_worst"), ""},
                   {f.words("risk.in_rest"), ""},
                   {f.words("risk.distance"), ""}},
                  {}};
  std::vector<std::string> told;
  for (const Trait& trait : traits) {
    table.rows.push_back(
        {{trait.name, f.say.unit(trait.unit), trait.worst, trait.rest, trait.distance}, {}});
    if (std::abs(trait.distance) < clear_distance || told.size() == most_told) continue;
    const double apart = trait.worst - trait.rest;
    told.push_back(f.words("risk.trait", fmt::arg("what", trait.name),
                           fmt::arg("worst", f.say.quantity(trait.unit, trait.worst, apart)),
                           fmt::arg("rest", f.say.quantity(trait.unit, trait.rest, apart))));
  }
  section.sentences.push_back(told.empty()
                                  ? f.words("risk.nothing_apart", fmt::arg("plan", f.plan(plan)))
                                  : f.words("risk.traits", fmt::arg("plan", f.plan(plan)),
                                            fmt::arg("traits", f.say.list(told))));
  section.tables.push_back(std::move(table));
}

/// The replications that end worst, told from their traces.
void tell_worst_replications(const Facts& f, Section& section) {
  const std::size_t plan = f.favourite();
  const Results& results = f.results();
  const std::vector<std::uint32_t> replications = results.common_replications();
  const std::vector<double> outcomes = results.column(plan, f.objective, replications);
  const double sign = f.goal().goal == Goal::lower ? -1 : 1;
  std::vector<std::size_t> worst(replications.size());
  std::iota(worst.begin(), worst.end(), std::size_t{0});
  const auto end = worst.begin() + static_cast<std::ptrdiff_t>(std::min(worst.size(), traced));
  std::partial_sort(worst.begin(), end, worst.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(sign * outcomes[a], a) < std::pair(sign * outcomes[b], b);
  });
  worst.erase(end, worst.end());
  std::vector<std::vector<TraceEvent>> events(worst.size());
  for_each_in_order(worst.size(), f.telling.threads, [&](std::size_t i) {
    const Trace trace =
        f.telling.market.trace(static_cast<std::uint32_t>(plan), replications[worst[i]]);
    events[i] = most_telling(events_of(trace, f.study(), plan), events_of_each);
    return true;
  });
  DataTable table{"worst_replications",
                  f.words("risk.stories", fmt::arg("plan", f.plan(plan))),
                  {{f.words("risk.replication"), ""},
                   {f.say.figure(f.goal().name), f.goal().unit, plan},
                   f.text_column("risk.event")},
                  {}};
  for (std::size_t i = 0; i < worst.size(); ++i)
    for (const TraceEvent& event : events[i])
      table.rows.push_back(
          {{double(replications[worst[i]]), outcomes[worst[i]], told(event, f.words, f.study())},
           plan});
  if (table.rows.empty()) return;
  section.sentences.push_back(
      f.words("risk.worst_replication", fmt::arg("plan", f.plan(plan)),
              fmt::arg("replication", f.say.count(replications[worst.front()])),
              fmt::arg("figure", f.say.figure(f.goal().name)),
              fmt::arg("amount", f.say.quantity(f.goal().unit, outcomes[worst.front()]))));
  section.tables.push_back(std::move(table));
}

}  // namespace

std::optional<Section> risk_section(const Facts& f) {
  if (!f.any() || f.futures() < 2) return {};
  Section section;
  tell_tails(f, section);
  section.tables = {distribution(f), tails(f)};
  section.pictures.push_back(
      {PictureKind::distribution, section.tables[0].title, f.words("risk.description"), 0});
  if (f.futures() >= least_futures) tell_worst_tenth(f, section);
  tell_worst_replications(f, section);
  return section;
}

}  // namespace channelsim::market
