#pragma once
// Who the consumers are: segments and what they care about, what they remember, whom they know.

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

template <class Number>
std::size_t spreads_of(const Segment<Number>& segment) {
  std::size_t count = segment.price_spread.has_value();
  for (const auto& taste : segment.tastes) count += taste.sd.uncertain() || taste.sd.sure > 0;
  return count;
}

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

enum class Resolution { cohorts, persons };
constexpr auto choices(std::type_identity<Resolution>) {
  return std::array{
      Choice<Resolution>{Resolution::cohorts, "cohorts",
                         "Consumers who are alike are counted; purchases of many superpose."},
      Choice<Resolution>{Resolution::persons, "persons",
                         "Each consumer is simulated; needed for networks and for consumers whose "
                         "rates differ."}};
}

/// Everybody knows about as many others, at random.
struct RandomNetwork {
  double degree = 8;

  static constexpr auto describe() {
    return record("random", "Acquaintances at random [Erdős & Rényi 1959].",
                  fields(field<&RandomNetwork::degree>("Acquaintances of a person, on average.",
                                                       between(0, 1000))));
  }
};
/// Neighbours on a ring, some of them exchanged for persons far away.
struct SmallWorld {
  std::uint32_t degree = 8;
  double rewiring = 0.1;

  static constexpr auto describe() {
    return record(
        "small_world", "Cliques with some ties far away [Watts & Strogatz 1998].",
        fields(field<&SmallWorld::degree>("Acquaintances of a person; an even number.",
                                          between(0, 1000)),
               field<&SmallWorld::rewiring>("Share of ties that lead far away.", between(0, 1))));
  }
};
/// A few persons know very many.
struct ScaleFree {
  std::uint32_t links = 4;

  static constexpr auto describe() {
    return record("scale_free", "A few persons know very many [Barabási & Albert 1999].",
                  fields(field<&ScaleFree::links>("Ties with which each new person joins.",
                                                  between(1, 1000))));
  }
};
/// One tie of a network that is known.
struct Tie {
  std::uint32_t from = 0;
  std::uint32_t to = 0;

  static constexpr auto describe() {
    return record(
        "tie", "Two persons who know each other.",
        fields(field<&Tie::from>("Number of a person, counted from 0 over regions, then "
                                 "segments, both in the order of their names.",
                                 required, between(0, 1e8)),
               field<&Tie::to>("Number of the other person.", required, between(0, 1e8))));
  }
};
struct KnownTies {
  std::vector<Tie> ties;

  static constexpr auto describe() {
    return record("ties", "Ties that are known, from a table (`from_csv`) for one.",
                  fields(field<&KnownTies::ties>("Who knows whom.", required)));
  }
};
using SocialNetwork = std::variant<RandomNetwork, SmallWorld, ScaleFree, KnownTies>;

/// How closely consumers are looked at.
struct Consumers {
  Resolution resolution = Resolution::cohorts;
  bool memory = false;
  std::optional<SocialNetwork> network;

  static constexpr auto describe() {
    return record(
        "consumers", "How closely consumers are looked at.",
        fields(field<&Consumers::resolution>("Counted in cohorts, or one by one.", common),
               field<&Consumers::memory>(
                   "Whether what consumers have done matters: who knows the offers, who has bought "
                   "before and where, who has left. Figures by segment need it. Persons always "
                   "remember.",
                   common),
               field<&Consumers::network>("Who knows whom; needs `resolution: persons`.",
                                          otherwise("everybody meets anybody of the region"),
                                          common)));
  }

  /// Whether consumers have histories at all.
  bool remember() const { return memory || resolution == Resolution::persons; }
};

}  // namespace channelsim::market
