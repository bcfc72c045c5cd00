#pragma once
// Kinds of consumers: what they like, how they differ, how they keep to a habit and leave.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/schema/amount.hpp"
#include "engine/schema/description.hpp"

namespace channelsim::market {

/// How much a segment likes to buy through a channel.
template <class Number>
struct Taste {
  std::string channel;
  Number attraction{0.0};
  Number sd{0.0};

  static constexpr auto describe() {
    return record(
        "taste", "What a segment thinks of a channel.",
        fields(field<&Taste::channel>("The channel.", required, refers_to("channels")),
               field<&Taste::attraction>("Utility added to every offer of that channel.", required,
                                         between(-50, 50)),
               field<&Taste::sd>("How much that differs between the segment's consumers, as the "
                                 "standard deviation of a normal distribution (mixed logit) "
                                 "[Train 2009, ch. 6].",
                                 between(0, 50), initial)));
  }
};

/// Price sensitivities that are normal: some consumers may like a high price.
template <class Number>
struct NormalSpread {
  Number sd{0.0};

  static constexpr auto describe() {
    return record("normal", "Normal around price_sensitivity.",
                  fields(field<&NormalSpread::sd>("Standard deviation of price_sensitivity.",
                                                  required, between(0, 1000))));
  }
};
/// Price sensitivities that are lognormal: nobody likes a high price.
template <class Number>
struct LognormalSpread {
  Number sd{0.0};

  static constexpr auto describe() {
    return record(
        "lognormal", "Lognormal with price_sensitivity as the median.",
        fields(field<&LognormalSpread::sd>(
            "Standard deviation of the logarithm of price_sensitivity.", required, between(0, 5))));
  }
};
template <class Number>
using PriceSpread = std::variant<NormalSpread<Number>, LognormalSpread<Number>>;

/// Customers who may leave at each step, whatever they do.
template <class Number>
struct ChurnPerStep {
  Number chance{0.01};
  double concentration = 0;

  static constexpr auto describe() {
    return record(
        "per_step", "A customer leaves with some chance at the end of every step.",
        fields(field<&ChurnPerStep::chance>("The chance, on average over the customers.", required,
                                            between(0, 1), unit("per step")),
               field<&ChurnPerStep::concentration>(
                   "How alike customers are: their chances are beta-distributed with a + b = "
                   "concentration (shifted beta-geometric) [Fader & Hardie 2007]; 0 = all alike. "
                   "Needs `resolution: persons`.",
                   between(0, 1e6), initial)));
  }
};
/// Customers who may leave after each purchase.
template <class Number>
struct ChurnPerPurchase {
  Number chance{0.05};
  double concentration = 0;

  static constexpr auto describe() {
    return record(
        "per_purchase",
        "A customer leaves with some chance after each purchase. Needs `resolution: persons`.",
        fields(field<&ChurnPerPurchase::chance>("The chance, on average over the customers.",
                                                required, between(0, 1)),
               field<&ChurnPerPurchase::concentration>(
                   "How alike customers are: their chances are beta-distributed with a + b = "
                   "concentration (BG/NBD) [Fader, Hardie & Lee 2005]; 0 = all alike.",
                   between(0, 1e6), initial)));
  }
};
template <class Number>
using Churn = std::variant<ChurnPerStep<Number>, ChurnPerPurchase<Number>>;

/// Households that stock up while a price is cut, and buy less after.
template <class Number>
struct Stockpiling {
  Number response{2.0};
  Number use{0.15};
  Number expansion{0.3};

  static constexpr auto describe() {
    return record(
        "stockpiling",
        "Households buy ahead while a price is cut and live on their stock after "
        "[Blattberg & Neslin 1990; van Heerde, Leeflang & Wittink 2004].",
        fields(field<&Stockpiling::response>(
                   "Purchases at a price cut by the share c are multiplied by 1 + response x c, "
                   "beyond what the lower price does to the choice among offers.",
                   between(0, 100)),
               field<&Stockpiling::use>(
                   "Share of the household stock that is used in place of a purchase in each "
                   "step.",
                   between(0, 1), unit("per step")),
               field<&Stockpiling::expansion>(
                   "Share of what was bought ahead that is consumed on top of the usual [Ailawadi "
                   "& Neslin 1998].",
                   between(0, 1))));
  }
};

template <class Number>
struct Segment {
  std::string name;
  std::string label;
  double share = 0;
  Number purchase_rate{0.0};
  Number price_sensitivity{0.0};
  std::optional<PriceSpread<Number>> price_spread;
  std::vector<Taste<Number>> tastes;
  std::optional<double> choice_concentration;
  Number advice_need{0.0};
  Number delivery_sensitivity{0.0};
  Number distance_decay{0.0};
  Number space_exponent{0.0};
  Number habit{0.0};
  std::optional<Price<Number>> showrooming_hassle;
  Number web_to_store{0.0};
  std::optional<Stockpiling<Number>> stockpiling;
  std::optional<Churn<Number>> churn;
  double aware_at_start = 1;
  double customers_at_start = 0;

  static constexpr auto describe() {
    return record(
        "segment", "Consumers who are alike; in each region a cohort.",
        fields(
            field<&Segment::name>("Unique.", required),
            field<&Segment::label>("For people.", otherwise("the name")),
            field<&Segment::share>("Share of every region's consumers; the shares add up to 1.",
                                   required, between(0, 1)),
            field<&Segment::purchase_rate>("How often a consumer considers buying, per step, "
                                           "before season; not buying is one of the choices.",
                                           required, between(0, 1000), unit("per step")),
            field<&Segment::price_sensitivity>("Utility lost per unit of money (linear "
                                               "response) or per unit of the price's logarithm.",
                                               required, between(0, 1000)),
            field<&Segment::price_spread>("How price_sensitivity differs between the consumers of "
                                          "the segment (mixed logit) [Train 2009, ch. 6].",
                                          otherwise("all are alike"), initial),
            field<&Segment::tastes>("What the segment thinks of the channels."),
            field<&Segment::choice_concentration>(
                "How alike the choices of its consumers are: each one's own shares are "
                "Dirichlet-distributed around the segment's, with this sum S of parameters; small: "
                "everybody has a favourite [Goodhardt, Ehrenberg & Chatfield 1984]. Needs "
                "`resolution: persons`.",
                between(0.01, 1e6), otherwise("all choose alike"), initial),
            field<&Segment::advice_need>(
                "Utility of full advice (a channel's `advice` is a share of that).",
                between(-50, 50)),
            field<&Segment::delivery_sensitivity>("Utility lost per step of waiting for delivery.",
                                                  between(0, 100)),
            field<&Segment::distance_decay>(
                "Exponent of the travel time: utility falls by distance_decay x ln(travel_time) "
                "[Huff 1964; 2 to 3 for groceries, 1 to 2 for durables].",
                between(0, 10)),
            field<&Segment::space_exponent>("Exponent of the floor space: utility rises by "
                                            "space_exponent x ln(floor_space) [Huff 1964].",
                                            between(0, 10)),
            field<&Segment::habit>(
                "Utility added to offers of the channel last bought from [Guadagni & Little 1983]. "
                "Needs `consumers: {memory: true}`.",
                between(0, 50)),
            field<&Segment::showrooming_hassle>(
                "Who has chosen a store buys the same product online if that saves more than a "
                "hassle, uniform from 0 to this price [Gensler, Neslin & Verhoef 2017].",
                at_least(0), otherwise("nobody does")),
            field<&Segment::web_to_store>(
                "Share of those who have chosen an online offer who buy the same product in a "
                "store of their region instead (webrooming) [Verhoef, Neslin & Vroomen 2007].",
                between(0, 1)),
            field<&Segment::stockpiling>("How households stock up on price cuts.",
                                         otherwise("they do not")),
            field<&Segment::churn>("When customers leave for good. Needs "
                                   "`consumers: {memory: true}`.",
                                   otherwise("never")),
            field<&Segment::aware_at_start>(
                "Share who know the manufacturer's offers at the start.", between(0, 1), initial),
            field<&Segment::customers_at_start>(
                "Share who are customers at the start, spread over channels as they would choose.",
                between(0, 1), initial)),
        rules(rule<Segment>("customers know what they buy: customers_at_start may not exceed "
                            "aware_at_start",
                            "customers_at_start", [](const Segment& s) {
                              return s.customers_at_start <= s.aware_at_start;
                            })));
  }
};

/// Nodes of the quadrature over the tastes of a segment that differ, by how many do: shares of
/// smooth choices are right to about 1e-6 with one and 1e-4 with three.
inline constexpr std::array<std::uint32_t, 4> nodes_by_spreads = {1, 15, 9, 6};
/// Tastes of a segment that may differ between its consumers: each multiplies the kinds of them.
inline constexpr std::size_t most_spreads = nodes_by_spreads.size() - 1;

/// The channels for which the taste of a segment differs between its consumers, in order of names.
inline std::vector<std::string> spread_channels(const Segment<Parameter>& segment) {
  std::vector<std::string> channels;
  for (const auto& taste : segment.tastes)
    if (taste.sd.uncertain() || taste.sd.sure > 0) channels.push_back(taste.channel);
  std::sort(channels.begin(), channels.end());
  return channels;
}
/// How many tastes of a segment differ, that of prices among them.
inline std::size_t spreads_of(const Segment<Parameter>& segment) {
  return spread_channels(segment).size() + (segment.price_spread ? 1 : 0);
}

}  // namespace channelsim::market
