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

/// The one line to extend.
template <class Number>
using ChoiceRule = std::variant<MultinomialLogit<Number>, NestedLogit<Number>>;

inline namespace CHANNELSIM_LEVEL {

/// The nest of each offer of a choice set, and how dissimilar the offers of each nest are.
template <class Number>
struct Nests {
  std::vector<std::uint32_t> nest_of;  // by offer
  std::vector<Number> dissimilarity;   // by nest
};

/// Utilities above 600 count as 600 (nobody buys anything else then), so that sums of weights stay
/// finite.
inline constexpr double highest_utility = 600;

/// Utility lost to the price: b p (linear) or b ln(p / reference) (logarithmic).
template <class Number>
Number price_disutility(bool logarithmic, Number sensitivity, Price<Number> price,
                        Price<Number> reference) {
  return logarithmic ? sensitivity * logarithm(max(price / reference, 1e-300))
                     : sensitivity * price.value;
}

// --- multinomial logit
template <class Number>
Number weight(const MultinomialLogit<Number>&, Number utility, Number) {
  return exponential(min(utility, highest_utility));
}
/// `weights` and `shares` by offer; `none` is the weight of not buying (1, or 0 where that is no
/// choice). Offers whose weight is 0 are not available.
template <class Number>
void find_shares(const MultinomialLogit<Number>&, const Nests<Number>&,
                 std::span<const Number> weights, double none, std::span<Number> shares) {
  Number total = none;
  for (const Number& each : weights) total += each;
  const Number scale = 1.0 / max(total, 1e-300);
  for (std::size_t j = 0; j < weights.size(); ++j) shares[j] = weights[j] * scale;
}

// --- nested logit
template <class Number>
Number weight(const NestedLogit<Number>&, Number utility, Number dissimilarity) {
  return exponential(min(utility, highest_utility) / dissimilarity);
}
template <class Number>
void find_shares(const NestedLogit<Number>&, const Nests<Number>& nests,
                 std::span<const Number> weights, double none, std::span<Number> shares) {
  thread_local std::vector<Number> inside, attraction;  // of each nest
  const std::size_t count = nests.dissimilarity.size();
  inside.assign(count, Number(0.0));
  attraction.assign(count, Number(0.0));
  for (std::size_t j = 0; j < weights.size(); ++j) inside[nests.nest_of[j]] += weights[j];
  Number total = none;
  for (std::size_t k = 0; k < count; ++k) {
    const Number attracts = exponential(nests.dissimilarity[k] * logarithm(max(inside[k], 1e-300)));
    attraction[k] = select(inside[k] > 0.0, attracts, Number(0.0));
    total += attraction[k];
  }
  const Number scale = 1.0 / max(total, 1e-300);
  for (std::size_t j = 0; j < weights.size(); ++j) {
    const std::uint32_t k = nests.nest_of[j];
    shares[j] = weights[j] / max(inside[k], 1e-300) * attraction[k] * scale;
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
