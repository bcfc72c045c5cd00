#pragma once
// The one bridge between the readings of a record: from what a scenario states (Parameter) to what
// a block of replications runs on (Lanes), or to plain numbers for a test.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/quantity.hpp"
#include "engine/schema/describe.hpp"
#include "engine/schema/parameter.hpp"

namespace channelsim {

/// The value of each uncertain parameter in the futures of a block, by slot.
template <class Number>
struct Futures {
  std::vector<Number> values;
};

template <class To>
To lifted(Parameter from, const Futures<To>& futures) {
  return from.uncertain() ? futures.values.at(from.slot) : To(from.sure);
}

/// Copies `from` to `to` member by member; both are readings of one record template.
template <class From, class To, class Number>
void lift(const From& from, To& to, const Futures<Number>& futures) {
  if constexpr (std::same_as<From, To>) {
    to = from;
  } else if constexpr (std::same_as<From, Parameter>) {
    to = lifted(from, futures);
  } else if constexpr (Described<From>) {
    [&]<auto... Sources, auto... Targets>(const Fields<Sources...>&, const Fields<Targets...>&) {
      (lift(from.*Sources, to.*Targets, futures), ...);
    }
    (declaration<From>.fields, declaration<To>.fields);
  } else if constexpr (requires { from.has_value(); }) {
    to.reset();
    if (from) lift(*from, to.emplace(), futures);
  } else if constexpr (requires { from.valueless_by_exception(); }) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      ((from.index() == I ? lift(std::get<I>(from), to.template emplace<I>(), futures) : void()),
       ...);
    }
    (std::make_index_sequence<std::variant_size_v<From>>{});
  } else if constexpr (requires { from.size(); }) {
    to.resize(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) lift(from[i], to[i], futures);
  } else {
    lift(from.value, to.value, futures);  // a quantity
  }
}

}  // namespace channelsim
