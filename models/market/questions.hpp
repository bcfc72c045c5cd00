#pragma once
// What is asked of a market: how often it is played, what decides, which plans compete, and what is
// assumed to move together.

#include <optional>
#include <string>
#include <vector>

#include "engine/schema/amount.hpp"
#include "engine/schema/description.hpp"
#include "models/market/invariants.hpp"

namespace channelsim::market {

/// How many times each plan is simulated.
struct Replications {
  static constexpr bool bare_value_is_first = true;
  std::uint32_t futures = 1000;
  std::uint32_t chances = 1;

  std::uint32_t count() const { return futures * chances; }

  static constexpr auto describe() {
    return record(
        "replications", "How many times each plan is simulated: futures x chances.",
        fields(field<&Replications::futures>(
                   "How many futures: each fills all uncertain values once.", between(1, 10e6)),
               field<&Replications::chances>("How often luck is drawn anew within each future.",
                                             between(1, 10e3))),
        rules(rule<Replications>("at most 10,000,000 replications are simulated", "futures",
                                 {"futures", "chances"}, [](const Replications& r) {
                                   return std::uint64_t{r.futures} * r.chances <= 10'000'000;
                                 })));
  }
};

/// A bound that a plan has to keep to be chosen.
struct Bound {
  std::string figure;
  std::optional<double> at_least, at_most;

  static constexpr auto describe() {
    return record("bound",
                  "A bound that the average of a figure has to keep for a plan to be chosen.",
                  fields(field<&Bound::figure>("The figure (`channelsim explain kpi`).", required),
                         field<&Bound::at_least>("Its lower bound.", unit(unit_of_a_figure),
                                                 otherwise("no bound")),
                         field<&Bound::at_most>("Its upper bound.", unit(unit_of_a_figure),
                                                otherwise("no bound"))),
                  rules(rule<Bound>("a bound states at_least, at_most or both", "figure",
                                    [](const Bound& b) { return b.at_least || b.at_most; }),
                        rule<Bound>("at_least must not exceed at_most", "at_most",
                                    {"at_least", "at_most"}, [](const Bound& b) {
                                      return !b.at_least || !b.at_most || *b.at_least <= *b.at_most;
                                    })));
  }
};

/// What is to be decided.
struct Decision {
  std::string objective = "manufacturer_npv";
  double indifference = 0;
  std::vector<Bound> constraints;

  static constexpr auto describe() {
    return record(
        "decision", "What is to be decided.",
        fields(field<&Decision::objective>(
                   "The figure that decides between the plans (`channelsim explain kpi`)."),
               field<&Decision::indifference>(
                   "Differences in the objective up to this size do not matter.", at_least(0),
                   unit(unit_of_a_figure)),
               field<&Decision::constraints>("Bounds that a plan has to keep to be chosen.",
                                             otherwise("none"))));
  }
};

/// A figure as it was measured, to see how near the baseline comes to it.
struct Actual {
  std::string figure;
  std::optional<Moment> until;
  double value = 0;
  std::string source;

  static constexpr auto describe() {
    return record(
        "actual", "A figure as it was measured, beside what the baseline plan simulates.",
        fields(field<&Actual::figure>("The figure (`channelsim explain kpi`).", required),
               field<&Actual::until>("The step, or date, before which it was measured, from the "
                                     "start on; `series` must tell the figure then.",
                                     otherwise("the end of the horizon")),
               field<&Actual::value>("What was measured.", required, unit(unit_of_a_figure)),
               field<&Actual::source>("Where it was measured: a ledger, a panel.")));
  }
};

/// Which figures are also told over time.
struct Series {
  static constexpr bool bare_value_is_first = true;
  std::vector<std::string> figures;
  std::uint32_t every = 1;

  static constexpr auto describe() {
    return record(
        "series", "Which figures are also told over time, in the run's series.csv.",
        fields(field<&Series::figures>(
                   "Figures (`channelsim explain kpi`), those of a breakdown included.", required),
               field<&Series::every>("A value at the end of every so many steps, and at the end; "
                                     "about 26 values where no figures are named.",
                                     between(1, 5200), unit("steps"))));
  }
};

/// What changes at a date.
struct Change {
  Moment from;
  Settings set;

  static constexpr auto describe() {
    return record(
        "change", "What changes at a date.",
        fields(field<&Change::from>("The first step in which it holds, or a date.", required),
               field<&Change::set>("Dotted paths and their values from then on.", required)));
  }
};

/// A named group of changes.
struct Lever {
  std::string name;
  std::string label;
  Settings set;
  std::vector<Change> changes;

  static constexpr auto describe() {
    return record("lever", "A named group of changes that plans pull.",
                  fields(field<&Lever::name>("Unique; strategies name it.", required),
                         field<&Lever::label>("For people.", otherwise("the name")),
                         field<&Lever::set>("What it changes from the start."),
                         field<&Lever::changes>("What it changes at a date.")));
  }
};

/// A plan: a patch on the market.
struct Strategy {
  std::string name;
  std::string label;
  bool baseline = false;
  std::vector<std::string> extends;
  std::vector<std::string> levers;
  Settings set;
  std::vector<Change> changes;

  static constexpr auto describe() {
    return record(
        "strategy", "A channel plan: what it changes in the market.",
        fields(
            field<&Strategy::name>("Unique.", required),
            field<&Strategy::label>("For people.", otherwise("the name")),
            field<&Strategy::baseline>(
                "Whether the others are compared with it; the first plan where none says so."),
            field<&Strategy::extends>("Plans that this one goes on from.", refers_to("strategies")),
            field<&Strategy::levers>("Levers that it pulls.", refers_to("levers")),
            field<&Strategy::set>(
                "Changes from the start: dotted paths (`products.tea.list_price`) and values."),
            field<&Strategy::changes>("Changes at a date: a roll-out is a list of them.")));
  }
};

enum class Statistic { mean, p5, p50, p95, min, max };
constexpr auto choices(std::type_identity<Statistic>) {
  return std::array{
      Choice<Statistic>{Statistic::mean, "mean", "The mean of the replications."},
      Choice<Statistic>{Statistic::p5, "p5", "In 1 of 20 replications it is lower."},
      Choice<Statistic>{Statistic::p50, "p50", "The median."},
      Choice<Statistic>{Statistic::p95, "p95", "In 1 of 20 replications it is higher."},
      Choice<Statistic>{Statistic::min, "min", "The least of all replications."},
      Choice<Statistic>{Statistic::max, "max", "The largest of all replications."}};
}

enum class Direction { lower, higher, same };
constexpr auto choices(std::type_identity<Direction>) {
  return std::array{Choice<Direction>{Direction::lower, "lower", "The figure falls."},
                    Choice<Direction>{Direction::higher, "higher", "The figure rises."},
                    Choice<Direction>{Direction::same, "same",
                                      "The figure stays the same in every replication."}};
}

/// A sanity check of the scenario's author, run by `channelsim check`.
struct Expectation {
  std::string name;
  std::optional<std::string> strategy;
  std::optional<std::string> kpi;
  Statistic statistic = Statistic::mean;
  std::optional<double> at_least, at_most;
  Settings set;
  std::optional<Direction> change;
  std::optional<Invariant> invariant;

  static constexpr auto describe() {
    return record(
        "expectation",
        "A sanity check, run by `channelsim check`: a figure in a range, a figure that moves in a "
        "direction when something is changed, or an invariant of every step.",
        fields(
            field<&Expectation::name>("What is expected, in words.", required),
            field<&Expectation::strategy>("Under which plan.", refers_to("strategies"),
                                          otherwise("under every plan")),
            field<&Expectation::kpi>("Which figure (`channelsim explain kpi`).",
                                     otherwise("none: an invariant is checked")),
            field<&Expectation::statistic>("What of the figure is looked at."),
            field<&Expectation::at_least>("The figure's lower bound.", unit(unit_of_a_figure),
                                          otherwise("no bound")),
            field<&Expectation::at_most>("The figure's upper bound.", unit(unit_of_a_figure),
                                         otherwise("no bound")),
            field<&Expectation::set>("What is changed for this check: dotted paths and values."),
            field<&Expectation::change>("Which way the figure's mean moves when `set` is changed.",
                                        otherwise("not looked at")),
            field<&Expectation::invariant>("What must hold after every step.", otherwise("none"))),
        rules(rule<Expectation>("an expectation states a kpi or an invariant, not both", "kpi",
                                [](const Expectation& e) {
                                  return e.kpi.has_value() != e.invariant.has_value();
                                }),
              rule<Expectation>("at_least must not exceed at_most", "at_most",
                                {"at_least", "at_most"},
                                [](const Expectation& e) {
                                  return !e.at_least || !e.at_most || *e.at_least <= *e.at_most;
                                }),
              rule<Expectation>("a kpi is expected at_least, at_most, or to change", "kpi",
                                [](const Expectation& e) {
                                  return !e.kpi || e.at_least || e.at_most || e.change;
                                }),
              rule<Expectation>(
                  "a change is seen against a market with other values: state `set`", "change",
                  [](const Expectation& e) { return !e.change || !e.set.entries.empty(); })));
  }
};

/// Uncertain values that move together.
struct Correlation {
  std::vector<std::string> between;
  double coefficient = 0;

  static constexpr auto describe() {
    return record(
        "correlation", "Uncertain values that move together, by a Gaussian copula [Nelsen 2006].",
        fields(
            field<&Correlation::between>(
                "Two or more uncertain values: their paths, or names they were given.", required),
            field<&Correlation::coefficient>("Rank correlation (Spearman) of each pair.", required,
                                             channelsim::between(-1, 1))),
        rules(rule<Correlation>("a correlation is between at least two values", "between",
                                [](const Correlation& c) { return c.between.size() >= 2; })));
  }
};

}  // namespace channelsim::market
