#pragma once
// What it costs to part with a member [Anderson & Weitz 1992: contracts that bind both].

#include "engine/base/quantity.hpp"
#include "engine/schema/amount.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// What is due when a plan puts a member out of business.
template <class Number>
struct Leaving {
  Number indemnity{0.0};
  Number notice{0.0};
  Number stock_buy_back{1.0};
  Money<Number> deposit{};
  Number customers_kept{1.0};
  Number recovery{0.0};
  Money<Number> dispute{};

  static constexpr auto describe() {
    return record(
        "leaving", "What is due when a plan puts the member out of business.",
        fields(
            field<&Leaving::indemnity>(
                "What the manufacturer pays it: this times what it earned "
                "in a year, fixed costs aside (an agent in Europe: up to 1).",
                between(0, 10)),
            field<&Leaving::notice>("And for the time of notice what it earns in that time.",
                                    between(0, 520), unit("steps")),
            field<&Leaving::stock_buy_back>("Share of the purchase price at which its stock is "
                                            "taken back.",
                                            between(0, 1)),
            field<&Leaving::deposit>("What it left with the manufacturer and gets back.",
                                     at_least(0)),
            field<&Leaving::customers_kept>(
                "Share of its customers who stay with the manufacturer; the others go with it to "
                "another maker and do not look back.",
                between(0, 1)),
            field<&Leaving::recovery>("Rate at which who went away is won back.", between(0, 1),
                                      unit("per step")),
            field<&Leaving::dispute>("Lawyers, and dumping of what it still has.", at_least(0))));
  }
};

}  // namespace channelsim::market
