#pragma once
// What must hold after every step of a run, as far as a user asks for the proof.

#include <array>

#include "engine/schema/describe.hpp"

namespace channelsim::market {

enum class Invariant { goods_and_money_conserved, no_stock_no_sales, no_negative_stock };
constexpr auto choices(std::type_identity<Invariant>) {
  return std::array{
      Choice<Invariant>{Invariant::goods_and_money_conserved, "goods_and_money_conserved",
                        "What was made or there at the start was sold, is in stock or under way; "
                        "all balances add up to 0; consumers who remember stay as many."},
      Choice<Invariant>{Invariant::no_stock_no_sales, "no_stock_no_sales",
                        "Nobody who sells from stock sells more than was there."},
      Choice<Invariant>{Invariant::no_negative_stock, "no_negative_stock",
                        "No stock is less than nothing."}};
}

}  // namespace channelsim::market
