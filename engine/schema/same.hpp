#pragma once
// Whether two described values are equal, member by member.

#include <algorithm>

#include "engine/schema/description.hpp"

namespace channelsim {

inline bool same(const Node& a, const Node& b) {
  const auto entries = [](const Entry& x, const Entry& y) {
    return x.key == y.key && same(x.value, y.value);
  };
  const auto items = [](const Node& x, const Node& y) { return same(x, y); };
  // A text may be written with quotes that it had not, but not where that makes it another value.
  const bool quotes_matter = parse_number(a.text) || a.text == "true" || a.text == "false";
  return a.kind == b.kind && a.text == b.text && (!quotes_matter || a.quoted == b.quoted) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    entries) &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), items);
}

template <class T>
bool same(const T& a, const T& b) {
  if constexpr (Described<T>) {
    bool equal = true;
    for_each_field<T>(
        [&](const auto& f) { equal = equal && same(a.*(f.pointer), b.*(f.pointer)); });
    return equal;
  } else if constexpr (IsOptional<T>::value) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
  } else if constexpr (IsVector<T>::value) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return same(x, y); });
  } else if constexpr (IsVariant<T>::value) {
    return a.index() == b.index() &&
           std::visit(
               [&](const auto& x) {
                 return same(x, std::get<std::remove_cvref_t<decltype(x)>>(b));
               },
               a);
  } else if constexpr (IsQuantity<T>::value) {
    return same(a.value, b.value);
  } else if constexpr (std::same_as<T, Parameter>) {
    return a.sure == b.sure && a.slot == b.slot;
  } else if constexpr (std::same_as<T, Settings>) {
    return std::equal(
        a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
        [](const Entry& x, const Entry& y) { return x.key == y.key && same(x.value, y.value); });
  } else {
    return a == b;
  }
}

}  // namespace channelsim
