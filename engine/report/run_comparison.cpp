#include "engine/report/run_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

#include "engine/base/figures.hpp"
#include "engine/statistics/decision.hpp"
#include "engine/statistics/interval.hpp"
#include "engine/statistics/summary.hpp"

namespace channelsim {
namespace {

Node tree_of(const std::string& text) {
  Issues issues;
  Node tree = parse_yaml(std::make_shared<Source>(Source{"the saved scenario", text}), issues);
  if (has_errors(issues)) throw DatabaseError(to_text(issues.front()));
  return tree;
}

std::optional<std::size_t> find_plan(const Results& results, std::string_view name) {
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan)
    if (results.plans()[plan].name == name) return plan;
  return {};
}

/// One figure of one plan in one run: a number for each future.
struct Sample {
  std::vector<double> values;

  std::optional<double> mean() const { return mean_of(values); }
  std::optional<double> sd() const { return standard_deviation(values); }
  std::optional<double> half() const { return half_width(sd(), values.size()); }
};

Sample sample_of(const Results& results, std::size_t plan, std::size_t kpi,
                 std::optional<std::size_t> baseline, std::span<const std::uint32_t> futures) {
  std::vector<double> values = results.column(plan, kpi, futures);
  if (!baseline) return {std::move(values)};
  return {differences_of(values, results.column(*baseline, kpi, futures))};
}

/// The difference of the means of independent samples of unequal spread [Welch 1947].
Difference welch(const Sample& before, const Sample& after) {
  Difference difference;
  if (!before.mean() || !after.mean()) return difference;
  difference.mean = difference_of(*after.mean(), *before.mean());
  if (!before.sd() || !after.sd()) return difference;
  const auto n = static_cast<double>(before.values.size()),
             m = static_cast<double>(after.values.size());
  const double a = *before.sd() * *before.sd() / n, b = *after.sd() * *after.sd() / m;
  if (a + b > 0) {
    const double degrees = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1));
    difference.half_width = student_quantile(0.975, degrees) * std::sqrt(a + b);
  } else {
    difference.half_width = 0;
  }
  return difference;
}

/// Whether the interval leaves 0 on one side; of a watched figure there is no better one.
std::optional<Verdict> verdict_of(const Difference& difference, Goal goal) {
  if (!difference.mean || !difference.half_width || goal == Goal::watch) return {};
  const double gain = *difference.mean * gain_direction(goal);
  return std::fabs(gain) <= *difference.half_width ? Verdict::undecided
         : gain > 0                                ? Verdict::better
                                                   : Verdict::worse;
}

std::string sentence_of(const FigureChange& each) {
  const bool against = !each.baseline.empty();
  const std::string who = fmt::format("{} of '{}'{}", each.kpi, each.label,
                                      against ? fmt::format(" against '{}'", each.baseline) : "");
  if (!each.change.mean || !each.before.mean || !each.after.mean) return who + " can't be compared";
  const double half = each.change.half_width.value_or(0);
  const FigureFormat format(Language::english, Scaling::words, each.unit,
                            std::max({std::fabs(*each.before.mean), std::fabs(*each.after.mean),
                                      std::fabs(*each.change.mean)}),
                            half > 0 ? half : std::fabs(*each.change.mean));
  const auto told = [&](double value) {
    return against ? format.difference(format.signed_number(value)) : format.quantity(value);
  };
  if (*each.change.mean == 0 && half == 0)
    return *each.after.mean == *each.before.mean
               ? fmt::format("{} is {}, as it was", who, told(*each.after.mean))
               : fmt::format("{} is {}, it was {}: the same in the replications that both have",
                             who, told(*each.after.mean), told(*each.before.mean));
  std::string change = format.signed_number(*each.change.mean);
  if (each.change.half_width) change += fmt::format(" ± {}", format.number(half));
  return fmt::format("{} is {}, it was {}: {}, {}", who, told(*each.after.mean),
                     told(*each.before.mean), format.difference(change),
                     !each.change.half_width ? "of which one replication can't tell much"
                     : each.exceeds_chance() ? "more than chance explains"
                                             : "no more than chance explains");
}

/// Replications that are finished under every plan of both.
std::vector<std::uint32_t> common_to(const Results& a, const Results& b) {
  const auto mine = a.common_replications(), yours = b.common_replications();
  std::vector<std::uint32_t> both;
  std::set_intersection(mine.begin(), mine.end(), yours.begin(), yours.end(),
                        std::back_inserter(both));
  return both;
}

class RunComparer {
 public:
  RunComparer(const ComparedRun& before, const ComparedRun& after)
      : before_(before),
        after_(after),
        futures_{before.results.future_means(), after.results.future_means()} {}

  RunComparison compare(const std::vector<std::string>& further) {
    outcome_.inputs = differences_between(before_.scenario, after_.scenario);
    compare_plan_lists();
    outcome_.recommendation = recommendation();
    if (before_.facts.objective != after_.facts.objective)
      outcome_.remarks.push_back(
          fmt::format("decided by {}, it was {}", after_.facts.objective, before_.facts.objective));
    for (const RunFacts* facts : {&before_.facts, &after_.facts})
      if (!facts->complete)
        outcome_.remarks.push_back(fmt::format("the {} run is not complete: {} of {} replications",
                                               facts == &after_.facts ? "later" : "earlier",
                                               facts->compared, facts->replications));
    for (const RunFacts* facts : {&before_.facts, &after_.facts})
      if (facts->failed > 0)
        outcome_.remarks.push_back(fmt::format("{} replications of the {} run failed",
                                               facts->failed,
                                               facts == &after_.facts ? "later" : "earlier"));
    if (before_.facts.build != after_.facts.build)
      outcome_.remarks.push_back(fmt::format("computed by {}, before by {}: the model may differ",
                                             after_.facts.build, before_.facts.build));
    compare_figure(after_.facts.objective, true);
    for (const std::string& kpi : further) compare_figure(kpi, false);
    return std::move(outcome_);
  }

 private:
  void compare_plan_lists() {
    for (const PlanLabel& plan : after_.facts.plans)
      if (!find_plan(before_.results, plan.name)) outcome_.plans_new.push_back(plan.name);
    for (const PlanLabel& plan : before_.facts.plans)
      if (!find_plan(after_.results, plan.name)) outcome_.plans_gone.push_back(plan.name);
  }

  static std::string label_in(const RunFacts& facts, const std::string& name) {
    for (const PlanLabel& plan : facts.plans)
      if (plan.name == name) return name_for_people(plan);
    return name;
  }

  std::string recommendation() const {
    const std::string &was = before_.facts.recommended, &is = after_.facts.recommended;
    const std::string now =
        !after_.facts.withheld.empty() ? "No plan is recommended, because replications failed"
        : !after_.facts.has_choice()   ? "There is only one plan"
        : is.empty()                   ? "It is too close to call"
                     : fmt::format("'{}' is recommended", label_in(after_.facts, is));
    if (was == is && before_.facts.withheld == after_.facts.withheld &&
        before_.facts.has_choice() == after_.facts.has_choice())
      return now + ", as before.";
    return fmt::format("{}; before, {}.", now,
                       !before_.facts.withheld.empty() ? "none was, because replications failed"
                       : !before_.facts.has_choice()   ? "there was only one"
                       : was.empty()                   ? "it was too close to call"
                                     : fmt::format("it was '{}'", label_in(before_.facts, was)));
  }

  void compare_figure(const std::string& name, bool with_leads) {
    const auto was = futures_[0].find_kpi(name), is = futures_[1].find_kpi(name);
    if (!was || !is) {
      outcome_.remarks.push_back(was || is ? fmt::format("{} is a figure of the {} run only", name,
                                                         is ? "later" : "earlier")
                                           : fmt::format("there is no figure '{}'", name));
      return;
    }
    const Kpi& kpi = futures_[1].kpis()[*is];
    if (futures_[0].kpis()[*was].unit != kpi.unit) {
      outcome_.remarks.push_back(
          fmt::format("{} is in {}, it was in {}", name, kpi.unit, futures_[0].kpis()[*was].unit));
      return;
    }
    const std::size_t base = baseline_of(futures_[1]);
    const std::string& base_name = futures_[1].plans()[base].name;
    const bool same_baseline = futures_[0].plans()[baseline_of(futures_[0])].name == base_name;
    if (with_leads && !same_baseline)
      outcome_.remarks.push_back(fmt::format("the baseline is '{}', it was another", base_name));
    for (std::size_t plan = 0; plan < futures_[1].plans().size(); ++plan) {
      const auto old = find_plan(futures_[0], futures_[1].plans()[plan].name);
      if (!old) continue;
      add(kpi, {*old, *was, {}}, {plan, *is, {}});
      if (with_leads && same_baseline && plan != base)
        add(kpi, {*old, *was, baseline_of(futures_[0])}, {plan, *is, base});
    }
  }

  struct Cell {
    std::size_t plan, kpi;
    std::optional<std::size_t> baseline;
  };
  void add(const Kpi& kpi, Cell was, Cell is) {
    const auto sample = [&](int side, const Cell& cell, std::span<const std::uint32_t> rows) {
      return sample_of(futures_[side], cell.plan, cell.kpi, cell.baseline, rows);
    };
    const Sample old = sample(0, was, futures_[0].common_replications());
    const Sample now = sample(1, is, futures_[1].common_replications());
    const PlanLabel& plan = futures_[1].plans()[is.plan];
    FigureChange change{plan.name,
                        name_for_people(plan),
                        is.baseline ? name_for_people(futures_[1].plans()[*is.baseline]) : "",
                        kpi.name,
                        kpi.unit,
                        {old.mean(), old.half()},
                        {now.mean(), now.half()},
                        {},
                        before_.facts.label.seed == after_.facts.label.seed,
                        ""};
    if (change.paired) {
      const auto both = common_to(futures_[0], futures_[1]);
      change.change =
          channelsim::compare(sample(0, was, both).values, sample(1, is, both).values, kpi.goal);
    } else {
      change.change = welch(old, now);
      change.change.verdict = verdict_of(change.change, kpi.goal);
    }
    change.sentence = sentence_of(change);
    outcome_.figures.push_back(std::move(change));
  }

  const ComparedRun &before_, &after_;
  const Results futures_[2];  // a row per future, which are independent of each other
  RunComparison outcome_;
};

}  // namespace

ComparedRun::ComparedRun(ResultsDatabase database)
    : facts(database.facts()),
      scenario(tree_of(database.scenario())),
      results(database.results()) {}

bool FigureChange::exceeds_chance() const {
  return change.mean && change.half_width && std::fabs(*change.mean) > *change.half_width;
}

RunComparison compare_runs(const ComparedRun& before, const ComparedRun& after,
                           const std::vector<std::string>& further) {
  return RunComparer(before, after).compare(further);
}

}  // namespace channelsim
