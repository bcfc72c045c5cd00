#pragma once
// How demand arises: how often consumers consider buying, how they choose, what moves all of them.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/schema/amount.hpp"
#include "engine/schema/description.hpp"
#include "models/market/experience.hpp"
#include "models/market/policies/choice.hpp"

namespace channelsim::market {

struct Poisson {
  static constexpr auto describe() {
    return record("poisson",
                  "Purchases arrive at random, any number per step; consumers of a segment are "
                  "alike [Ehrenberg 1959].",
                  fields());
  }
};
struct Bernoulli {
  static constexpr auto describe() {
    return record("bernoulli", "A consumer considers buying at most once per step.", fields());
  }
};
/// Poisson purchases of consumers whose rates differ.
struct NegativeBinomial {
  double shape = 0.5;

  static constexpr auto describe() {
    return record(
        "nbd",
        "Purchases arrive at random; the rates of consumers are gamma-distributed around their "
        "segment's, so that their purchases are negative binomial [Ehrenberg 1959].",
        fields(field<&NegativeBinomial::shape>(
            "Shape k of the gamma distribution: the smaller, the more consumers differ.",
            between(0.01, 1000))));
  }
};
/// First purchases of a durable: by oneself, or because others have it.
template <class Number>
struct Bass {
  Number imitation{0.0};
  Number replacement_rate{0.0};
  Number price_effect{0.0};
  Number advertising_effect{0.0};
  bool discrete = false;

  static constexpr auto describe() {
    return record(
        "bass",
        "A durable is bought once. Those who have none consider it at the rate p + q F, where p is "
        "the segment's purchase_rate and F the share of the region's consumers (in a network: of "
        "the acquaintances) who have it [Bass 1969]. Needs `consumers: {memory: true}`.",
        fields(field<&Bass::imitation>("q: the rate added where everybody else has it.", required,
                                       between(0, 1000), unit("per step")),
               field<&Bass::replacement_rate>("Rate at which owners consider another one.",
                                              between(0, 1000), unit("per step")),
               field<&Bass::price_effect>(
                   "The rate is multiplied by 1 + price_effect x relative change of the average "
                   "price [Bass, Krishnan & Jain 1994]; negative.",
                   between(-1000, 0)),
               field<&Bass::advertising_effect>(
                   "And by advertising_effect x relative rise of advertising.", between(0, 1000)),
               field<&Bass::discrete>(
                   "Whether the rate is itself the chance of a step, as in models in discrete "
                   "time; otherwise the chance is 1 - exp(-rate).")));
  }
};
/// Demand without chance: of textbooks, and to check a scenario by hand.
struct Expected {
  static constexpr auto describe() {
    return record("expected",
                  "Nothing is left to chance: each step's purchases are their mean. Needs products "
                  "that are divisible.",
                  fields());
  }
};
/// The one line to extend; phases/buying.cpp and phases/incidence.cpp turn each into purchases.
template <class Number>
using Incidence = std::variant<Poisson, Bernoulli, NegativeBinomial, Bass<Number>, Expected>;

enum class PriceResponse { linear, logarithmic };
constexpr auto choices(std::type_identity<PriceResponse>) {
  return std::array{
      Choice<PriceResponse>{PriceResponse::linear, "linear",
                            "Utility falls by price_sensitivity x price; own elasticity b p (1-P) "
                            "[Train 2009, ch. 3]."},
      Choice<PriceResponse>{
          PriceResponse::logarithmic, "logarithmic",
          "Utility falls by price_sensitivity x ln(price / reference); own elasticity b (1-P), "
          "whatever the price [Nakanishi & Cooper 1974]."}};
}

/// A yearly swing of the purchase rate.
template <class Number>
struct Season {
  Number amplitude{0.0};
  double period = 52;
  double phase = 0;

  static constexpr auto describe() {
    return record(
        "season",
        "The purchase rate is multiplied by 1 + amplitude sin(2 pi (t + phase) / period).",
        fields(field<&Season::amplitude>("Largest deviation from the mean, as a share.",
                                         between(0, 1)),
               field<&Season::period>("Length of the cycle.", between(1, 5200), unit("steps")),
               field<&Season::phase>("How far into the cycle the first step lies.",
                                     between(-5200, 5200), unit("steps"))));
  }
};

/// Seasonal indices that are known: of the days of a week, the months of a year.
struct Cycle {
  std::vector<double> indices;
  std::uint32_t steps_each = 1;
  std::uint32_t start = 0;

  static constexpr auto describe() {
    return record(
        "cycle",
        "The purchase rate is multiplied by one index after the other, and so again and again.",
        fields(field<&Cycle::indices>("The indices; their mean is 1.", required, between(0, 1000)),
               field<&Cycle::steps_each>("How long each holds.", between(1, 5200), unit("steps")),
               field<&Cycle::start>("How far into the cycle the first step lies.", between(0, 5200),
                                    unit("steps"))),
        rules(rule<Cycle>("the mean of the indices must be 1 (to 1e-6)", "indices",
                          [](const Cycle& cycle) {
                            double sum = 0;
                            for (const double index : cycle.indices) sum += index;
                            const double mean = sum / static_cast<double>(cycle.indices.size());
                            return mean > 1 - 1e-6 && mean < 1 + 1e-6;
                          })));
  }
};

/// What moves the whole market's demand and nobody foresees.
template <class Number>
struct Shock {
  Number sd{0.1};
  Number persistence{0.8};

  static constexpr auto describe() {
    return record(
        "shock",
        "The purchase rate of all consumers is multiplied by exp(x), whose mean is 1; x follows an "
        "autoregressive process of order 1.",
        fields(field<&Shock::sd>("Standard deviation of x.", between(0, 3)),
               field<&Shock::persistence>("Correlation of x with itself a step before.",
                                          between(0, 0.999))));
  }
};

/// What consumers do who find no stock where they wanted to buy.
template <class Number>
struct StockOut {
  Number second_choice{0.0};
  Number wait{0.0};

  static constexpr auto describe() {
    return record(
        "stock_out",
        "What consumers do who find no stock where they wanted to buy; the others are lost "
        "[Corsten & Gruen 2003: elsewhere or another brand 0.76, later 0.15].",
        fields(
            field<&StockOut::second_choice>(
                "Share who choose again among the offers that can be had still; not buying and "
                "rivals are among them [Mahajan & van Ryzin 2001].",
                between(0, 1)),
            field<&StockOut::wait>("Share who come back in the next step, once.", between(0, 1))));
  }
};

template <class Number>
struct Demand {
  Incidence<Number> incidence = Poisson{};
  ChoiceRule<Number> choice = MultinomialLogit<Number>{};
  bool may_not_buy = true;
  PriceResponse price_response = PriceResponse::linear;
  Price<Number> reference_price{Number(1.0)};
  Season<Number> season;
  std::vector<Cycle> cycles;
  Number growth{0.0};
  std::optional<Shock<Number>> shock;
  StockOut<Number> stock_out;
  std::optional<Awareness<Number>> awareness;
  std::optional<Satisfaction<Number>> satisfaction;
  std::optional<Brand<Number>> brand;

  static constexpr auto describe() {
    return record(
        "demand", "How purchases arise.",
        fields(
            field<&Demand::incidence>("How often consumers consider buying.", initial),
            field<&Demand::choice>("How they choose among offers."),
            field<&Demand::may_not_buy>("Whether not buying is one of the choices."),
            field<&Demand::price_response>("How prices enter the utility of an offer."),
            field<&Demand::reference_price>("Price at which the logarithmic response is zero.",
                                            above(0)),
            field<&Demand::season>("Swing of the purchase rate over the year."),
            field<&Demand::cycles>("Seasonal indices; several multiply."),
            field<&Demand::growth>("Trend: growth of the purchase rate per step, compounded.",
                                   between(-0.5, 1), unit("per step")),
            field<&Demand::shock>("Shocks to the whole market.", otherwise("none")),
            field<&Demand::stock_out>("What consumers do who find no stock."),
            field<&Demand::awareness>("How consumers learn of the offers. Needs "
                                      "`consumers: {memory: true}`.",
                                      otherwise("who knows them goes on to, others never learn")),
            field<&Demand::satisfaction>("How experience moves consumers.",
                                         otherwise("it does not")),
            field<&Demand::brand>("What the brand's strength is made of.",
                                  otherwise("it does not change"))));
  }
};

}  // namespace channelsim::market
