// Uncertain values, evidence and dates: what a Reader takes beside plain values.

#include "engine/schema/reader.hpp"

namespace channelsim {

std::string Reader::address(const Node& node) const {
  if (!node.inherited_from.empty()) return node.inherited_from;
  std::string text;
  for (const std::string& part : address_) {
    if (!text.empty() && !part.starts_with('[')) text += '.';
    text += part;
  }
  return text;
}

std::string Reader::as_written(const Node& node, std::span<const std::string_view> keys) {
  std::string text;
  for (const std::string_view key : keys)
    if (const Entry* entry = key.empty() ? nullptr : node.find(key))
      text +=
          fmt::format("{}{} is {}", text.empty() ? "" : ", ", key,
                      entry->value.place.line > 0
                          ? fmt::format("{} (line {})", entry->value.text, entry->value.place.line)
                          : entry->value.text);
  return text.empty() ? text : "; " + text;
}

const Node& Reader::unwrapped(const Node& node, const Expected& expected) {
  const Node* value = node.kind == Node::Kind::map ? node.get("value") : nullptr;
  if (!value || node.find("dist")) return node;
  check_keys(node, description_of<SureValue>());
  Assumption assumption{address(node), told_unit(expected.unit, units_), 0, {}, {}};
  read_fields(node, assumption.evidence, expected);
  if (is_scalar(*value))
    if (const auto number = parse_number(value->text)) assumption.middle = *number;
  if (const auto amount = parse_amount(value->text, expected.unit, units_); amount && amount->value)
    assumption.middle = *amount->value;
  assumptions_.note(std::move(assumption));
  return *value;
}

namespace {
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// Names that other programs use.
constexpr std::pair<std::string_view, std::string_view> synonyms[] = {
    {"gaussian", "normal"},      {"gauss", "normal"},         {"norm", "normal"},
    {"log_normal", "lognormal"}, {"log-normal", "lognormal"}, {"lognorm", "lognormal"},
    {"flat", "uniform"},         {"rectangular", "uniform"},  {"triangle", "triangular"},
    {"betapert", "pert"},        {"binary", "bernoulli"},     {"choice", "discrete"},
    {"histogram", "empirical"},
};
}  // namespace

bool Reader::is_uncertain(const Node& node) {
  if (node.kind == Node::Kind::map) return node.find("dist") != nullptr;
  if (!is_scalar(node) || node.text.empty() || !is_letter(node.text[0])) return false;
  const std::size_t open = node.text.find('(');
  if (open == std::string::npos || node.text.back() != ')') return false;
  for (const char c : std::string_view(node.text).substr(0, open))
    if (!is_letter(c) && c != ' ') return false;
  return true;
}

std::optional<Node> Reader::call_of(const Node& node) {
  if (!is_scalar(node)) return {};
  const std::string_view text = node.text;
  const auto place_of = [&](std::size_t offset) {
    Place place = node.place;
    if (place.line > 0 && text.find('\n') == std::string_view::npos)
      place.column += static_cast<int>(count_characters(text.substr(0, offset))) + node.quoted;
    return place;
  };
  const auto trimmed = [&](std::size_t begin, std::size_t end) {
    while (begin < end && text[begin] == ' ') ++begin;
    while (end > begin && text[end - 1] == ' ') --end;
    return std::pair(begin, end);
  };
  const std::size_t open = text.find('(');
  const auto [name_begin, name_end] = trimmed(0, open);
  Node call = Node::map(node.place);
  call.entries.push_back(
      {"dist", node.place,
       Node::scalar(std::string(text.substr(name_begin, name_end)), node.place)});
  for (std::size_t begin = open + 1; begin < text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size() - 1);
    const std::size_t equals = text.find('=', begin);
    std::string key;
    if (equals < comma) {
      const auto [first, last] = trimmed(begin, equals);
      key = text.substr(first, last - first);
      begin = equals + 1;
    }
    const auto [first, last] = trimmed(begin, comma);
    if (first < last || comma + 1 < text.size() || call.entries.size() > 1)
      call.entries.push_back(
          {key, place_of(first),
           Node::scalar(std::string(text.substr(first, last - first)), place_of(first))});
    begin = comma + 1;
  }
  return call;
}

void Reader::name_arguments(Node& body, const RecordDescription& family) {
  const bool takes_list = family.fields.front().value.kind == ValueDescription::Kind::list;
  // What tells where a value comes from has no position.
  const auto parameters =
      std::find_if(family.fields.begin(), family.fields.end(),
                   [](const auto& f) { return f.value.kind != ValueDescription::Kind::number; });
  const auto positions = static_cast<std::size_t>(parameters - family.fields.begin());
  Node list = Node::list(body.place);
  std::size_t position = 0;
  std::vector<Entry> named;
  for (Entry& argument : body.entries) {
    if (!argument.key.empty()) {
      named.push_back(std::move(argument));
    } else if (takes_list) {
      list.items.push_back(std::move(argument.value));
    } else {
      // One too many gets no name that a family has, and is refused as an unknown key.
      argument.key = position < positions ? std::string(family.fields[position].key)
                                          : fmt::format("argument {}", position + 1);
      ++position;
      named.push_back(std::move(argument));
    }
  }
  if (takes_list)
    named.push_back({std::string(family.fields.front().key), body.place, std::move(list)});
  body.entries = std::move(named);
}

std::optional<Distribution> Reader::read_distribution(const Node& written,
                                                      const Expected& expected) {
  const auto call = call_of(written);
  const Node& node = call ? *call : written;
  const Node* family = node.get("dist");
  const auto synonym = std::find_if(std::begin(synonyms), std::end(synonyms),
                                    [&](const auto& pair) { return pair.first == family->text; });
  const std::size_t before = issues_.size();
  Distribution distribution;
  read_tagged(node, "dist", *family, distribution, expected);
  if (issues_.size() > before) {
    const bool told = issues_[before].message.find("did you mean") != std::string::npos;
    if (synonym != std::end(synonyms) && !told)
      issues_[before].message += fmt::format("; did you mean '{}'?", synonym->second);
    return {};
  }
  put_in_order(distribution);
  constexpr double hardly_any = 1e-6;
  if (share_kept(distribution) < hardly_any) {
    add(IssueCode::broken_rule, written.place,
        "hardly any value of the distribution lies between min and max",
        "choose wider bounds, or a family with bounds, pert or beta");
    return {};
  }
  for (const Limits& limits : {expected.limits, countable(expected.limits)}) {
    const double outside = share_outside(distribution, limits);
    constexpr double negligible = 1e-3;
    if (outside <= negligible) continue;
    const bool whole = outside == 1;
    const std::string bounds = to_text(limits, expected.unit);
    add(IssueCode::out_of_range, written.place,
        whole ? fmt::format("the distribution reaches beyond the bounds: {}", bounds)
              : fmt::format("{:.3g} % of the values lie outside the bounds: {}", outside * 100,
                            bounds),
        whole ? "choose parameters within the bounds"
              : "cut it off with `min` and `max`, or choose a family with bounds, pert or beta");
    return {};
  }
  cut_off(distribution, expected.limits);
  return distribution;
}

void Reader::read(const Node& node, Parameter& parameter, const Expected& expected) {
  if (!is_uncertain(node)) {
    read(node, parameter.sure, expected);
    return;
  }
  const auto distribution = read_distribution(node, expected);
  if (!distribution) return;
  parameter.sure = quantile(*distribution, 0.5);
  parameter.slot =
      assumptions_.slot_of({address(node), told_unit(expected.unit, units_), parameter.sure,
                            *distribution, evidence_of(*distribution)});
}

void Reader::read(const Node& node, Date& date, const Expected&) {
  const auto day = is_scalar(node) ? parse_date(node.text) : std::nullopt;
  if (day)
    date = *day;
  else
    add(IssueCode::not_a_value, node.place,
        fmt::format("{} is no day of the calendar", described(node)),
        "a day is written 2027-01-04: year, month, day");
}

void Reader::read(const Node& node, Moment& moment, const Expected& expected) {
  if (!is_scalar(node)) {
    add(IssueCode::not_a_value, node.place,
        fmt::format("{} stands where a step or a date belongs", described(node)), "");
    return;
  }
  const Amount amount = parse_moment(node.text, units_);
  if (!amount.value) {
    add(IssueCode::not_a_value, node.place, amount.problem, amount.hint);
    return;
  }
  const Limits limits{std::max(expected.limits.low, 0.0), std::min(expected.limits.high, 5200.0)};
  if (inside(node, *amount.value, limits, "steps"))
    moment.step = static_cast<std::uint32_t>(*amount.value);
}

}  // namespace channelsim
