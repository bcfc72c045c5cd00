#pragma once
// A number that knows its unit, so that pieces are never added to money. The unit is part of the
// type, never of a name; products and ratios get the unit they have in physics.

#include <string_view>

#include "engine/base/lanes.hpp"

namespace channelsim {

/// Exponents of money, pieces and steps of time.
template <int MoneyPower, int PiecesPower, int StepsPower>
struct Dimension {
  static constexpr int money = MoneyPower, pieces = PiecesPower, steps = StepsPower;

  /// How the unit is called in messages; "" for a plain number.
  static constexpr std::string_view name() {
    if (money == 1 && pieces == 0 && steps == 0) return "money";
    if (money == 1 && pieces == -1 && steps == 0) return "money per piece";
    if (money == 1 && pieces == 0 && steps == -1) return "money per step";
    if (money == 0 && pieces == 1 && steps == 0) return "pieces";
    if (money == 0 && pieces == 1 && steps == -1) return "pieces per step";
    if (money == 0 && pieces == 0 && steps == 1) return "steps";
    return "";
  }
};

template <class Unit, class Number>
struct Quantity {
  Number value{};
};

template <class Number>
using Money = Quantity<Dimension<1, 0, 0>, Number>;
template <class Number>
using Pieces = Quantity<Dimension<0, 1, 0>, Number>;
template <class Number>
using PiecesPerStep = Quantity<Dimension<0, 1, -1>, Number>;
template <class Number>
using Price = Quantity<Dimension<1, -1, 0>, Number>;
template <class Number>
using MoneyPerStep = Quantity<Dimension<1, 0, -1>, Number>;

inline namespace CHANNELSIM_LEVEL {

template <class U, class N>
CHANNELSIM_INLINE Quantity<U, N> operator+(Quantity<U, N> a, Quantity<U, N> b) {
  return {a.value + b.value};
}
template <class U, class N>
CHANNELSIM_INLINE Quantity<U, N> operator-(Quantity<U, N> a, Quantity<U, N> b) {
  return {a.value - b.value};
}
template <class U, class N>
CHANNELSIM_INLINE Quantity<U, N> operator-(Quantity<U, N> a) {
  return {-a.value};
}
template <class U, class N>
CHANNELSIM_INLINE Quantity<U, N>& operator+=(Quantity<U, N>& a, Quantity<U, N> b) {
  a.value += b.value;
  return a;
}
template <class U, class N>
CHANNELSIM_INLINE Quantity<U, N>& operator-=(Quantity<U, N>& a, Quantity<U, N> b) {
  a.value -= b.value;
  return a;
}
/// Scaling by a plain number.
template <class U, class N>
CHANNELSIM_INLINE Quantity<U, N> operator*(Quantity<U, N> a, std::type_identity_t<N> b) {
  return {a.value * b};
}
template <class U, class N>
CHANNELSIM_INLINE Quantity<U, N> operator*(std::type_identity_t<N> a, Quantity<U, N> b) {
  return {a * b.value};
}
/// The product of two units; a plain number where they cancel.
template <int M, int P, int S, int M2, int P2, int S2, class N>
CHANNELSIM_INLINE auto operator*(Quantity<Dimension<M, P, S>, N> a,
                                 Quantity<Dimension<M2, P2, S2>, N> b) {
  if constexpr (M + M2 == 0 && P + P2 == 0 && S + S2 == 0)
    return a.value * b.value;
  else
    return Quantity<Dimension<M + M2, P + P2, S + S2>, N>{a.value * b.value};
}
/// The ratio of two quantities of one unit.
template <class U, class N>
CHANNELSIM_INLINE N operator/(Quantity<U, N> a, Quantity<U, N> b) {
  return a.value / b.value;
}
template <class U, class N>
CHANNELSIM_INLINE auto operator<(Quantity<U, N> a, Quantity<U, N> b) {
  return a.value < b.value;
}
template <class U, class N>
CHANNELSIM_INLINE auto operator>(Quantity<U, N> a, Quantity<U, N> b) {
  return a.value > b.value;
}
template <class U, class N>
CHANNELSIM_INLINE auto operator==(Quantity<U, N> a, Quantity<U, N> b) {
  return a.value == b.value;
}
template <class U, class N>
CHANNELSIM_INLINE Quantity<U, N> min(Quantity<U, N> a, Quantity<U, N> b) {
  return {min(a.value, b.value)};
}
template <class U, class N>
CHANNELSIM_INLINE Quantity<U, N> max(Quantity<U, N> a, Quantity<U, N> b) {
  return {max(a.value, b.value)};
}
template <class U, class N>
CHANNELSIM_INLINE Quantity<U, N> floor(Quantity<U, N> a) {
  return {floor(a.value)};
}
template <class U, class N>
CHANNELSIM_INLINE Quantity<U, N> ceil(Quantity<U, N> a) {
  return {ceil(a.value)};
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
