#pragma once
// What is asked of a market: how often it is played, what decides, which plans compete, and what is
// assumed to move together.

#include <optional>
#include <string>
#include <vector>

#include "engine/schema/amount.hpp"
#include "engine/schema/description.hpp"

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

/// What is to be decided.
struct Decision {
  std::string objective = "manufacturer_profit";
  double indifference = 0;

  static constexpr auto describe() {
    return record(
        "decision", "What is to be decided.",
        fields(field<&Decision::objective>(
                   "The figure that decides between the plans (`channelsim explain kpi`)."),
               field<&Decision::indifference>(
                   "Differences in the objective up to this size do not matter.", at_least(0),
                   unit(unit_of_a_figure))));
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
