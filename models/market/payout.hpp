#pragma once
// When a marketplace or a platform hands over what consumers paid it for goods that a member sold.

#include <cstdint>

#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// Late settlement: sales less commission reach the seller after a delay, part of them later still.
template <class Number>
struct Payout {
  std::uint32_t delay = 2;
  Number reserve{0.0};
  std::uint32_t release = 8;

  static constexpr auto describe() {
    return record(
        "payout",
        "When a platform hands over what consumers paid it: sales less its commission. Until then "
        "the seller grants it credit [Petersen & Rajan 1997].",
        fields(
            field<&Payout::delay>("From the sale to the payout.", between(1, 520), unit("steps")),
            field<&Payout::reserve>("Share that the platform holds back for returns.",
                                    between(0, 1)),
            field<&Payout::release>("From the sale until it releases what it held back.",
                                    between(1, 520), unit("steps"))),
        rules(rule<Payout>("what is held back is released after the payout (release >= delay)",
                           "release", {"delay", "release"},
                           [](const Payout& p) { return p.release >= p.delay; })));
  }
};

}  // namespace channelsim::market
