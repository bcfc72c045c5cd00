#pragma once
// The declaration language: a record lists its members once, with meaning, bounds and references.
// Reading, checks, defaults, writing, JSON Schema, reference page and lifting all follow from it.
//
//   struct Depot {
//     std::string name;
//     Pieces<double> initial_stock{100};
//     static constexpr auto describe() {
//       return record("depot", "A place that holds stock.",
//                     fields(field<&Depot::name>("Unique; other parts refer to it.", required),
//                            field<&Depot::initial_stock>("There at the start.", at_least(0))));
//     }
//   };

#include <array>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace channelsim {

/// Bounds of a number; an open bound is not itself allowed.
struct Limits {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false;
};
constexpr Limits at_least(double low) { return {.low = low}; }
constexpr Limits above(double low) { return {.low = low, .low_open = true}; }
constexpr Limits between(double low, double high) { return {.low = low, .high = high}; }

/// The value is the name of an entry of a top-level list, or one more word that is also allowed.
struct Reference {
  std::string_view list;
  std::string_view or_word = {};
};
constexpr Reference refers_to(std::string_view list, std::string_view or_word = {}) {
  return {list, or_word};
}

/// The unit of a whole number or plain number; quantities know theirs.
struct Unit {
  std::string_view name;
};
constexpr Unit unit(std::string_view name) { return {name}; }

/// No default would be honest: the key must be given.
inline constexpr struct Required {
} required;
/// The default depends on other values; this says on what.
struct Otherwise {
  std::string_view text;
};
constexpr Otherwise otherwise(std::string_view text) { return {text}; }
/// The value is the study's, the same under every patch.
inline constexpr struct Common {
} common;
/// The value holds from the start to the end: no dated change may touch it.
inline constexpr struct Initial {
} initial;
/// The value counts in the unit of the field that the record stands in.
inline constexpr struct OwnUnit {
} own_unit;
/// The members of a nested record stand directly among the keys of this one.
inline constexpr struct Inline {
} in_line;

template <class>
struct MemberPointer;
template <class R, class V>
struct MemberPointer<V R::*> {
  using Record = R;
  using Value = V;
};

/// "lead_time" for &Depot::lead_time, from the compiler's own spelling of this function.
template <auto Member>
consteval std::string_view member_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text = text.substr(0, text.find(';'));  // g++ appends the meaning of its own type names
  while (text.ends_with(']') || text.ends_with(')')) text.remove_suffix(1);
  return text.substr(text.rfind(':') + 1);
}

/// What is declared of a member of a record: what it means and what it may hold.
struct FieldText {
  std::string_view name;
  std::string_view doc;
  Limits limits = {};
  Reference reference = {};
  std::string_view unit = {};
  std::string_view otherwise = {};
  bool is_required = false;
  bool is_inline = false;
  bool is_common = false;
  bool is_initial = false;
  bool has_own_unit = false;

  constexpr void apply(Limits value) { limits = value; }
  constexpr void apply(Reference value) { reference = value; }
  constexpr void apply(Unit value) { unit = value.name; }
  constexpr void apply(Otherwise value) { otherwise = value.text; }
  constexpr void apply(Required) { is_required = true; }
  constexpr void apply(Inline) { is_inline = true; }
  constexpr void apply(Common) { is_common = true; }
  constexpr void apply(Initial) { is_initial = true; }
  constexpr void apply(OwnUnit) { has_own_unit = true; }
};
/// One member of a record, by type.
template <auto Pointer>
struct Field : FieldText {
  using Value = typename MemberPointer<decltype(Pointer)>::Value;
  static constexpr auto pointer = Pointer;
};
/// Members in the order of declaration. Side by side as bases they are found by type: a tuple is
/// taken apart one by one, which took a third of the compilation of all that reads scenarios.
template <auto... Pointers>
struct Fields : Field<Pointers>... {};

template <auto Pointer>
constexpr Field<Pointer> field(std::string_view doc, auto... options) {
  Field<Pointer> result{{.name = member_name<Pointer>(), .doc = doc}};
  (result.apply(options), ...);
  return result;
}
template <auto... Pointers>
constexpr Fields<Pointers...> fields(const Field<Pointers>&... list) {
  return {list...};
}

/// A law between the values of one record; broken, it is reported at `key`, and the values of
/// `keys` are told as they were written.
template <class T>
struct Rule {
  std::string_view says;
  std::string_view key;
  bool (*holds)(const T&);
  std::array<std::string_view, 3> keys = {};
};
template <class T>
constexpr Rule<T> rule(std::string_view says, std::string_view key, bool (*holds)(const T&)) {
  return {says, key, holds};
}
template <class T>
constexpr Rule<T> rule(std::string_view says, std::string_view key,
                       std::array<std::string_view, 3> keys, bool (*holds)(const T&)) {
  return {says, key, holds, keys};
}
template <class... R>
constexpr auto rules(R... list) {
  return std::tuple(list...);
}

/// A record's whole declaration. `tag` names it, as the `type:` of an alternative for one.
template <class Fields, class Rules>
struct Record {
  std::string_view tag, doc;
  Fields fields;
  Rules rules;
};
template <class Fields, class Rules = std::tuple<>>
constexpr auto record(std::string_view tag, std::string_view doc, Fields all, Rules laws = {}) {
  return Record<Fields, Rules>{tag, doc, all, laws};
}

/// One word of an enumeration and what it means.
template <class E>
struct Choice {
  E value;
  std::string_view word, doc;
};
// An enumeration declares `constexpr auto choices(std::type_identity<E>)` beside itself, which
// returns a std::array of Choice<E>.

template <class T>
concept Described = requires {
  T::describe();
};
template <class T>
concept Enumeration = std::is_enum_v<T> && requires {
  choices(std::type_identity<T>{});
};

/// The declaration of a record, made once.
template <Described T>
inline constexpr auto declaration = T::describe();

template <auto... Pointers>
constexpr void visit_each(const Fields<Pointers...>& all, auto& visit) {
  (visit(static_cast<const Field<Pointers>&>(all)), ...);
}
/// Calls visit(Field<…>) for each member in the order of declaration.
template <Described T>
constexpr void for_each_field(auto&& visit) {
  visit_each(declaration<T>.fields, visit);
}

template <auto First, auto... Others>
constexpr const Field<First>& first_of(const Fields<First, Others...>& all) {
  return all;
}
/// The first member of a record.
template <Described T>
inline constexpr auto first_field = first_of(declaration<T>.fields);

/// Whether the described members, laid out in order, fill the record: a forgotten or misplaced one
/// changes the size (unless it hides in padding).
template <Described T>
consteval bool every_member_is_described() {
  if constexpr (std::is_empty_v<T>) return true;
  std::size_t end = 0;
  const auto align = [&](std::size_t alignment) {
    end = (end + alignment - 1) / alignment * alignment;
  };
  for_each_field<T>([&](auto f) {
    using Value = typename decltype(f)::Value;
    align(alignof(Value));
    end += sizeof(Value);
  });
  align(alignof(T));
  return end == sizeof(T);
}

}  // namespace channelsim
