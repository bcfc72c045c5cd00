#pragma once
// What the manufacturer does to be bought: the calendar of events and promotions, campaigns,
// referral programmes. Each is a lever with its cost.

#include <optional>
#include <string>
#include <vector>

#include "engine/schema/amount.hpp"
#include "engine/schema/description.hpp"

namespace channelsim::market {

/// A date of the shopping year: 618, 11.11, Black Friday, the Spring Festival.
template <class Number>
struct Event {
  std::string name;
  std::string label;
  std::vector<Moment> dates;
  std::uint32_t length = 1;
  Number lift{0.0};

  static constexpr auto describe() {
    return record(
        "event", "A date of the shopping year that promotions can refer to.",
        fields(field<&Event::name>("Unique.", required),
               field<&Event::label>("For people.", otherwise("the name")),
               field<&Event::dates>("When it begins, each time.", required),
               field<&Event::length>("How long it lasts.", between(1, 5200), unit("steps")),
               field<&Event::lift>("The purchase rate of all consumers is multiplied by 1 + lift.",
                                   between(-1, 1000))));
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
  std::optional<std::string> event;
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
               field<&Promotion::event>("It takes place whenever this event does.",
                                        refers_to("events"),
                                        otherwise("at the times that start, length and every say")),
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

/// Advertising and online promotion: spending builds a stock of impressions that wears off.
template <class Number>
struct Campaign {
  std::string name;
  std::string label;
  bool active = true;
  std::vector<std::string> regions;
  std::vector<std::string> channels;
  Moment start;
  std::uint32_t length = 5200;
  std::uint32_t every = 0;
  MoneyPerStep<Number> spending{};
  Number carryover{0.7};
  MoneyPerStep<Number> half_saturation{Number(10000.0)};
  Number steepness{1.0};
  Number attraction{0.0};
  Number awareness{0.0};
  Number purchase_lift{0.0};

  static constexpr auto describe() {
    return record(
        "campaign",
        "Advertising or online promotion. Spending x builds the stock A = x + carryover A' "
        "(adstock) [Broadbent 1979]; the response A^s / (A^s + half_saturation^s) saturates "
        "[Hill 1910; Hanssens, Parsons & Schultz 2001].",
        fields(
            field<&Campaign::name>("Unique.", required),
            field<&Campaign::label>("For people.", otherwise("the name")),
            field<&Campaign::active>("Whether it takes place."),
            field<&Campaign::regions>("Where.", refers_to("regions"), otherwise("everywhere")),
            field<&Campaign::channels>("For the offers of which channels.", refers_to("channels"),
                                       otherwise("all of the manufacturer's goods")),
            field<&Campaign::start>("Its first step, or a date."),
            field<&Campaign::length>("How long it lasts.", between(1, 5200), unit("steps")),
            field<&Campaign::every>("It comes again after this many steps; 0 = once.",
                                    between(0, 5200), unit("steps")),
            field<&Campaign::spending>("What the manufacturer spends while it lasts.", at_least(0)),
            field<&Campaign::carryover>("Share of the stock that is left a step later: about "
                                        "0.7 a week for media, 0.3 for promotion.",
                                        between(0, 0.9999)),
            field<&Campaign::half_saturation>("Stock at which the response is one half.", above(0)),
            field<&Campaign::steepness>("Exponent s of the response: 1 is concave, above 1 it "
                                        "is S-shaped.",
                                        between(0.1, 10)),
            field<&Campaign::attraction>("Utility added to the offers at full response.",
                                         between(0, 50)),
            field<&Campaign::awareness>("Rate at which consumers learn of the offers at full "
                                        "response.",
                                        between(0, 100), unit("per step")),
            field<&Campaign::purchase_lift>("The purchase rate is multiplied by 1 + this at "
                                            "full response.",
                                            between(0, 1000))),
        rules(rule<Campaign>(
            "the campaign must end before it comes again (length <= every)", "length",
            [](const Campaign& c) { return c.every == 0 || c.length <= c.every; })));
  }
};

/// Customers who bring customers.
template <class Number>
struct Referral {
  std::string name;
  std::string label;
  bool active = true;
  std::vector<std::string> channels;
  Number contacts{10.0};
  Number share_chance{0.05};
  Number conversion{0.2};
  Price<Number> reward{};
  Number seeds{0.0};
  Price<Number> seed_cost{};
  MoneyPerStep<Number> cost{};

  static constexpr auto describe() {
    return record(
        "referral",
        "A referral programme or live-stream community. Each first purchase, and each seed in the "
        "first step, brings contacts x share_chance x conversion others who have not bought yet to "
        "the point of buying in the step after: a branching process [Galton & Watson 1875]. Needs "
        "`consumers: {memory: true}`.",
        fields(field<&Referral::name>("Unique.", required),
               field<&Referral::label>("For people.", otherwise("the name")),
               field<&Referral::active>("Whether it runs."),
               field<&Referral::channels>("Only purchases through these channels bring others.",
                                          refers_to("channels"), otherwise("all channels")),
               field<&Referral::contacts>("How many others a customer reaches.", between(0, 1e6)),
               field<&Referral::share_chance>("Chance that a customer tells each of them.",
                                              between(0, 1)),
               field<&Referral::conversion>("Chance that who is told comes to the point of buying.",
                                            between(0, 1)),
               field<&Referral::reward>("What the manufacturer pays for each first purchase that "
                                        "was brought.",
                                        at_least(0)),
               field<&Referral::seeds>("Consumers of each region who spread the word in the first "
                                       "step without having bought: influencers, samples.",
                                       between(0, 1e9), unit("consumers")),
               field<&Referral::seed_cost>("What each of them costs.", at_least(0)),
               field<&Referral::cost>("What the programme costs while it runs.", at_least(0))));
  }
};

}  // namespace channelsim::market
