#pragma once
// A record's declaration as plain data: what schema, reference page, `explain` and 'did you mean'
// need to know of it, without its type.

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/quantity.hpp"
#include "engine/base/text.hpp"
#include "engine/schema/calendar.hpp"
#include "engine/schema/describe.hpp"
#include "engine/schema/located_tree.hpp"
#include "engine/schema/parameter.hpp"

namespace channelsim {

struct RecordDescription;

/// What may stand as the value of a key.
struct ValueDescription {
  enum class Kind {
    text,
    truth,
    whole,
    number,
    choice,
    date,
    moment,
    record,
    alternatives,
    list,
    settings
  };
  Kind kind = Kind::text;
  bool may_be_uncertain = false;  // a number that a distribution may stand for
  Limits limits;
  std::string unit;
  Reference reference;
  std::vector<std::pair<std::string_view, std::string_view>> choices;  // word, meaning
  const RecordDescription* record = nullptr;                           // of a record
  std::shared_ptr<ValueDescription> shorthand;  // what may stand for a record: its first member
  std::vector<const RecordDescription*> alternatives;  // of a `type:` choice
  std::shared_ptr<ValueDescription> item;              // of a list
};

struct FieldDescription {
  std::string_view key, doc;
  bool is_required = false;
  bool is_common = false;    // no strategy may change it
  bool is_initial = false;   // no dated change may
  std::string default_text;  // as YAML; empty where there is none to show
  ValueDescription value;
};

struct RecordDescription {
  std::string_view tag, doc;
  std::vector<FieldDescription> fields;
  std::vector<std::string_view> rules;

  const FieldDescription* find(std::string_view key) const;

  /// One more field; what is declared narrows what its type allows.
  void add(const FieldText& declared, ValueDescription value, std::string default_text);
  /// The fields and rules of a record whose members stand among the keys of this one.
  void add_in_line(const RecordDescription& nested);
};

/// A map of dotted paths to values, applied to the scenario as a patch.
struct Settings {
  std::vector<Entry> entries;
};

template <class T>
struct IsQuantity : std::false_type {};
template <class U, class N>
struct IsQuantity<Quantity<U, N>> : std::true_type {
  using Unit = U;
  using Number = N;
};
template <class T>
struct IsVariant : std::false_type {};
template <class... T>
struct IsVariant<std::variant<T...>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
concept PlainNumber = std::same_as<T, double> || std::same_as<T, Parameter>;
template <class T>
concept WholeNumber = std::unsigned_integral<T> && !std::same_as<T, bool>;

constexpr double sure_value(double value) { return value; }
constexpr double sure_value(Parameter value) { return value.sure; }

/// A record for which the value of its first member may stand alone.
template <class T>
concept HasShorthand = Described<T> && T::bare_value_is_first;

template <Described T>
const RecordDescription& description_of();

/// What may stand where a T is read.
template <class T>
ValueDescription value_description() {
  using Kind = ValueDescription::Kind;
  ValueDescription value;
  if constexpr (IsOptional<T>::value) {
    value = value_description<typename T::value_type>();
  } else if constexpr (IsVector<T>::value) {
    value.kind = Kind::list;
    value.item = std::make_shared<ValueDescription>(value_description<typename T::value_type>());
  } else if constexpr (IsVariant<T>::value) {
    value.kind = Kind::alternatives;
    [&]<class... A>(std::type_identity<std::variant<A...>>) {
      (value.alternatives.push_back(&description_of<A>()), ...);
    }(std::type_identity<T>{});
  } else if constexpr (Described<T>) {
    value.kind = Kind::record;
    value.record = &description_of<T>();
    if constexpr (HasShorthand<T>)
      value.shorthand = std::make_shared<ValueDescription>(value.record->fields.front().value);
  } else if constexpr (Enumeration<T>) {
    value.kind = Kind::choice;
    for (const auto& choice : choices(std::type_identity<T>{}))
      value.choices.emplace_back(choice.word, choice.doc);
  } else if constexpr (IsQuantity<T>::value) {
    value.kind = Kind::number;
    value.unit = IsQuantity<T>::Unit::name();
    value.may_be_uncertain = std::same_as<typename IsQuantity<T>::Number, Parameter>;
  } else if constexpr (PlainNumber<T>) {
    value.kind = Kind::number;
    value.may_be_uncertain = std::same_as<T, Parameter>;
  } else if constexpr (std::same_as<T, Date>) {
    value.kind = Kind::date;
  } else if constexpr (std::same_as<T, Moment>) {
    value.kind = Kind::moment;
    value.unit = "steps";
  } else if constexpr (std::same_as<T, bool>) {
    value.kind = Kind::truth;
  } else if constexpr (WholeNumber<T>) {
    value.kind = Kind::whole;
    value.limits = {.low = double(std::numeric_limits<T>::min()),
                    .high = double(std::numeric_limits<T>::max())};
  } else if constexpr (std::same_as<T, Settings>) {
    value.kind = Kind::settings;
  } else {
    static_assert(std::same_as<T, std::string>, "the schema does not know this type");
  }
  return value;
}

/// A simple value as YAML would write it; empty for lists, records and what is not set.
template <class T>
std::string default_text(const T& value) {
  if constexpr (IsOptional<T>::value)
    return value ? default_text(*value) : std::string();
  else if constexpr (IsQuantity<T>::value)
    return shortest(sure_value(value.value));
  else if constexpr (PlainNumber<T>)
    return shortest(sure_value(value));
  else if constexpr (std::same_as<T, bool>)
    return value ? "true" : "false";
  else if constexpr (WholeNumber<T>)
    return std::to_string(value);
  else if constexpr (std::same_as<T, Date>)
    return to_text(value);
  else if constexpr (std::same_as<T, Moment>)
    return std::to_string(value.step);
  else if constexpr (HasShorthand<T>)
    return default_text(value.*(first_field<T>.pointer));
  else if constexpr (Enumeration<T>) {
    for (const auto& choice : choices(std::type_identity<T>{}))
      if (choice.value == value) return std::string(choice.word);
    return {};
  } else if constexpr (IsVariant<T>::value)
    return std::visit([]<class A>(const A&) { return std::string(declaration<A>.tag); }, value);
  else if constexpr (std::same_as<T, std::string>)
    return value;
  else
    return {};
}

/// The description of a described type; built once.
template <Described T>
const RecordDescription& description_of() {
  static_assert(every_member_is_described<T>(), "describe() must list every member, in order");
  static const RecordDescription description = [] {
    RecordDescription result{declaration<T>.tag, declaration<T>.doc, {}, {}};
    const T defaults{};
    for_each_field<T>([&](const auto& f) {
      using Value = typename std::remove_cvref_t<decltype(f)>::Value;
      if constexpr (Described<Value>)
        if (f.is_inline) return result.add_in_line(description_of<Value>());
      result.add(f, value_description<Value>(), default_text(defaults.*(f.pointer)));
    });
    std::apply([&](const auto&... law) { (result.rules.push_back(law.says), ...); },
               declaration<T>.rules);
    return result;
  }();
  return description;
}

/// "at least 0 pieces", "0 to 1"; empty where everything is allowed.
std::string to_text(const Limits& limits, std::string_view unit);
/// "horizon: 10": a line that gives the field a value of the right form.
std::string example_line(const FieldDescription&);
/// "a number, at least 0 pieces", "one of a, b", "a list of …": what may stand there, in words.
std::string to_text(const ValueDescription&);

}  // namespace channelsim
