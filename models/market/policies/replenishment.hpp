#pragma once
// When and how much a member orders. A policy is a described record and one pure function.

#include <variant>

#include "models/market/policies/forecast.hpp"

namespace channelsim::market {

/// What a member knows of one product when it reviews its stock.
template <class Number>
struct StockPosition {
  Pieces<Number> on_hand;      // less what it owes
  Pieces<Number> on_order;     // and not there yet
  Pieces<Number> forecast;     // expected demand per step
  Number protection_interval;  // steps: lead time + review period of one, the textbook's
                               // convention; an order placed after the step's demand faces one step
                               // less [Silver et al. 2017]
};

/// Order up to a multiple of the forecast demand over lead time and review period, and a safety
/// stock [Chen, Ryan & Simchi-Levi 2000, with a safety factor beside their safety stock].
template <class Number>
struct OrderUpTo {
  Number safety_factor{1.5};
  Pieces<Number> safety_stock{};
  Number safety_deviations{0.0};
  Number smoothing{0.2};
  Forecast<Number> forecast = ExponentialSmoothing<Number>{};

  static constexpr auto describe() {
    return record(
        "order_up_to",
        "Order up to safety_factor x forecast demand over lead time and one review period, and a "
        "safety stock.",
        fields(field<&OrderUpTo::safety_factor>(
                   "Order-up-to level in units of the forecast demand over lead time and review.",
                   between(0, 100)),
               field<&OrderUpTo::safety_stock>("Pieces that are added to it.", at_least(0)),
               field<&OrderUpTo::safety_deviations>(
                   "Safety stock that is added to it, in standard deviations of the forecast's "
                   "error over lead time and review [Silver, Pyke & Thomas 2017].",
                   between(0, 100)),
               field<&OrderUpTo::smoothing>(
                   "Weight of the newest demand in the exponential smoothing of the forecast, and "
                   "of its newest error in what its error is expected to be.",
                   between(0, 1)),
               field<&OrderUpTo::forecast>("How demand is forecast.")));
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

/// Order up to a maximum once the position has fallen to a minimum: (s, S)
/// [Scarf 1960: optimal with a fixed cost of ordering].
template <class Number>
struct MinMax {
  Pieces<Number> minimum{100};
  Pieces<Number> maximum{200};

  static constexpr auto describe() {
    return record(
        "min_max",
        "Order up to a maximum when stock on hand and on order is at or below a minimum: (s, S) "
        "[Scarf 1960].",
        fields(field<&MinMax::minimum>("s: stock on hand and on order at which it orders.",
                                       at_least(0)),
               field<&MinMax::maximum>("S: stock on hand and on order after that.", at_least(0))));
  }
};

/// Order a fixed quantity, or several, once the position has fallen to the reorder point: (r, Q)
/// [Hadley & Whitin 1963, ch. 4].
template <class Number>
struct ReorderPoint {
  Pieces<Number> reorder_point{100};
  Pieces<Number> quantity{100};

  static constexpr auto describe() {
    return record(
        "reorder_point",
        "Order a fixed quantity, as many times as it takes, when stock on hand and on order is at "
        "or below the reorder point: (r, Q) [Hadley & Whitin 1963].",
        fields(field<&ReorderPoint::reorder_point>(
                   "r: stock on hand and on order at which it orders.", at_least(0)),
               field<&ReorderPoint::quantity>("Q: the quantity of one order.", above(0))));
  }
};

/// The one line to extend.
template <class Number>
using Replenishment =
    std::variant<OrderUpTo<Number>, BaseStock<Number>, MinMax<Number>, ReorderPoint<Number>>;

inline namespace CHANNELSIM_LEVEL {

/// Safety stock in pieces and in standard deviations of the forecast's error over the protection
/// interval [Silver, Pyke & Thomas 2017]. It is added to the target as what is bought ahead is.
template <class Number>
Pieces<Number> safety_of(const OrderUpTo<Number>& policy, Pieces<Number> deviation) {
  return policy.safety_stock + deviation * policy.safety_deviations;
}

/// The most that the policy has on hand and on order.
template <class Number>
Pieces<Number> target_position(const OrderUpTo<Number>& policy,
                               const StockPosition<Number>& stock) {
  return stock.forecast * (stock.protection_interval * policy.safety_factor);
}
template <class Number>
Pieces<Number> target_position(const BaseStock<Number>& policy, const StockPosition<Number>&) {
  return policy.level;
}
template <class Number>
Pieces<Number> target_position(const MinMax<Number>& policy, const StockPosition<Number>&) {
  return max(policy.maximum, policy.minimum);
}
template <class Number>
Pieces<Number> target_position(const ReorderPoint<Number>& policy, const StockPosition<Number>&) {
  return policy.reorder_point + policy.quantity;
}

/// What is missing up to the target when `ahead` is bought ahead of need; never negative.
template <class Number, class Policy>
Pieces<Number> missing(const Policy& policy, const StockPosition<Number>& stock,
                       Pieces<Number> ahead) {
  return max(target_position(policy, stock) + ahead - stock.on_hand - stock.on_order,
             Pieces<Number>{Number(0.0)});
}

template <class Number, class Policy>
Pieces<Number> order_quantity_of(const Policy& policy, const StockPosition<Number>& stock,
                                 Pieces<Number> ahead) {
  return missing(policy, stock, ahead);
}
template <class Number>
Pieces<Number> order_quantity_of(const MinMax<Number>& policy, const StockPosition<Number>& stock,
                                 Pieces<Number> ahead) {
  const Number position = (stock.on_hand + stock.on_order - ahead).value;
  return {
      select(position <= policy.minimum.value, missing(policy, stock, ahead).value, Number(0.0))};
}
/// The smallest multiple of Q that lifts the position above r.
template <class Number>
Pieces<Number> order_quantity_of(const ReorderPoint<Number>& policy,
                                 const StockPosition<Number>& stock, Pieces<Number> ahead) {
  const Pieces<Number> below =
      policy.reorder_point + ahead - stock.on_hand - stock.on_order;  // none where negative
  const Number times = floor(below / policy.quantity) + 1.0;
  return {select(below.value >= Number(0.0), times * policy.quantity.value, Number(0.0))};
}

/// What is ordered at a review.
template <class Number>
Pieces<Number> order_quantity(const Replenishment<Number>& policy,
                              const StockPosition<Number>& stock,
                              Pieces<Number> ahead = {Number(0.0)}) {
  return std::visit([&](const auto& p) { return order_quantity_of(p, stock, ahead); }, policy);
}

/// What is on hand at the start, when `on_order` is under way: what is missing up to the target.
template <class Number>
Pieces<Number> opening_stock(const Replenishment<Number>& policy,
                             const StockPosition<Number>& stock,
                             Pieces<Number> ahead = {Number(0.0)}) {
  return std::visit([&](const auto& p) { return missing(p, stock, ahead); }, policy);
}

/// Steps of demand that are worth buying ahead under a discount d on the purchase price when
/// keeping goods costs the share h of their value per step: d / ((1 - d) h), where the last piece's
/// keeping costs what it saved [Blattberg, Eppen & Lieberman 1981]. At most 52, where keeping is
/// nearly free.
template <class Number>
Number steps_bought_ahead(Number discount, Number holding_rate) {
  return min(discount / max((1.0 - discount) * holding_rate, 1e-9), 52.0);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
