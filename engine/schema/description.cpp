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

std::string to_text(const Limits& limits, std::string_view unit) {
  const bool low = std::isfinite(limits.low), high = std::isfinite(limits.high);
  const std::string suffix = unit.empty() ? "" : " " + std::string(unit);
  if (low && high) return fmt::format("{} to {}{}", shortest(limits.low), shortest(limits.high), suffix);
  if (low)
    return fmt::format("{} {}{}", limits.low_open ? "above" : "at least", shortest(limits.low), suffix);
  if (high) return fmt::format("at most {}{}", shortest(limits.high), suffix);
  return std::string(unit);
}

namespace {
std::string with_limits(std::string_view kind, const ValueDescription& value) {
  const std::string limits = to_text(value.limits, value.unit);
  return limits.empty() ? std::string(kind) : fmt::format("{}, {}", kind, limits);
}
}  // namespace

std::string to_text(const ValueDescription& value) {
  using Kind = ValueDescription::Kind;
  std::vector<std::string_view> words;
  switch (value.kind) {
    case Kind::text:
      if (value.reference.list.empty()) return "a text";
      if (!value.reference.or_word.empty())
        return fmt::format("a name from `{}`, or {}", value.reference.list, value.reference.or_word);
      return fmt::format("a name from `{}`", value.reference.list);
    case Kind::truth: return "true or false";
    case Kind::whole: return with_limits("a whole number", value);
    case Kind::number: return with_limits("a number", value);
    case Kind::choice:
      for (const auto& choice : value.choices) words.push_back(choice.first);
      return listed(words, "or");
    case Kind::record: return fmt::format("a map ({})", value.record->tag);
    case Kind::alternatives:
      for (const auto* alternative : value.alternatives) words.push_back(alternative->tag);
      return fmt::format("a map with `type:` {}", listed(words, "or"));
    case Kind::list:
      return value.item->kind == Kind::record ? fmt::format("a list of {} records", value.item->record->tag)
                                              : fmt::format("a list; each is {}", to_text(*value.item));
    case Kind::settings: return "a map of dotted paths to values";
  }
  return {};
}

}  // namespace channelsim
