#pragma once
// Choice among offers. A rule is a described record and two pure functions: the weight of one offer
// from its utility, and the shares of a set of offers from their weights. The utility of not buying
// is 0.

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/elementary.hpp"
#include "engine/base/quantity.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// By what offers are more alike to each other than to the rest.
enum class NestsBy { format, channel, product };
constexpr auto choices(std::type_identity<NestsBy>) {
  return std::array{
      Choice<NestsBy>{NestsBy::format, "format", "Stores, online, social, field sales."},
      Choice<NestsBy>{NestsBy::channel, "channel", "The member's channel."},
      Choice<NestsBy>{NestsBy::product, "product", "The product, wherever it is sold."}};
}

/// P_j = e^V_j / (1 + sum_k e^V_k) [McFadden 1974; Train 2009, ch. 3].
template <class Number>
struct MultinomialLogit {
  static constexpr bool has_nests = false;

  static constexpr auto describe() {
    return record("multinomial_logit",
                  "An offer that goes leaves its buyers to the others in proportion to their "
                  "shares [McFadden 1974].",
                  fields());
  }
};

/// A nest whose dissimilarity is its own.
template <class Number>
struct Nest {
  std::string name;
  Number dissimilarity{0.7};

  static constexpr auto describe() {
    return record(
        "nest", "A nest whose dissimilarity is its own.",
        fields(field<&Nest::name>("The format, channel or product; `rivals` for those of others.",
                                  required),
               field<&Nest::dissimilarity>("1: its offers are as different as any; near 0: as good "
                                           "as one offer.",
                                           required, between(0.01, 1))));
  }
};

/// P_j = e^(V_j / l) / S^l' … with S = sum over the nest of e^(V / l): the offers of a nest take
/// from each other first [Williams 1977; Ben-Akiva & Lerman 1985, ch. 10; Train 2009, ch. 4].
template <class Number>
struct NestedLogit {
  static constexpr bool has_nests = true;
  NestsBy nests_by = NestsBy::format;
  Number dissimilarity{0.7};
  std::vector<Nest<Number>> nests;

  static constexpr auto describe() {
    return record(
        "nested_logit",
        "Offers of a nest are alike and take from each other first [Ben-Akiva & Lerman 1985]; "
        "offers of rivals are a nest of their own where nests are formats or channels.",
        fields(field<&NestedLogit::nests_by>("What makes offers alike.", initial),
               field<&NestedLogit::dissimilarity>(
                   "1 gives the multinomial logit; 0.5 to 0.8 is usual.", between(0.01, 1)),
               field<&NestedLogit::nests>("Nests whose dissimilarity is their own.")));
  }
};

/// q_i = max(0, V_i - g Q) / (1 - g) with Q = sum_j q_j: what a consumer buys whose utility is
/// quadratic, sum_i a_i q_i - (sum_i q_i^2 + 2 g sum_(i<j) q_i q_j) / 2 - b sum_i p_i q_i, where
/// V_i = a_i - b p_i [Singh & Vives 1984]. One offer alone sells a - b p;
/// two, as long as both sell, (a (1 - g) - b p_i + g b p_j) / (1 - g^2).
template <class Number>
struct LinearDemand {
  static constexpr bool has_nests = false;
  Number substitution{0.5};

  static constexpr auto describe() {
    return record(
        "linear_demand",
        "Purchases per consumer who considers are linear in all prices: one offer alone sells "
        "attraction - price_sensitivity x price, several share what substitution makes them share "
        "[Singh & Vives 1984].",
        fields(field<&LinearDemand::substitution>(
            "How far offers stand in for each other: 0 not at all, near 1 as good as one offer. "
            "Two offers a and b sell (V_a - substitution x V_b) / (1 - substitution^2) with V = "
            "attraction - price_sensitivity x price.",
            between(0, 0.99))));
  }
};

/// The one line to extend.
template <class Number>
using ChoiceRule =
    std::variant<MultinomialLogit<Number>, NestedLogit<Number>, LinearDemand<Number>>;

inline namespace CHANNELSIM_LEVEL {

/// The nest of each offer of a choice set, and how dissimilar the offers of each nest are.
template <class Number>
struct Nests {
  std::vector<std::uint32_t> nest_of;  // by offer
  std::vector<Number> dissimilarity;   // by nest
};

/// What a rule needs to know of a choice set. Utilities of a nest are told less its anchor, so that
/// their weights stay finite however much alike its offers are; rules without nests have none.
template <class Number>
struct ChoiceSet {
  const Nests<Number>& nests;
  std::span<const Number> anchors;  // by nest
  double none;                      // weight of not buying: 1, or 0 where that is no choice
};

/// e^V; utilities above 600 count as 600 (nobody buys anything else then), so that sums of weights
/// stay finite, and nobody buys what is below -600, so that parts of a share stay normal numbers.
inline constexpr double highest_utility = 600;
template <class Number>
CHANNELSIM_INLINE Number weight_of(Number utility) {
  const Number bounded = min(max(utility, -highest_utility), highest_utility);
  return select(utility < -highest_utility, Number(0.0), exponential_within_range(bounded));
}

/// A price as it enters utility, which falls by price_sensitivity times it: p (linear) or
/// ln(p / reference) (logarithmic).
template <class Number>
Number price_in_utility(bool logarithmic, Price<Number> price, Price<Number> reference) {
  return logarithmic ? logarithm(max(price / reference, 1e-300)) : price.value;
}

// --- multinomial logit
template <class Number>
Number weight(const MultinomialLogit<Number>&, Number utility, Number) {
  return weight_of(utility);
}
/// `weights` and `shares` by offer. Offers whose weight is 0 are not available.
template <class Number>
void find_shares(const MultinomialLogit<Number>&, const ChoiceSet<Number>& set,
                 std::span<const Number> weights, std::span<Number> shares) {
  Number total = set.none;
  for (const Number& each : weights) total += each;
  const Number scale = 1.0 / max(total, 1e-300);
  for (std::size_t j = 0; j < weights.size(); ++j) shares[j] = weights[j] * scale;
}

// --- nested logit
template <class Number>
Number weight(const NestedLogit<Number>&, Number utility, Number dissimilarity) {
  return weight_of(utility / dissimilarity);
}
template <class Number>
void find_shares(const NestedLogit<Number>&, const ChoiceSet<Number>& set,
                 std::span<const Number> weights, std::span<Number> shares) {
  const Nests<Number>& nests = set.nests;
  thread_local std::vector<Number> inside, attraction;  // of each nest
  const std::size_t count = nests.dissimilarity.size();
  inside.assign(count, Number(0.0));
  attraction.assign(count, Number(0.0));
  for (std::size_t j = 0; j < weights.size(); ++j) inside[nests.nest_of[j]] += weights[j];
  Number total = set.none;
  for (std::size_t k = 0; k < count; ++k) {
    const Number utility =
        set.anchors[k] + nests.dissimilarity[k] * logarithm(max(inside[k], 1e-300));
    attraction[k] = select(inside[k] > 0.0, weight_of(utility), Number(0.0));
    total += attraction[k];
  }
  const Number scale = 1.0 / max(total, 1e-300);
  for (std::size_t j = 0; j < weights.size(); ++j) {
    const std::uint32_t k = nests.nest_of[j];
    shares[j] = weights[j] / max(inside[k], 1e-300) * attraction[k] * scale;
  }
}

// --- linear demand
template <class Number>
Number weight(const LinearDemand<Number>&, Number utility, Number) {
  return max(utility, Number(0.0));
}
/// Shares are purchases and need not add up to 1. Q is that of all offers with V_i > 0, but for
/// those that it leaves with none; without these it is larger, so who has dropped out stays out.
template <class Number>
void find_shares(const LinearDemand<Number>& rule, const ChoiceSet<Number>&,
                 std::span<const Number> weights, std::span<Number> shares) {
  const Number g = rule.substitution;
  Number bought = 0.0;  // Q
  for (std::size_t round = 0; round < weights.size(); ++round) {
    Number sum = 0.0, sellers = 0.0;
    for (const Number& each : weights) {
      sum += select(each > g * bought, each, Number(0.0));
      sellers += select(each > g * bought, Number(1.0), Number(0.0));
    }
    const Number next = sum / (1.0 + g * (sellers - 1.0));
    const bool settled = !any(next > bought);
    bought = max(bought, next);
    if (settled) break;
  }
  for (std::size_t j = 0; j < weights.size(); ++j)
    shares[j] = max(weights[j] - g * bought, Number(0.0)) / (1.0 - g);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
