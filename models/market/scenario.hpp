#pragma once
// What a user writes down: the market, its members, the plans to compare, the question to decide.
// Every record is a template on its number: Parameter as read, Lanes as run, double as tested.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/schema/amount.hpp"
#include "engine/schema/description.hpp"
#include "models/market/channels.hpp"
#include "models/market/questions.hpp"

namespace channelsim::market {

template <class Number>
struct Product {
  std::string name;
  std::string label;
  Price<Number> unit_cost{};
  Price<Number> list_price{};
  Price<Number> recommended_price{};
  Number attraction{0.0};
  bool divisible = false;

  static constexpr auto describe() {
    return record(
        "product", "One article of the manufacturer's range.",
        fields(field<&Product::name>("Unique; other parts refer to it.", required),
               field<&Product::label>("For people.", otherwise("the name")),
               field<&Product::unit_cost>("What one more piece costs the manufacturer to make.",
                                          required, at_least(0)),
               field<&Product::list_price>("What the trade pays before discounts, VAT aside.",
                                           required, at_least(0)),
               field<&Product::recommended_price>("What consumers are meant to pay, VAT aside.",
                                                  at_least(0)),
               field<&Product::attraction>("Utility of this product against the others.",
                                           between(-50, 50)),
               field<&Product::divisible>(
                   "Whether orders need not be whole pieces (bulk goods, textbook models).",
                   initial)));
  }
};

template <class Number>
struct Region {
  std::string name;
  std::string label;
  Number consumers{0.0};

  static constexpr auto describe() {
    return record("region", "One place with consumers.",
                  fields(field<&Region::name>("Unique; other parts refer to it.", required),
                         field<&Region::label>("For people.", otherwise("the name")),
                         field<&Region::consumers>("How many consumers live there.", required,
                                                   between(0, 1e9), unit("consumers"))));
  }
};

/// How much a segment likes to buy through a channel.
template <class Number>
struct Taste {
  std::string channel;
  Number attraction{0.0};

  static constexpr auto describe() {
    return record("taste", "What a segment thinks of a channel.",
                  fields(field<&Taste::channel>("The channel.", required, refers_to("channels")),
                         field<&Taste::attraction>("Utility added to every offer of that channel.",
                                                   required, between(-50, 50))));
  }
};

template <class Number>
struct Segment {
  std::string name;
  std::string label;
  double share = 0;
  Number purchase_rate{0.0};
  Number price_sensitivity{0.0};
  std::vector<Taste<Number>> tastes;

  static constexpr auto describe() {
    return record(
        "segment", "Consumers who are alike; in each region a cohort.",
        fields(field<&Segment::name>("Unique.", required),
               field<&Segment::label>("For people.", otherwise("the name")),
               field<&Segment::share>("Share of every region's consumers; the shares add up to 1.",
                                      required, between(0, 1)),
               field<&Segment::purchase_rate>("How often a consumer considers buying, per step, "
                                              "before season; not buying is one of the choices.",
                                              required, between(0, 1000), unit("per step")),
               field<&Segment::price_sensitivity>("Utility lost per unit of money (linear "
                                                  "response) or per unit of the price's logarithm.",
                                                  required, between(0, 1000)),
               field<&Segment::tastes>("What the segment thinks of the channels.")));
  }
};

enum class Incidence { poisson, bernoulli };
constexpr auto choices(std::type_identity<Incidence>) {
  return std::array{
      Choice<Incidence>{Incidence::poisson, "poisson",
                        "Purchases arrive at random, any number per step [Ehrenberg 1959]."},
      Choice<Incidence>{Incidence::bernoulli, "bernoulli",
                        "A consumer considers buying at most once per step."}};
}

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

template <class Number>
struct Demand {
  Incidence incidence = Incidence::poisson;
  PriceResponse price_response = PriceResponse::linear;
  Price<Number> reference_price{Number(1.0)};
  Season<Number> season;

  static constexpr auto describe() {
    return record(
        "demand", "How purchases arise.",
        fields(field<&Demand::incidence>("How often consumers consider buying.", initial),
               field<&Demand::price_response>("How prices enter the utility of an offer."),
               field<&Demand::reference_price>("Price at which the logarithmic response is zero.",
                                               above(0)),
               field<&Demand::season>("Swing of the purchase rate over the year.")));
  }
};

template <class Number>
struct Rival {
  std::string name;
  std::string label;
  std::optional<std::string> region;
  Price<Number> price{};
  Number attraction{0.0};

  static constexpr auto describe() {
    return record("rival", "An offer of somebody else's that consumers choose against.",
                  fields(field<&Rival::name>("Unique.", required),
                         field<&Rival::label>("For people.", otherwise("the name")),
                         field<&Rival::region>("Where it is offered.", refers_to("regions"),
                                               otherwise("everywhere")),
                         field<&Rival::price>("What consumers pay for it.", required, at_least(0)),
                         field<&Rival::attraction>(
                             "Utility of buying it, price aside, against not buying (0).",
                             between(-50, 50))));
  }
};

template <class Number>
struct Member {
  std::string name;
  std::string label;
  std::string channel;
  bool active = true;
  std::optional<std::string> region;
  std::string supplier = "manufacturer";
  std::vector<std::string> products;
  Number site{0.0};
  std::uint32_t promotion_shift = 0;
  std::optional<PiecesPerStep<double>> opening_forecast;
  Traits<Number> traits;

  static constexpr auto describe() {
    return record(
        "member", "One member of the channel system.",
        fields(field<&Member::name>("Unique; its luck is addressed by it.", required),
               field<&Member::label>("For people.", otherwise("the name")),
               field<&Member::channel>("Its kind; gives all traits that the member does not state.",
                                       required, refers_to("channels"), initial),
               field<&Member::active>(
                   "Whether it is in business; an idle member does nothing and costs nothing."),
               field<&Member::region>("Where it stands.", refers_to("regions"),
                                      otherwise("nowhere in particular"), initial),
               field<&Member::supplier>("Who supplies it.", refers_to("members", "manufacturer")),
               field<&Member::products>("Its range.", refers_to("products"),
                                        otherwise("all products")),
               field<&Member::site>(
                   "Utility of this member against others of its channel: place, service, name.",
                   between(-50, 50)),
               field<&Member::promotion_shift>("By how many steps it runs promotions early.",
                                               between(0, 5200), unit("steps")),
               field<&Member::opening_forecast>(
                   "Forecast demand per step and product at the start; opening stock and orders "
                   "under way follow from it.",
                   at_least(0), otherwise("the expected demand of the first step"), initial),
               field<&Member::traits>("", in_line)));
  }
};

template <class Number>
struct Promotion {
  std::string name;
  std::string label;
  bool active = true;
  std::vector<std::string> members;
  std::vector<std::string> channels;
  std::vector<std::string> products;
  Moment start;
  std::uint32_t length = 1;
  std::uint32_t every = 0;
  Number price_cut{0.0};
  Number trade_discount{0.0};
  MoneyPerStep<Number> cost{};

  static constexpr auto describe() {
    return record(
        "promotion", "An entry of the promotion calendar.",
        fields(field<&Promotion::name>("Unique.", required),
               field<&Promotion::label>("For people.", otherwise("the name")),
               field<&Promotion::active>("Whether it takes place."),
               field<&Promotion::members>("Who takes part.", refers_to("members"),
                                          otherwise("all members that sell to consumers")),
               field<&Promotion::channels>("Which channels take part.", refers_to("channels"),
                                           otherwise("those of all members that take part")),
               field<&Promotion::products>("On what.", refers_to("products"),
                                           otherwise("all products")),
               field<&Promotion::start>("Its first step, or a date."),
               field<&Promotion::length>("How long it lasts.", between(1, 5200), unit("steps")),
               field<&Promotion::every>("It comes again after this many steps; 0 = once.",
                                        between(0, 5200), unit("steps")),
               field<&Promotion::price_cut>("Share taken off the price that consumers pay.",
                                            between(0, 1)),
               field<&Promotion::trade_discount>("Share the manufacturer takes off what the member "
                                                 "pays for orders placed meanwhile.",
                                                 between(0, 1)),
               field<&Promotion::cost>(
                   "What the manufacturer pays per member taking part: displays, leaflets.",
                   at_least(0))),
        rules(rule<Promotion>(
            "the promotion must end before it comes again (length <= every)", "length",
            [](const Promotion& p) { return p.every == 0 || p.length <= p.every; })));
  }
};

template <class Number>
struct Manufacturer {
  MoneyPerStep<Number> fixed_cost{};

  static constexpr auto describe() {
    return record("manufacturer", "The client of the study: makes the goods and sets the plans.",
                  fields(field<&Manufacturer::fixed_cost>("Its own cost of running the channel.",
                                                          at_least(0))));
  }
};

enum class Breakdown { channel, region, member };
constexpr auto choices(std::type_identity<Breakdown>) {
  return std::array{Choice<Breakdown>{Breakdown::channel, "channel", "By channel."},
                    Choice<Breakdown>{Breakdown::region, "region", "By the members' region."},
                    Choice<Breakdown>{Breakdown::member, "member", "By member."}};
}

template <class Number>
struct Scenario {
  std::uint32_t channelsim = 1;
  std::vector<std::string> extends;
  std::string title;
  std::string question;
  Units units;
  std::uint32_t horizon = 52;
  Replications replications;
  std::uint64_t seed = 42;
  Decision decision;
  std::vector<Breakdown> breakdown = {Breakdown::channel};
  Series series;
  Manufacturer<Number> manufacturer;
  std::vector<Product<Number>> products;
  std::vector<Region<Number>> regions;
  std::vector<Segment<Number>> segments;
  Demand<Number> demand;
  std::vector<Rival<Number>> rivals;
  std::vector<Channel<Number>> channels;
  std::vector<Member<Number>> members;
  std::vector<Promotion<Number>> promotions;
  std::vector<Change> changes;
  std::vector<Lever> levers;
  std::vector<Strategy> strategies;
  std::vector<Correlation> correlations;
  std::vector<Expectation> expect;

  static constexpr auto describe() {
    return record(
        "scenario", "A market, its channel system and the plans to compare.",
        fields(field<&Scenario::channelsim>("Version of this language: 1.", required, between(1, 1),
                                            common),
               field<&Scenario::extends>("Files this one starts from: what it says is laid over "
                                         "theirs. Named relative to this file.",
                                         otherwise("none"), common),
               field<&Scenario::title>("What the study is about.", required, common),
               field<&Scenario::question>("The question to be answered; stands above the answer.",
                                          common),
               field<&Scenario::units>("", in_line),
               field<&Scenario::horizon>("How many steps are simulated.", required,
                                         between(1, 5200), unit("steps"), common),
               field<&Scenario::replications>("How many times each plan is simulated.", common),
               field<&Scenario::seed>(
                   "Start of all random numbers; the same seed gives the same results.", common),
               field<&Scenario::decision>("What is to be decided.", common),
               field<&Scenario::breakdown>("By what the figures are also told, beside the total.",
                                           common),
               field<&Scenario::series>("Which figures are also told over time.", otherwise("none"),
                                        common),
               field<&Scenario::manufacturer>("The client of the study."),
               field<&Scenario::products>("The manufacturer's range.", required),
               field<&Scenario::regions>("Where consumers live.", required),
               field<&Scenario::segments>("Kinds of consumers.", required),
               field<&Scenario::demand>("How purchases arise."),
               field<&Scenario::rivals>("Offers of others."),
               field<&Scenario::channels>("Channel types: changes to the presets, and new ones."),
               field<&Scenario::members>("The channel system.", required),
               field<&Scenario::promotions>("The promotion calendar."),
               field<&Scenario::changes>("What changes in the market at a date, under every plan.",
                                         common),
               field<&Scenario::levers>("Named groups of changes that plans pull.", common),
               field<&Scenario::strategies>("The plans to compare.",
                                            otherwise("one plan: the market as it stands"), common),
               field<&Scenario::correlations>("Which uncertain values move together.", common),
               field<&Scenario::expect>("Sanity checks that `channelsim check` runs.", common)));
  }
};

}  // namespace channelsim::market
