#pragma once
// A partner programme: tiers that are earned, certification that is learnt and lapses, marketing
// funds paid against proof. Each part is a described record and pure functions of it;
// phases/partner_programme.cpp keeps who stands where and books what it costs.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/quantity.hpp"
#include "engine/schema/amount.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

enum class TierBasis { purchases, sales };
constexpr auto choices(std::type_identity<TierBasis>) {
  return std::array{
      Choice<TierBasis>{TierBasis::purchases, "purchases",
                        "What a member was sent, at its purchase price."},
      Choice<TierBasis>{TierBasis::sales, "sales", "What a member sold, at the price it asked."}};
}

/// What a member gets for what it has bought or sold in the window.
template <class Number>
struct Tier {
  std::string name;
  std::string label;
  Money<Number> from{};
  bool certified = false;
  Number discount{0.0};
  Number rebate{0.0};
  Number marketing_funds{0.0};

  static constexpr auto describe() {
    return record(
        "tier", "A tier of a partner programme, and what it brings whoever holds it.",
        fields(
            field<&Tier::name>("Unique in its programme.", required),
            field<&Tier::label>("For people.", otherwise("the name")),
            field<&Tier::from>("What has to count in the window to reach it, and to keep it.",
                               required, at_least(0)),
            field<&Tier::certified>("Whether one has to be certified, too."),
            field<&Tier::discount>("Share of what counts in a step that the manufacturer gives "
                                   "back at once.",
                                   between(0, 1)),
            field<&Tier::rebate>("Share of what has counted since the last review that it pays at "
                                 "the review, to who is in business and held the tier until then.",
                                 between(0, 1)),
            field<&Tier::marketing_funds>("Share of what counts that stands ready for marketing of "
                                          "the member's own [Bergen & John 1997].",
                                          between(0, 1))));
  }
};

/// Skill that is learnt, attested, and lapses.
template <class Number>
struct Certification {
  Money<Number> cost{};
  Number manufacturer_share{0.0};
  std::uint32_t training = 4;
  Number uptake{1.0};
  Number attraction{0.0};
  std::uint32_t term = 52;
  Number renewal{1.0};
  Money<Number> renewal_cost{};

  static constexpr auto describe() {
    return record(
        "certification",
        "Skill that members learn and that lapses unless it is renewed [Arthur et al. 1998].",
        fields(
            field<&Certification::cost>("Cost of the training and the examination.", at_least(0)),
            field<&Certification::manufacturer_share>(
                "Share of that, and of a renewal, that the manufacturer pays; the member pays the "
                "rest.",
                between(0, 1)),
            field<&Certification::training>("From the first lesson to the certificate.",
                                            between(1, 520), unit("steps")),
            field<&Certification::uptake>("Chance that a member that has none begins, at each "
                                          "review.",
                                          between(0, 1)),
            field<&Certification::attraction>("Utility that the skill adds to the offers of a "
                                              "certified member: its capability.",
                                              between(-50, 50)),
            field<&Certification::term>("How long a certificate holds.", between(1, 5200),
                                        unit("steps")),
            field<&Certification::renewal>("Chance that it is renewed when it ends; otherwise it "
                                           "lapses.",
                                           between(0, 1)),
            field<&Certification::renewal_cost>("Cost of a renewal.", at_least(0))));
  }
};

/// How members use marketing funds (co-operative advertising).
template <class Number>
struct MemberMarketing {
  Number refunded{0.5};
  Number documented{1.0};
  Number uptake{1.0};
  Number attraction{0.0};
  MoneyPerStep<Number> half_effect{Number(100.0)};

  static constexpr auto describe() {
    return record(
        "member_marketing",
        "Marketing that members do and the manufacturer refunds in part, against proof and up to "
        "the funds of their tier [Bergen & John 1997].",
        fields(
            field<&MemberMarketing::refunded>("Share of a documented activity that is refunded.",
                                              between(0.01, 1)),
            field<&MemberMarketing::documented>("Share of the activity that members can prove.",
                                                between(0, 1)),
            field<&MemberMarketing::uptake>("Share of the funds that members set out to use: they "
                                            "spend this share of the funds / refunded.",
                                            between(0, 1)),
            field<&MemberMarketing::attraction>("Utility that boundless activity adds to the "
                                                "member's offers.",
                                                between(-50, 50)),
            field<&MemberMarketing::half_effect>("Activity at which half of that is reached.",
                                                 above(0))));
  }
};

/// Tiers, certification and marketing funds for partners.
template <class Number>
struct PartnerProgramme {
  std::string name;
  std::string label;
  std::vector<std::string> members;
  std::vector<std::string> channels;
  bool active = true;
  TierBasis counts = TierBasis::purchases;
  std::uint32_t window = 26;
  std::uint32_t review = 13;
  std::vector<Tier<Number>> tiers;
  std::optional<Certification<Number>> certification;
  std::optional<MemberMarketing<Number>> marketing;
  MoneyPerStep<Number> cost{};
  std::uint32_t dormant_after = 13;

  static constexpr auto describe() {
    return record(
        "partner_programme",
        "Tiers, certification and marketing funds for independent members; a member takes part in "
        "one programme.",
        fields(
            field<&PartnerProgramme::name>("Unique.", required),
            field<&PartnerProgramme::label>("For people.", otherwise("the name")),
            field<&PartnerProgramme::members>("Who takes part.", refers_to("members"),
                                              otherwise("all independent members"), initial),
            field<&PartnerProgramme::channels>("Which channels take part.", refers_to("channels"),
                                               otherwise("all channels"), initial),
            field<&PartnerProgramme::active>("Whether it runs."),
            field<&PartnerProgramme::counts>("What counts for a tier."),
            field<&PartnerProgramme::window>("Length of the window that a review looks back.",
                                             between(1, 520), unit("steps"), initial),
            field<&PartnerProgramme::review>("Time between reviews, at which members rise and "
                                             "fall.",
                                             between(1, 520), unit("steps"), initial),
            field<&PartnerProgramme::tiers>("The tiers, the lowest first; who reaches none has no "
                                            "benefits.",
                                            otherwise("none")),
            field<&PartnerProgramme::certification>("Skill that members can learn.",
                                                    otherwise("none")),
            field<&PartnerProgramme::marketing>("How members use marketing funds.",
                                                otherwise("there are none")),
            field<&PartnerProgramme::cost>("What the manufacturer spends on running it: portal, "
                                           "partner managers.",
                                           at_least(0)),
            field<&PartnerProgramme::dormant_after>("Time without a sale after which a member "
                                                    "counts as dormant.",
                                                    between(1, 520), unit("steps"))));
  }
};

inline namespace CHANNELSIM_LEVEL {

/// The tier (1 is the first of the list, 0 none) of a member for which so much counts: the highest
/// whose conditions it meets; `certified` is 1 or 0.
template <class Number>
Number tier_reached(const std::vector<Tier<Number>>& tiers, Money<Number> counted,
                    Number certified) {
  Number reached = 0.0, place = 0.0;
  for (const Tier<Number>& tier : tiers) {
    place += 1.0;
    const Number entitled = tier.certified ? certified : Number(1.0);
    reached =
        select(counted.value >= tier.from.value, select(entitled > 0.0, place, reached), reached);
  }
  return reached;
}

/// What a tier says of one of its benefits; 0 for who holds none.
template <class Number>
Number benefit_of(const std::vector<Tier<Number>>& tiers, Number held,
                  Number Tier<Number>::*benefit) {
  Number found = 0.0, place = 0.0;
  for (const Tier<Number>& tier : tiers) {
    place += 1.0;
    found = select(held == place, tier.*benefit, found);
  }
  return found;
}

/// What a member with funds for a step spends on marketing, and what it gets back of that.
template <class Number>
Money<Number> activity_of(const MemberMarketing<Number>& marketing, Money<Number> funds) {
  return funds * (marketing.uptake / marketing.refunded);
}
template <class Number>
Money<Number> refund_of(const MemberMarketing<Number>& marketing, Money<Number> activity) {
  return activity * (marketing.refunded * marketing.documented);
}
/// Utility that activity adds: saturating [Hill 1910].
template <class Number>
Number pull_of(const MemberMarketing<Number>& marketing, Money<Number> activity) {
  return marketing.attraction * (activity.value / (activity.value + marketing.half_effect.value));
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
