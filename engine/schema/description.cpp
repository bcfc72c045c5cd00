#include "engine/schema/description.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace channelsim {

const FieldDescription* RecordDescription::find(std::string_view key) const {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.key == key; });
  return found == fields.end() ? nullptr : &*found;
}

void RecordDescription::add(const FieldText& declared, ValueDescription value,
                            std::string default_text) {
  FieldDescription field{declared.name,      declared.doc,        declared.is_required,
                         declared.is_common, declared.is_initial, {},
                         std::move(value)};
  ValueDescription& target = field.value.item ? *field.value.item : field.value;
  target.limits.low = std::max(target.limits.low, declared.limits.low);
  target.limits.high = std::min(target.limits.high, declared.limits.high);
  target.limits.low_open = declared.limits.low_open;
  target.reference = declared.reference;
  if (!declared.unit.empty()) target.unit = declared.unit;
  if (!declared.otherwise.empty())
    field.default_text = declared.otherwise;
  else if (!declared.is_required)
    field.default_text = std::move(default_text);
  fields.push_back(std::move(field));
}

void RecordDescription::add_in_line(const RecordDescription& nested) {
  fields.insert(fields.end(), nested.fields.begin(), nested.fields.end());
  rules.insert(rules.end(), nested.rules.begin(), nested.rules.end());
}

namespace {
/// A bound as people write it: 10000000, not 1e+07.
std::string bound(double value) {
  // The largest whole number of 64 bits is not a double; 2^64 is what stands for it.
  if (value == 0x1p64) return "18446744073709551615";
  if (value == std::floor(value) && std::fabs(value) <= 1e15) return fmt::format("{:.0f}", value);
  return shortest(value);
}
}  // namespace

std::string to_text(const Limits& limits, std::string_view unit) {
  const bool low = std::isfinite(limits.low), high = std::isfinite(limits.high);
  const std::string suffix = unit.empty() ? "" : " " + std::string(unit);
  const std::string lowest = bound(limits.low), highest = bound(limits.high);
  if (low && high && limits.low_open)
    return fmt::format("above {}, at most {}{}", lowest, highest, suffix);
  if (low && high) return fmt::format("{} to {}{}", lowest, highest, suffix);
  if (low) return fmt::format("{} {}{}", limits.low_open ? "above" : "at least", lowest, suffix);
  if (high) return fmt::format("at most {}{}", highest, suffix);
  return std::string(unit);
}

namespace {
/// A plain number inside the limits.
std::string example_number(const Limits& limits) {
  for (const double candidate : {10.0, 0.5, 1.0})
    if (candidate > limits.low && candidate <= limits.high) return shortest(candidate);
  return shortest(std::isfinite(limits.low) ? limits.low : limits.high);
}

/// A value of the right form; capitals stand for what only the writer can know.
std::string example_value(std::string_view key, const ValueDescription& value) {
  using Kind = ValueDescription::Kind;
  switch (value.kind) {
    case Kind::text:
      return key == "name" || !value.reference.list.empty() ? "NAME" : "TEXT";
    case Kind::truth:
      return "true";
    case Kind::whole:
      return shortest(std::floor(std::stod(example_number(value.limits)) + 0.5));
    case Kind::number:
      return value.unit == "per step" ? "0.01" : example_number(value.limits);
    case Kind::choice:
      return std::string(value.choices.front().first);
    case Kind::date:
      return "2027-01-04";
    case Kind::moment:
      return "week 13";
    case Kind::alternatives:
      return std::string(value.alternatives.front()->tag);
    case Kind::list:
      return fmt::format("[{}]", example_value(key, *value.item));
    case Kind::settings:
      return "{PATH: VALUE}";
    case Kind::record:
      break;
  }
  std::string keys;
  for (const FieldDescription& field : value.record->fields)
    if (field.is_required) keys += (keys.empty() ? "" : ", ") + example_line(field);
  return "{" + keys + "}";
}

std::string with_limits(std::string_view kind, const ValueDescription& value) {
  const std::string limits = to_text(value.limits, value.unit);
  return limits.empty() ? std::string(kind) : fmt::format("{}, {}", kind, limits);
}
}  // namespace

std::string example_line(const FieldDescription& field) {
  return fmt::format("{}: {}", field.key, example_value(field.key, field.value));
}

std::string to_text(const ValueDescription& value) {
  using Kind = ValueDescription::Kind;
  std::vector<std::string_view> words;
  switch (value.kind) {
    case Kind::text:
      if (value.reference.list.empty()) return "a text";
      if (!value.reference.or_word.empty())
        return fmt::format("a name from `{}`, or {}", value.reference.list,
                           value.reference.or_word);
      return fmt::format("a name from `{}`", value.reference.list);
    case Kind::truth:
      return "true or false";
    case Kind::whole:
      return with_limits("a whole number", value);
    case Kind::number:
      return with_limits(value.may_be_uncertain ? "a number or a distribution" : "a number", value);
    case Kind::date:
      return "a day: 2027-01-04";
    case Kind::moment:
      return "a step counted from 0, or a date: 13, week 13, 3 months, 2027-04-01, 2027-W14";
    case Kind::choice:
      for (const auto& choice : value.choices) words.push_back(choice.first);
      return listed(words, "or");
    case Kind::record:
      if (value.shorthand)
        return fmt::format("{}, or a map ({})", to_text(*value.shorthand), value.record->tag);
      return fmt::format("a map ({})", value.record->tag);
    case Kind::alternatives:
      for (const auto* alternative : value.alternatives) words.push_back(alternative->tag);
      return fmt::format("a map with `type:` {}", listed(words, "or"));
    case Kind::list:
      return value.item->kind == Kind::record
                 ? fmt::format("a list of {} records", value.item->record->tag)
                 : fmt::format("a list; each is {}", to_text(*value.item));
    case Kind::settings:
      return "a map of dotted paths to values";
  }
  return {};
}

}  // namespace channelsim
