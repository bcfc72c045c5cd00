#pragma once
// What those do who are not ours: platforms and key accounts that ask for more or delist, rivals
// who poach partners; incidents that hurt all members of a channel.

#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/quantity.hpp"
#include "engine/schema/amount.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// A platform that is needed asks for more.
template <class Number>
struct RaisedFees {
  Number above_share{0.3};
  Number by{0.05};

  static constexpr auto describe() {
    return record(
        "raised_fees",
        "Its commission rises while more of the manufacturer's sales go through it than a share.",
        fields(
            field<&RaisedFees::above_share>("Share of pieces sold to consumers in the step "
                                            "before.",
                                            required, between(0, 1)),
            field<&RaisedFees::by>("What is added to its commission.", required, between(0, 1))));
  }
};

/// A member that finds the goods cheaper elsewhere takes them off the shelf.
template <class Number>
struct Delisting {
  Number below{0.9};
  std::uint32_t length = 8;

  static constexpr auto describe() {
    return record(
        "delisting",
        "It sells nothing for a time when consumers can buy one of its products elsewhere for less "
        "than a share of its price (a lowest-price clause).",
        fields(field<&Delisting::below>("Share of its own price.", required, between(0, 1)),
               field<&Delisting::length>("For how long.", between(1, 520), unit("steps"))));
  }
};

/// How a member answers what the manufacturer does elsewhere.
template <class Number>
struct Answers {
  std::optional<RaisedFees<Number>> raise_fees;
  std::optional<Delisting<Number>> delist;

  static constexpr auto describe() {
    return record(
        "answers", "How a member answers what the manufacturer does elsewhere.",
        fields(
            field<&Answers::raise_fees>("It asks for more when it is needed.", otherwise("never")),
            field<&Answers::delist>("It delists what others sell for less.", otherwise("never"))));
  }
};

/// Something that happens at one member and hurts all of its channel.
template <class Number>
struct Incident {
  std::string name;
  std::string label;
  std::string channel;
  bool active = true;
  Number hazard{};
  Number loss{};
  Number half_life{8.0};
  Number supervisors{0.0};
  Number span{20.0};
  Number prevented{0.8};
  MoneyPerStep<Number> supervisor_cost{};

  static constexpr auto describe() {
    return record(
        "incident",
        "Something that happens at one member and hurts all of its channel: a scandal. The more "
        "members, the more often; supervisors prevent part of it.",
        fields(field<&Incident::name>("Unique.", required),
               field<&Incident::label>("For people.", otherwise("the name")),
               field<&Incident::channel>("The channel it happens in.", required,
                                         refers_to("channels"), initial),
               field<&Incident::active>("Whether it can happen."),
               field<&Incident::hazard>("Rate at which it happens at a member that nobody "
                                        "supervises.",
                                        required, between(0, 10), unit("per step")),
               field<&Incident::loss>("Utility that all members of the channel lose at once.",
                                      required, between(0, 50)),
               field<&Incident::half_life>("When half of that is forgotten.", between(0.1, 520),
                                           unit("steps")),
               field<&Incident::supervisors>("Supervisors of the channel, paid by the "
                                             "manufacturer.",
                                             between(0, 1e5)),
               field<&Incident::span>("Members that one supervisor can look after.", above(0)),
               field<&Incident::prevented>("Share of incidents that do not happen at a member who "
                                           "is looked after.",
                                           between(0, 1)),
               field<&Incident::supervisor_cost>("Cost of a supervisor.", at_least(0))));
  }
};

/// How well a relation is kept: it fades unless somebody cares for it [Palmatier et al. 2006].
template <class Number>
struct Relationship {
  Number opening{0.5};
  Number fading{0.0};
  MoneyPerStep<Number> care{};
  MoneyPerStep<Number> half_effect{Number(100.0)};
  Number attraction{0.0};
  Number loyalty{0.0};

  static constexpr auto describe() {
    return record(
        "relationship",
        "How well the relation with the manufacturer is kept, from 0 to 1: it fades, and care "
        "restores it [Palmatier et al. 2006].",
        fields(
            field<&Relationship::opening>("At the start, or when the member opens.", between(0, 1)),
            field<&Relationship::fading>("Share that fades in a step.", between(0, 1)),
            field<&Relationship::care>("What the manufacturer spends on it: visits, events, "
                                       "advice.",
                                       at_least(0)),
            field<&Relationship::half_effect>("Spending that restores as much as half of what "
                                              "fades from 1.",
                                              above(0)),
            field<&Relationship::attraction>("Utility that a full relation adds to its offers, "
                                             "against none: it recommends us.",
                                             between(-50, 50)),
            field<&Relationship::loyalty>("Taken off the logarithm of its exit hazard at a full "
                                          "relation.",
                                          between(0, 20))));
  }
};

}  // namespace channelsim::market
