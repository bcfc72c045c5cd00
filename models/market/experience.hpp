#pragma once
// What consumers know of the manufacturer and think of it: awareness, satisfaction, brand.

#include <optional>

#include "engine/schema/amount.hpp"
#include "engine/schema/description.hpp"

namespace channelsim::market {

/// How consumers learn of the manufacturer's offers; who does not know them chooses among the rest.
template <class Number>
struct Awareness {
  Number spontaneous{0.0};
  Number word_of_mouth{0.0};
  Number per_outlet{0.0};
  Number forgetting{0.0};

  static constexpr auto describe() {
    return record(
        "awareness",
        "How consumers learn of the manufacturer's offers; campaigns and referrals add to it. Each "
        "rate r gives the chance 1 - exp(-r) to learn of them in a step.",
        fields(
            field<&Awareness::spontaneous>("Rate at which consumers learn of the offers by "
                                           "themselves.",
                                           between(0, 100), unit("per step")),
            field<&Awareness::word_of_mouth>(
                "Rate where everybody around is a customer; falls with their share [Bass 1969].",
                between(0, 100), unit("per step")),
            field<&Awareness::per_outlet>(
                "Rate added by each store of the region that sells them: stores advertise [Avery "
                "et al. 2012].",
                between(0, 100), unit("per step")),
            field<&Awareness::forgetting>("Rate at which those who never bought forget again.",
                                          between(0, 100), unit("per step"))));
  }
};

/// What customers expect of a channel and how it turns out.
template <class Number>
struct Satisfaction {
  Number availability{0.4};
  Number delivery{0.2};
  Number price{0.2};
  Number service{0.2};
  Number complaint{1.0};
  std::optional<Number> expected_at_start;
  Number learning{0.3};
  Number expectation_learning{0.05};
  Number loss_aversion{2.0};
  Number fading{0.02};
  Number attraction{1.0};
  Number churn{3.0};
  Number referral{1.0};

  static constexpr auto describe() {
    return record(
        "satisfaction",
        "Satisfaction of a region's consumers with a channel: it moves by what they meet less what "
        "they expected [Oliver 1980], and expectations follow. Performance is the weighted sum of "
        "availability (share served), delivery (1 / (1 + delivery_time)), price fairness "
        "(recommended price / price, at most 1) and service, less complaints left open.",
        fields(
            field<&Satisfaction::availability>("Weight of finding the goods.", between(0, 100)),
            field<&Satisfaction::delivery>("Weight of getting them at once.", between(0, 100)),
            field<&Satisfaction::price>("Weight of a fair price.", between(0, 100)),
            field<&Satisfaction::service>("Weight of the channel's `service`.", between(0, 100)),
            field<&Satisfaction::complaint>("Weight of a complaint that is not handled.",
                                            between(0, 100)),
            field<&Satisfaction::expected_at_start>("Performance that is expected at the start; "
                                                    "state it where plans change performance "
                                                    "from the start.",
                                                    between(-1000, 1000),
                                                    otherwise("what is met first")),
            field<&Satisfaction::learning>("Step of satisfaction per unit of surprise.",
                                           between(0, 10)),
            field<&Satisfaction::expectation_learning>(
                "Share of the surprise by which expectations follow.", between(0, 1)),
            field<&Satisfaction::loss_aversion>(
                "How much more a disappointment weighs than a pleasant surprise [Anderson & "
                "Sullivan 1993].",
                between(0, 100)),
            field<&Satisfaction::fading>("Share of satisfaction that is forgotten in each step.",
                                         between(0, 1), unit("per step")),
            field<&Satisfaction::attraction>("Utility of a unit of satisfaction.", between(0, 100)),
            field<&Satisfaction::churn>(
                "Logit of the chance to leave falls by this per unit of satisfaction.",
                between(0, 100)),
            field<&Satisfaction::referral>(
                "Referrals are multiplied by exp(referral x satisfaction).", between(0, 100))));
  }
};

/// What the manufacturer's name is worth in a region.
template <class Number>
struct Brand {
  Number exposure{0.05};
  Number service{0.05};
  Number discount_erosion{0.1};
  Number decay{0.02};

  static constexpr auto describe() {
    return record(
        "brand",
        "Strength of the brand in a region, in units of utility, 0 at the start: built by "
        "advertising and satisfaction, eroded by discounts [Nerlove & Arrow 1962; Mela, Gupta & "
        "Lehmann 1997].",
        fields(field<&Brand::exposure>("Gain per step under full advertising response.",
                                       between(0, 10), unit("per step")),
               field<&Brand::service>("Gain per step and unit of satisfaction.", between(0, 10),
                                      unit("per step")),
               field<&Brand::discount_erosion>(
                   "Loss per step and share taken off the price, weighted by where people buy.",
                   between(0, 100), unit("per step")),
               field<&Brand::decay>("Share that is forgotten in each step.", between(0, 1),
                                    unit("per step"))));
  }
};

}  // namespace channelsim::market
