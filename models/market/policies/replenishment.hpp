#pragma once
// When and how much a member orders. A policy is a described record and one pure function.

#include <variant>

#include "engine/base/quantity.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// What a member knows of one product when it reviews its stock.
template <class Number>
struct StockPosition {
  Pieces<Number> on_hand, on_order;
  Pieces<Number> forecast;     // expected demand per step
  Number protection_interval;  // steps: lead time + review period of one, the textbook's
                               // convention; an order placed after the step's demand faces one step
                               // less [Silver et al. 2017]
};

/// Order up to a multiple of the forecast demand over lead time and review period
/// [Chen, Ryan & Simchi-Levi 2000, with a safety factor for the safety stock].
template <class Number>
struct OrderUpTo {
  Number safety_factor{1.5};
  Number smoothing{0.2};

  static constexpr auto describe() {
    return record(
        "order_up_to",
        "Order up to safety_factor x forecast demand over lead time and one review period; "
        "the forecast is exponentially smoothed.",
        fields(field<&OrderUpTo::safety_factor>(
                   "Order-up-to level in units of the forecast demand over lead time and review.",
                   between(0, 100)),
               field<&OrderUpTo::smoothing>(
                   "Weight of the newest demand in the exponential smoothing of the forecast.",
                   between(0, 1))));
  }
};

/// Order up to a fixed level [Zipkin 2000, ch. 6: optimal for linear costs without a fixed cost].
template <class Number>
struct BaseStock {
  Pieces<Number> level{200};

  static constexpr auto describe() {
    return record("base_stock", "Order up to a fixed level at each review.",
                  fields(field<&BaseStock::level>("Stock on hand and on order after each review.",
                                                  at_least(0))));
  }
};

/// The one line to extend.
template <class Number>
using Replenishment = std::variant<OrderUpTo<Number>, BaseStock<Number>>;

inline namespace CHANNELSIM_LEVEL {

/// Stock on hand and on order that the policy aims at.
template <class Number>
Pieces<Number> target_position(const OrderUpTo<Number>& policy,
                               const StockPosition<Number>& stock) {
  return stock.forecast * (stock.protection_interval * policy.safety_factor);
}
template <class Number>
Pieces<Number> target_position(const BaseStock<Number>& policy, const StockPosition<Number>&) {
  return policy.level;
}

/// What is missing up to the target and what is bought ahead of need; never negative.
template <class Number>
Pieces<Number> order_quantity(const Replenishment<Number>& policy,
                              const StockPosition<Number>& stock,
                              Pieces<Number> ahead = {Number(0.0)}) {
  return std::visit(
      [&](const auto& p) {
        return max(target_position(p, stock) + ahead - stock.on_hand - stock.on_order,
                   Pieces<Number>{Number(0.0)});
      },
      policy);
}

/// Steps of demand that are worth buying ahead under a discount d on the purchase price when
/// keeping goods costs the share h of their value per step: d / ((1 - d) h), where the last piece's
/// keeping costs what it saved [Blattberg, Eppen & Lieberman 1981]. At most 52, where keeping is
/// nearly free.
template <class Number>
Number steps_bought_ahead(Number discount, Number holding_rate) {
  return min(discount / max((1.0 - discount) * holding_rate, 1e-9), 52.0);
}

/// The forecast after one more step of demand [Brown 1959]; a base stock needs none and keeps it.
template <class Number>
Pieces<Number> next_forecast(const Replenishment<Number>& policy, Pieces<Number> forecast,
                             Pieces<Number> demand) {
  if (const auto* smoothed = std::get_if<OrderUpTo<Number>>(&policy))
    return forecast + (demand - forecast) * smoothed->smoothing;
  return forecast;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
