#pragma once
// Key accounts: members that buy under terms agreed once, for all of them, with their head office.
// Each term is a described record; phases/key_accounts.cpp books them, once, to both sides.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/quantity.hpp"
#include "engine/schema/amount.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// A share of purchases that is paid back when a period ends.
template <class Number>
struct BackMargin {
  static constexpr bool bare_value_is_first = true;
  Number share{0.0};
  std::uint32_t every = 13;

  static constexpr auto describe() {
    return record(
        "back_margin",
        "A share of purchases that the manufacturer pays back when a period ends; it accrues with "
        "each invoice [Allain & Chambolle 2011].",
        fields(field<&BackMargin::share>("Share of what the account was invoiced.", required,
                                         between(0, 1)),
               field<&BackMargin::every>("Length of a period.", between(1, 520), unit("steps"))));
  }
};

/// Deliveries that are promised, and what it costs to break the promise.
template <class Number>
struct ServiceLevel {
  Number level{0.95};
  Price<Number> penalty{};
  Number share{0.0};
  std::uint32_t every = 4;

  static constexpr auto describe() {
    return record(
        "service_level",
        "The share of ordered pieces that is sent in the step of the order; what is missing or "
        "late beyond it is fined [Thomas 2005].",
        fields(field<&ServiceLevel::level>("Share of the pieces of a period.", between(0, 1)),
               field<&ServiceLevel::penalty>("Fine per piece that is missing.", at_least(0)),
               field<&ServiceLevel::share>("Share of its purchase price, besides.", between(0, 1)),
               field<&ServiceLevel::every>("Length of a period.", between(1, 520), unit("steps"))));
  }
};

enum class PriceComparison { none, claims, buys };
constexpr auto choices(std::type_identity<PriceComparison>) {
  return std::array{
      Choice<PriceComparison>{PriceComparison::none, "none", "Each member pays its own price."},
      Choice<PriceComparison>{PriceComparison::claims, "claims",
                              "It is invoiced as before and claims the difference to the lowest "
                              "price that any of its members pays for the product, running trade "
                              "discounts included."},
      Choice<PriceComparison>{PriceComparison::buys, "buys",
                              "All its members are invoiced that lowest price; what trade "
                              "discounts make cheaper still is claimed."}};
}

/// How an account answers a margin on our goods that is too low: it favours its own label.
template <class Number>
struct LabelPush {
  Number below{0.25};
  Number by{0.0};

  static constexpr auto describe() {
    return record(
        "label_push", "It gives its own label our place while our goods earn it too little.",
        fields(field<&LabelPush::below>("Margin on our goods, as a share of its sales of them.",
                                        required, between(0, 1)),
               field<&LabelPush::by>("Utility that our product loses at its members.", required,
                                     between(0, 50))));
  }
};

/// A product of the account's own beside ours.
template <class Number>
struct OwnLabel {
  std::string product;
  Number price_gap{0.2};
  Number attraction{0.0};
  Number place{0.0};
  std::optional<LabelPush<Number>> push;

  static constexpr auto describe() {
    return record(
        "own_label",
        "A product of the account's own beside ours: it is cheaper, and consumers choose between "
        "them [Ailawadi & Harlam 2004].",
        fields(field<&OwnLabel::product>("Ours that it is compared with.", required,
                                         refers_to("products")),
               field<&OwnLabel::price_gap>("By which share it is cheaper than the member asks for "
                                           "ours.",
                                           between(0, 1)),
               field<&OwnLabel::attraction>("Its utility against that of ours at the same member, "
                                            "prices aside.",
                                            between(-50, 50)),
               field<&OwnLabel::place>("Utility that ours loses because the label has its place on "
                                       "the shelf.",
                                       between(0, 50)),
               field<&OwnLabel::push>("What it does when our goods earn it too little.",
                                      otherwise("nothing"))));
  }
};

/// The margin that an account demands, and what it does without it.
template <class Number>
struct MarginDemand {
  Number margin{0.3};
  std::uint32_t patience = 2;
  std::uint32_t length = 8;

  static constexpr auto describe() {
    return record(
        "margin_demand",
        "The margin on our goods that the account demands: it delists them when it has earned "
        "less for too long [Dukes, Gal-Or & Srinivasan 2006].",
        fields(field<&MarginDemand::margin>("As a share of its sales of our goods: sales less "
                                            "goods at net-net prices.",
                                            required, between(0, 1)),
               field<&MarginDemand::patience>("Reviews in a row that it only threatens.",
                                              between(0, 100)),
               field<&MarginDemand::length>("How long it sells nothing of ours then.",
                                            between(1, 520), unit("steps"))));
  }
};

/// A retail chain or another customer that agrees terms for all its members.
template <class Number>
struct KeyAccount {
  std::string name;
  std::string label;
  std::vector<std::string> members;
  bool active = true;
  std::vector<std::string> listed;
  Money<Number> listing_fee{};
  Number discount{0.0};
  std::optional<BackMargin<Number>> back_margin;
  std::optional<ServiceLevel<Number>> service;
  PriceComparison compares_prices = PriceComparison::none;
  std::optional<OwnLabel<Number>> own_label;
  std::uint32_t review = 4;
  std::optional<MarginDemand<Number>> demands;

  static constexpr auto describe() {
    return record(
        "key_account",
        "Members that buy under terms agreed once for all of them, a retail chain for one "
        "[Kumar 1996].",
        fields(
            field<&KeyAccount::name>("Unique.", required),
            field<&KeyAccount::label>("For people.", otherwise("the name")),
            field<&KeyAccount::members>("Who belongs to it.", required, refers_to("members"),
                                        initial),
            field<&KeyAccount::active>("Whether its terms are in force."),
            field<&KeyAccount::listed>("Products that it has listed; its members carry no others.",
                                       refers_to("products"), otherwise("all products")),
            field<&KeyAccount::listing_fee>("What the manufacturer pays the account for each "
                                            "product that it lists after the start [Bloom, "
                                            "Gundlach & Cannon 2000].",
                                            at_least(0)),
            field<&KeyAccount::discount>("Central discount: off the price of every invoice, after "
                                         "the members' own purchase_discount.",
                                         between(0, 1)),
            field<&KeyAccount::back_margin>("What is paid back when a period ends.",
                                            otherwise("none")),
            field<&KeyAccount::service>("Deliveries that are promised.", otherwise("none")),
            field<&KeyAccount::compares_prices>("What it does where its members pay different "
                                                "prices."),
            field<&KeyAccount::own_label>("A product of its own beside ours.", otherwise("none")),
            field<&KeyAccount::review>("How often it looks at what our goods earn it.",
                                       between(1, 520), unit("steps")),
            field<&KeyAccount::demands>("The margin that it demands.", otherwise("none"))));
  }
};

/// Whether an account looks at what our goods earn it.
template <class Number>
bool reviews_margin(const KeyAccount<Number>& account) {
  return account.demands || (account.own_label && account.own_label->push);
}

/// Pieces that are fined of so many that were asked for and so many missing among them.
template <class Number>
Pieces<Number> fined_pieces(const ServiceLevel<Number>& service, Pieces<Number> asked,
                            Pieces<Number> missing) {
  return max(missing - asked * (1.0 - service.level), Pieces<Number>{Number(0.0)});
}

}  // namespace channelsim::market
