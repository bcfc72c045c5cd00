#pragma once
// Partners who are recruited: applicants come, are investigated, chosen, signed and trained, and
// open one after the other.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "engine/base/quantity.hpp"
#include "engine/schema/amount.hpp"
#include "engine/schema/describe.hpp"
#include "models/market/joining.hpp"
#include "models/market/ownership.hpp"

namespace channelsim::market {

/// A number for each trait of an applicant.
template <class Number>
struct TraitWeights {
  Number financial_strength{1.0};
  Number reputation{1.0};
  Number sales_ability{1.0};
  Number willingness{1.0};
  Number potential{1.0};

  static constexpr std::size_t count = 5;
  std::array<Number, count> all() const {
    return {financial_strength, reputation, sales_ability, willingness, potential};
  }

  static constexpr auto describe() {
    return record(
        "weights", "A weight for each trait of an applicant.",
        fields(field<&TraitWeights::financial_strength>("Money and credit.", between(0, 1000)),
               field<&TraitWeights::reputation>("What others say.", between(0, 1000)),
               field<&TraitWeights::sales_ability>("Sellers, customers, skill.", between(0, 1000)),
               field<&TraitWeights::willingness>("How much it wants to work with us.",
                                                 between(0, 1000)),
               field<&TraitWeights::potential>("What it may become.", between(0, 1000))));
  }
};

/// Takes everybody whose score reaches a threshold.
template <class Number>
struct ScoreThreshold {
  Number score{0.0};

  static constexpr auto describe() {
    return record("threshold", "Take everybody whose score reaches a threshold.",
                  fields(field<&ScoreThreshold::score>("In standard deviations of the scores.",
                                                       between(-10, 10))));
  }
};

/// Takes the best of each round.
struct BestOfRound {
  std::uint32_t number = 1;
  std::uint32_t every = 4;

  static constexpr auto describe() {
    return record(
        "best", "Take the best of all who applied since the last round.",
        fields(field<&BestOfRound::number>("How many.", between(1, 1000)),
               field<&BestOfRound::every>("Time between rounds.", between(1, 520), unit("steps"))));
  }
};

template <class Number>
using Selection = std::variant<ScoreThreshold<Number>, BestOfRound>;

/// How applicants are looked at: five hidden traits, seen with noise.
template <class Number>
struct Screening {
  TraitWeights<Number> matters;
  TraitWeights<Number> criteria;
  Number accuracy{0.5};
  Money<Number> cost{};
  Selection<Number> choose = ScoreThreshold<Number>{};

  static constexpr auto describe() {
    return record(
        "screening",
        "Applicants have five hidden traits, each standard normal; their ability is the weighted "
        "sum by what matters. An investigation sees each trait with noise, and the score weighs "
        "what it sees by the criteria [David & Nagaraja 2003].",
        fields(field<&Screening::matters>("How much each trait counts for ability."),
               field<&Screening::criteria>("How much each counts for the score."),
               field<&Screening::accuracy>("Correlation of what is seen of a trait with the trait: "
                                           "how deep the investigation goes.",
                                           between(0, 1)),
               field<&Screening::cost>("Cost of investigating an applicant to that depth.",
                                       at_least(0)),
               field<&Screening::choose>("Who is taken.")));
  }
};

/// A programme that fills the places of a group of members.
template <class Number>
struct Recruiting {
  std::string name;
  std::string label;
  std::string members;
  bool active = true;
  Number applicants{0.25};
  std::optional<Screening<Number>> screening;
  std::optional<Joining<Number>> joining;
  std::optional<Expansion<Number>> expansion;
  Number signing{1.0};
  std::uint32_t onboarding = 4;
  Number success{1.0};
  Money<Number> cost_per_contract{};
  MoneyPerStep<Number> cost{};
  Number site_decline{0.0};
  std::optional<Number> removal_below;
  std::uint32_t probation = 26;

  static constexpr auto describe() {
    return record(
        "recruiting",
        "A programme that recruits partners: applicants come at random, are chosen, sign, are "
        "trained and open; each takes a place of a counted group of members.",
        fields(
            field<&Recruiting::name>("Unique.", required),
            field<&Recruiting::label>("For people.", otherwise("the name")),
            field<&Recruiting::members>("The group whose places it fills (a member with `count`).",
                                        required, refers_to("members"), initial),
            field<&Recruiting::active>("Whether it runs."),
            field<&Recruiting::applicants>("Applicants per step, on average; they come at random "
                                           "(Poisson).",
                                           between(0, 1000), unit("per step")),
            field<&Recruiting::screening>("How applicants are looked at.",
                                          otherwise("all are taken")),
            field<&Recruiting::joining>("What return those who are chosen ask for.",
                                        otherwise("they join whatever they expect to earn")),
            field<&Recruiting::expansion>("Owners who open another place of the group.",
                                          otherwise("nobody does")),
            field<&Recruiting::signing>("Chance that who is chosen signs.", between(0, 1)),
            field<&Recruiting::onboarding>("From contract to opening.", between(1, 520),
                                           unit("steps")),
            field<&Recruiting::success>("Chance that who signed opens.", between(0, 1)),
            field<&Recruiting::cost_per_contract>("What the manufacturer spends on each contract: "
                                                  "training, help with the opening.",
                                                  at_least(0)),
            field<&Recruiting::cost>("Running cost of the programme.", at_least(0)),
            field<&Recruiting::site_decline>("By how much each further place taken is worse than "
                                             "the one before, in utility: the best sites go first.",
                                             between(0, 10)),
            field<&Recruiting::removal_below>("A recruit whose profit is below this share of what "
                                              "it requires when its probation ends is removed.",
                                              between(-10, 10), otherwise("nobody is removed")),
            field<&Recruiting::probation>("Length of the probation.", between(1, 520),
                                          unit("steps"))));
  }
};

}  // namespace channelsim::market
