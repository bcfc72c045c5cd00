#include "engine/schema/reader.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace channelsim {

std::string Reader::path() const {
  std::string text;
  for (const std::string& part : path_) {
    if (!text.empty() && !part.starts_with('[')) text += '.';
    text += part;
  }
  return text;
}

void Reader::add(IssueCode code, const Place& place, std::string message, std::string hint) {
  issues_.push_back({code, place, path(), std::move(message), std::move(hint)});
}

void Reader::missing(const Node& node, const Entry* entry, const FieldDescription& field) {
  const std::string hint = fmt::format("for example `{}`; {}", example_line(field), field.doc);
  if (entry)
    add(IssueCode::missing_key, entry->value.place,
        fmt::format("required key '{}' has no value", field.key), hint);
  else
    add(IssueCode::missing_key, node.place, fmt::format("required key '{}' is missing", field.key),
        hint);
}

const Node* Reader::stated_value(const Node& node, const FieldText& field,
                                 const RecordDescription& record) {
  const Entry* entry = node.find(field.name);
  if (entry && entry->value.kind != Node::Kind::null) return &entry->value;
  if (field.is_required) missing(node, entry, *record.find(field.name));
  return nullptr;
}

void Reader::require_entries(const Node& list, const FieldText& field,
                             const RecordDescription& record) {
  if (!field.is_required || list.kind != Node::Kind::list || !list.items.empty()) return;
  add(IssueCode::missing_key, list.place, "the list is empty; at least one entry is needed",
      fmt::format("for example `{}`", example_line(*record.find(field.name))));
}

void Reader::is_broken(const Node& node, std::string_view rule, std::string_view key,
                       std::span<const std::string_view> keys) {
  const Entry* entry = node.find(key);
  Step step(*this, key);
  add(IssueCode::broken_rule, entry ? entry->value.place : node.place,
      std::string(rule) + as_written(node, keys), "");
}

Reader::Step::Step(Reader& reader, std::string_view part, std::string_view name) : reader_(reader) {
  reader_.address_.emplace_back(name.empty() ? part : name);
  reader_.path_.emplace_back(part);
}
Reader::Step::~Step() {
  reader_.path_.pop_back();
  reader_.address_.pop_back();
}

void Reader::not_a_list(const Node& node, bool of_records) {
  const bool table = node.kind == Node::Kind::map && node.find("from_csv");
  add(IssueCode::wrong_shape, node.place,
      fmt::format("{} stands where a list belongs", described(node)),
      table             ? "a table is an entry of a list: `- from_csv: ...`"
      : of_records      ? "a list has one line per entry, each beginning with '- '"
      : is_scalar(node) ? fmt::format("write [{}]", shortened(node.text, 60))
                        : "write [ONE, TWO], or a line per entry, each beginning with '- '");
}

std::string Reader::keys_hint(const RecordDescription& record) {
  std::vector<std::string_view> keys;
  for (const FieldDescription& field : record.fields) keys.push_back(field.key);
  return keys.empty() ? fmt::format("a {} has no keys", record.tag)
                      : fmt::format("keys of a {}: {}", record.tag, listed(keys));
}

namespace {
constexpr const char* torn_call_hint =
    "a distribution between braces stands in quotes: \"pert(9, 11, 16)\"";

/// "pert(9": what a flow map leaves of a call, whose commas it takes for its own.
bool is_torn_call(const Node& node) {
  return node.kind == Node::Kind::scalar && !node.quoted &&
         node.text.find('(') != std::string::npos && node.text.find(')') == std::string::npos;
}
bool follows_torn_call(const Node& map, const Entry& entry) {
  for (const Entry& before : map.entries) {
    if (before.key == entry.key) break;
    if (is_torn_call(before.value)) return true;
  }
  return false;
}

/// The records that a field's value leads to.
std::vector<const RecordDescription*> records_below(const ValueDescription& value) {
  if (value.item) return records_below(*value.item);
  if (value.record) return {value.record};
  return value.alternatives;
}

/// The field of `record` in whose own record `key` would be known: the one that stands before the
/// key where there are several, as wrong indentation leaves it.
const FieldDescription* field_that_has(std::string_view key, const RecordDescription& record,
                                       const Node& node) {
  const FieldDescription* found = nullptr;
  for (const FieldDescription& field : record.fields)
    for (const RecordDescription* below : records_below(field.value))
      if (below->find(key) && !found) found = &field;
  for (const Entry& entry : node.entries) {
    if (entry.key == key) break;
    if (const FieldDescription* field = record.find(entry.key))
      for (const RecordDescription* below : records_below(field->value))
        if (below->find(key)) found = field;
  }
  return found;
}
}  // namespace

void Reader::check_keys(const Node& node, const RecordDescription& record) {
  std::vector<std::string_view> keys;
  for (const FieldDescription& field : record.fields) keys.push_back(field.key);
  for (const Entry& entry : node.entries) {
    if (record.find(entry.key)) continue;
    if (const FieldDescription* field = field_that_has(entry.key, record, node)) {
      add(IssueCode::unknown_key, entry.key_place,
          fmt::format("unknown key '{}'; it is a key of `{}`", entry.key, field->key),
          fmt::format("indent it under `{}:`", field->key));
      continue;
    }
    const auto nearest = nearest_word(entry.key, keys);
    const bool is_torn = entry.value.kind == Node::Kind::null && follows_torn_call(node, entry);
    const bool after_comma = entry.value.kind == Node::Kind::null && entry.key[0] >= '0' &&
                             entry.key[0] <= '9';  // "1,2M" inside { }
    add(IssueCode::unknown_key, entry.key_place,
        fmt::format("unknown key '{}'{}", shortened(entry.key, 60),
                    nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
        is_torn       ? torn_call_hint
        : after_comma ? "inside { } a comma ends the value: write decimals with a point"
                      : keys_hint(record));
  }
}

bool Reader::told_misspelt(const Node& map, const std::vector<std::string_view>& meant,
                           const std::vector<const RecordDescription*>& records) {
  bool told = false;
  for (const Entry& entry : map.entries) {
    const auto nearest = nearest_word(entry.key, meant);
    const bool known = std::any_of(records.begin(), records.end(),
                                   [&](const auto* each) { return each->find(entry.key); });
    if (!nearest || *nearest == entry.key || known) continue;
    add(IssueCode::unknown_key, entry.key_place,
        fmt::format("unknown key '{}'; did you mean '{}'?", shortened(entry.key, 60), *nearest),
        "");
    told = true;
  }
  return told;
}

void Reader::not_a_choice(const Node& node, std::vector<std::string_view> words) {
  const auto nearest = nearest_word(node.text, words);
  add(IssueCode::not_a_choice, node.place,
      fmt::format("{} is not one of {}{}", described(node), listed(words, "or"),
                  nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
      "");
}

Limits countable(const Limits& limits) {
  constexpr double largest = 1e15;  // beyond it a double no longer counts pieces and cents
  // What is to be above 0 divides somewhere, and what it divides is to stay within that measure.
  const bool divides = limits.low_open && limits.low == 0;
  return {divides ? 1 / largest : std::max(limits.low, -largest), std::min(limits.high, largest)};
}

namespace {

/// "; allowed: 1 to 5200 steps", or nothing where everything is.
std::string allowed(const Limits& limits, std::string_view unit) {
  const std::string bounds = to_text(limits, unit);
  return bounds.empty() ? "" : "; allowed: " + bounds;
}

/// Whether the text is a number in form, but larger or nearer to 0 than any double.
bool is_beyond_doubles(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || text.find_first_not_of("0123456789.eE+-") != std::string_view::npos)
    return false;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return end == text.data() + text.size() && error == std::errc::result_out_of_range;
}

/// What to write instead of a text that was meant as a number.
std::string number_hint(std::string_view text) {
  std::string_view digits = text;
  if (digits.starts_with('-') || digits.starts_with('+')) digits.remove_prefix(1);
  const auto only = [&](std::string_view allowed) {
    return digits.find_first_not_of(allowed) == std::string_view::npos &&
           digits.find_first_of("0123456789") == 0;
  };
  if (digits == ".inf" || digits == ".Inf" || digits == ".INF" || digits == ".nan" ||
      digits == ".NaN" || digits == ".NAN")
    return "numbers are finite";
  if (only("0123456789") && digits.size() > 1 && digits[0] == '0')
    return "write it without leading zeros, which mean base 8 elsewhere";
  if (digits.find_first_of(",_' ") != std::string_view::npos && only("0123456789,_' ."))
    return "write it without separators between the digits";
  if (digits.starts_with("0x") || digits.starts_with("0o") || digits.starts_with("0b"))
    return "write it in base 10";
  return {};
}
}  // namespace

void Reader::not_a_number(const Node& node, std::string_view kind, const Limits& limits,
                          std::string_view unit) {
  if (is_scalar(node) && !node.quoted && is_beyond_doubles(node.text)) {
    const std::size_t exponent = node.text.find_first_of("eE");
    const bool tiny = exponent != std::string::npos && node.text.compare(exponent + 1, 1, "-") == 0;
    add(IssueCode::out_of_range, node.place,
        fmt::format("{} is too {} for a number{}", described(node), tiny ? "small" : "large",
                    allowed(limits, unit)),
        tiny ? "write 0" : "");
    return;
  }
  const bool bare_map = node.kind == Node::Kind::map && !node.find("dist") && !node.find("value");
  if (bare_map &&
      told_misspelt(node, {"dist", "value"}, value_description<Distribution>().alternatives))
    return;
  add(IssueCode::not_a_value, node.place,
      fmt::format("{} is not {}{}", described(node), kind, allowed(limits, unit)),
      node.quoted && parse_number(node.text) ? "numbers stand without quotes"
      : is_torn_call(node)                   ? torn_call_hint
      : is_scalar(node)                      ? number_hint(node.text)
      : bare_map ? "a distribution has `dist: FAMILY`, a number with its source `value: NUMBER`"
                 : "");
}

bool Reader::inside(const Node& node, double value, const Limits& limits, std::string_view unit) {
  const bool low_enough = limits.low_open ? value > limits.low : value >= limits.low;
  if (low_enough && value <= limits.high) return true;
  std::string hint;
  if (limits.low == 0 && limits.high == 1 && value > 1) {
    const bool bare = parse_number(node.text).has_value();
    hint = !bare || value > 100 ? "shares lie between 0 and 1, which is 100 %"
           : value < 2
               ? fmt::format("a share is at most 1; {} would be {} %", node.text,
                             shortest(value * 100))
               : fmt::format("a share of {} % is written {}", node.text, shortest(value / 100));
  }
  add(IssueCode::out_of_range, node.place,
      fmt::format("{} is outside the bounds: {}", shortened(node.text, 60), to_text(limits, unit)),
      hint);
  return false;
}

std::optional<double> Reader::read_number(const Node& node, std::string_view kind,
                                          const Expected& expected) {
  if (is_scalar(node)) {
    const auto bare = parse_number(node.text);
    if (bare && !node.quoted) return bare;
    const auto amount = bare ? std::nullopt : parse_amount(node.text, expected.unit, units_);
    if (amount && amount->value) return amount->value;
    if (amount) {
      add(IssueCode::wrong_unit, node.place, amount->problem, amount->hint);
      return {};
    }
  }
  not_a_number(node, kind, expected.limits, expected.unit);
  return {};
}

void Reader::read(const Node& node, double& number, const Expected& expected) {
  if (is_uncertain(node)) {
    add(IssueCode::not_a_value, node.place,
        "a distribution can't stand here: the value shapes the study and must be sure", "");
    return;
  }
  const Node& inner = unwrapped(node, expected);
  const auto value = read_number(inner, "a number", expected);
  if (value && inside(inner, *value, expected.limits, expected.unit) &&
      inside(inner, *value, countable(expected.limits), expected.unit))
    number = *value;
}

std::optional<std::uint64_t> Reader::read_whole(const Node& node, const Limits& limits,
                                                std::string_view unit) {
  if (is_uncertain(node)) {
    add(IssueCode::not_a_value, node.place,
        "a distribution can't stand here: the value shapes the study and must be sure", "");
    return {};
  }
  const auto number = read_number(node, "a whole number", {limits, unit, {}, false});
  if (!number) return {};
  if (*number != std::floor(*number)) {
    if (parse_number(node.text)) {
      not_a_number(node, "a whole number", limits, unit);
    } else {
      add(IssueCode::not_a_value, node.place,
          fmt::format("'{}' is {:.4g} {}; a whole number is needed", node.text, *number, unit),
          fmt::format("write {:.0f} or {:.0f} {}", std::floor(*number), std::ceil(*number), unit));
    }
    return {};
  }
  std::uint64_t whole = 0;  // exact where a double is not
  const auto [end, error] =
      std::from_chars(node.text.data(), node.text.data() + node.text.size(), whole);
  const bool plain = error == std::errc{} && end == node.text.data() + node.text.size();
  // 2^64 would pass as the double nearest to the largest whole number.
  if (error == std::errc::result_out_of_range || (!plain && *number >= 0x1p64)) {
    add(IssueCode::out_of_range, node.place,
        fmt::format("{} is outside the bounds: {}", shortened(node.text, 60),
                    to_text(limits, unit)),
        "");
    return {};
  }
  if (!inside(node, *number, limits, unit)) return {};
  return plain ? whole : static_cast<std::uint64_t>(*number);
}

void Reader::read(const Node& node, bool& truth, const Expected&) {
  if (is_scalar(node) && !node.quoted && (node.text == "true" || node.text == "false")) {
    truth = node.text == "true";
    return;
  }
  add(IssueCode::not_a_value, node.place,
      fmt::format("{} is neither true nor false", described(node)),
      "write true or false (yes, no, on and off are texts)");
}

void Reader::read(const Node& node, std::string& text, const Expected& expected) {
  if (!is_scalar(node)) {
    add(IssueCode::not_a_value, node.place,
        fmt::format("{} stands where a text belongs", described(node)), "");
    return;
  }
  if (const auto unfit =
          expected.is_name ? first_unfit_for_name(node.text) : first_control(node.text)) {
    const std::string_view rest = std::string_view(node.text).substr(*unfit);
    std::size_t length = 1;
    while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xc0u) == 0x80u)
      ++length;
    add(IssueCode::bad_name, node.place,
        fmt::format("the {} holds the control character {}", expected.is_name ? "name" : "text",
                    printable(rest.substr(0, length))),
        "delete it");
    return;
  }
  if (expected.is_name) {
    const std::size_t length = count_characters(node.text);
    const std::size_t separator = node.text.find_first_of("[]");
    if (length < 1 || length > 100 || separator != std::string::npos) {
      add(IssueCode::bad_name, node.place,
          separator != std::string::npos
              ? fmt::format(
                    "the name '{}' holds '{}', which stands for a selection in figures' names",
                    shortened(node.text, 60), node.text[separator])
              : fmt::format("a name has 1 to 100 characters, this one {}", length),
          "put what people should read into `label`");
      return;
    }
  }
  text = node.text;
  if (!expected.reference.list.empty())
    references_.push_back({expected.reference, text, path(), node.place});
}

void Reader::read(const Node& node, Settings& settings, const Expected&) {
  if (node.kind != Node::Kind::map) {
    add(IssueCode::wrong_shape, node.place,
        fmt::format("{} stands where a map of paths and values belongs", described(node)),
        "write `{PATH: VALUE}`, for example `{LIST.NAME.KEY: 12}`");
    return;
  }
  settings.entries = node.entries;
}

void Reader::declare_names(const Node& list) {
  std::map<std::string_view, const Place*> seen;
  for (const Node& item : list.items) {
    const Node* name = item.kind == Node::Kind::map ? item.get("name") : nullptr;
    if (!name || !is_scalar(*name)) continue;
    const auto [first, is_new] = seen.emplace(name->text, &name->place);
    if (!is_new) {
      const bool same_file = first->second->source == name->place.source;
      add(IssueCode::duplicate_name, name->place,
          fmt::format(
              "the name '{}' is taken; it first stands in {}", shortened(name->text, 60),
              same_file ? fmt::format("line {}", first->second->line) : to_string(*first->second)),
          "give it another name; `label` may be the same");
    }
    if (path_.size() == 1) names_[path_.front()].push_back(name->text);
  }
}

void Reader::check_references() {
  std::map<std::string_view, std::set<std::string_view>> declared;
  for (const auto& [list, names] : names_) declared[list].insert(names.begin(), names.end());
  for (const PendingReference& reference : references_) {
    if (reference.name == reference.target.or_word ||
        declared[reference.target.list].contains(reference.name))
      continue;
    std::vector<std::string_view> known;
    if (const auto names = names_.find(reference.target.list); names != names_.end())
      known.assign(names->second.begin(), names->second.end());
    if (!reference.target.or_word.empty()) known.push_back(reference.target.or_word);
    const auto nearest = nearest_word(reference.name, known);
    constexpr std::size_t shown = 12;
    if (known.size() > shown) {
      known.resize(shown);
      known.push_back("others");
    }
    issues_.push_back({IssueCode::unknown_reference, reference.place, reference.path,
                       fmt::format("'{}' is not a name in `{}`{}", shortened(reference.name, 60),
                                   reference.target.list,
                                   nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
                       known.empty() ? fmt::format("`{}` is empty", reference.target.list)
                                     : fmt::format("there {} {}", known.size() == 1 ? "is" : "are",
                                                   listed(known))});
  }
}

}  // namespace channelsim
