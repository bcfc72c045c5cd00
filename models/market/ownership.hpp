#pragma once
// Owners of several units: what they share, what they can ask for, what running units through
// managers costs; and owners who open another unit because those they have earn enough.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/elementary.hpp"
#include "engine/base/quantity.hpp"
#include "engine/schema/amount.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// Members that belong to the same owners.
template <class Number>
struct MultiUnitOwner {
  std::string name;
  std::string label;
  std::vector<std::string> members;
  std::optional<std::uint32_t> units_each;
  MoneyPerStep<Number> overhead_saving{};
  Number discount{0.0};
  Number most_discount{0.1};
  bool shared_purse = true;
  Number experience{0.0};
  Number manager_effort{1.0};

  static constexpr auto describe() {
    return record(
        "multi_unit_owner",
        "Owners of several units [Kaufmann & Dant 1996]: their units share overhead, purse and "
        "experience, and are run by managers but for one.",
        fields(
            field<&MultiUnitOwner::name>("Unique; its luck is addressed by its first unit.",
                                         required),
            field<&MultiUnitOwner::label>("For people.", otherwise("the name")),
            field<&MultiUnitOwner::members>(
                "Its units: members, or groups with all their places. Where a recruiting programme "
                "fills the places, who is recruited owns one, and more when it expands.",
                required, refers_to("members"), initial),
            field<&MultiUnitOwner::units_each>("Whether these units are dealt out, in their order, "
                                               "to owners of so many units each.",
                                               between(1, 10000),
                                               otherwise("all belong to one owner"), initial),
            field<&MultiUnitOwner::overhead_saving>(
                "Overhead that an owner saves for each unit beyond its first, off the fixed costs "
                "of its units alike.",
                at_least(0)),
            field<&MultiUnitOwner::discount>("What an owner bargains for with each unit beyond its "
                                             "first: share of what it is invoiced, paid by the "
                                             "manufacturer.",
                                             between(0, 1)),
            field<&MultiUnitOwner::most_discount>("At most.", between(0, 1)),
            field<&MultiUnitOwner::shared_purse>("Whether all units pay from one purse, and fail "
                                                 "together."),
            field<&MultiUnitOwner::experience>(
                "The rates at which units fail and leave are multiplied by units^(-this): an owner "
                "passes on what it has learnt nearby [Kalnins & Mayer 2004].",
                between(0, 5)),
            field<&MultiUnitOwner::manager_effort>(
                "Effort in a unit run by a manager, against one run by its owner [Kaufmann & Dant "
                "1996]; counts where `conduct` has an effort_response.",
                between(0.05, 2))));
  }
};

/// Owners open another place when those they have earn enough.
template <class Number>
struct Expansion {
  std::vector<std::string> owners;
  Number hurdle{0.25};
  Number spread{0.0};
  std::uint32_t every = 26;
  std::uint32_t seasoned = 26;
  std::uint32_t most_units = 10;

  static constexpr auto describe() {
    return record(
        "expansion",
        "An owner opens another place of the group when what its seasoned units earn in a year, as "
        "a share of what a place takes, reaches its hurdle.",
        fields(
            field<&Expansion::owners>("Whose owners may expand: members, or groups.",
                                      refers_to("members"), otherwise("those of the group itself"),
                                      initial),
            field<&Expansion::hurdle>("Return a year at which half of the owners expand, or, "
                                      "without a spread, all that reach it.",
                                      between(-10, 100)),
            field<&Expansion::spread>("How much owners differ: the chance is 1 / (1 + e^((hurdle - "
                                      "return) / spread)).",
                                      between(0, 10)),
            field<&Expansion::every>("Time between decisions.", between(1, 520), unit("steps")),
            field<&Expansion::seasoned>("How long a unit has to be open before its profit counts.",
                                        between(0, 520), unit("steps")),
            field<&Expansion::most_units>("Most units that an owner runs.", between(1, 10000))));
  }
};

inline namespace CHANNELSIM_LEVEL {

/// Share of what each of its units is invoiced that an owner of so many gets off.
template <class Number>
Number bargained_discount(const MultiUnitOwner<Number>& rule, Number units) {
  return min(rule.discount * max(units - 1.0, Number(0.0)), rule.most_discount);
}

/// What each of an owner's units saves of its overhead in a step.
template <class Number>
Money<Number> saving_of_unit(const MultiUnitOwner<Number>& rule, Number units) {
  return {rule.overhead_saving.value * (max(units - 1.0, Number(0.0)) / max(units, Number(1.0)))};
}

/// By what the rates of failing and leaving are multiplied.
template <class Number>
Number risk_of_unit(const MultiUnitOwner<Number>& rule, Number units) {
  return exponential(-rule.experience * logarithm(max(units, Number(1.0))));
}

/// Mean effort of units of which the owner runs one, against that one's.
template <class Number>
Number effort_of_units(const MultiUnitOwner<Number>& rule, Number units) {
  const Number all = max(units, Number(1.0));
  return (1.0 + (all - 1.0) * rule.manager_effort) / all;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
