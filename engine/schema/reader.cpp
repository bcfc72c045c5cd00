#include "engine/schema/reader.hpp"

#include <algorithm>
#include <charconv>

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

void Reader::missing(const Node& node, std::string_view key, std::string_view doc) {
  add(IssueCode::missing_key, node.place, fmt::format("required key '{}' is missing", key),
      fmt::format("{}: {}", key, doc));
}

std::string Reader::keys_hint(const RecordDescription& record) {
  std::vector<std::string_view> keys;
  for (const FieldDescription& field : record.fields) keys.push_back(field.key);
  return keys.empty() ? fmt::format("a {} has no keys", record.tag)
                      : fmt::format("keys of a {}: {}", record.tag, listed(keys));
}

void Reader::check_keys(const Node& node, const RecordDescription& record) {
  std::vector<std::string_view> keys;
  for (const FieldDescription& field : record.fields) keys.push_back(field.key);
  for (const Entry& entry : node.entries) {
    if (record.find(entry.key)) continue;
    const auto nearest = nearest_word(entry.key, keys);
    add(IssueCode::unknown_key, entry.key_place,
        fmt::format("unknown key '{}'{}", entry.key,
                    nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
        keys_hint(record));
  }
}

void Reader::not_a_choice(const Node& node, std::vector<std::string_view> words) {
  const auto nearest = nearest_word(node.text, words);
  add(IssueCode::not_a_choice, node.place,
      fmt::format("{} is not one of {}{}", described(node), listed(words, "or"),
                  nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
      "");
}

namespace {
constexpr double largest_number = 1e15;  // beyond it a double no longer counts pieces and cents

std::string expected_number(std::string_view kind, const Limits& limits, std::string_view unit) {
  const std::string bounds = to_text(limits, unit);
  return fmt::format("expected {}{}{}", kind, bounds.empty() ? "" : ": ", bounds);
}
}  // namespace

bool Reader::inside(const Node& node, double value, const Limits& limits, std::string_view unit) {
  const bool low_enough = limits.low_open ? value > limits.low : value >= limits.low;
  if (low_enough && value <= limits.high) return true;
  std::string hint;
  if (limits.low == 0 && limits.high == 1 && value > 1)
    hint = value <= 100 ? fmt::format("a share of {} % is written {}", node.text, shortest(value / 100))
                        : "shares lie between 0 and 1";
  add(IssueCode::out_of_range, node.place,
      fmt::format("{} is outside the bounds: {}", node.text, to_text(limits, unit)), hint);
  return false;
}

void Reader::read(const Node& node, double& number, const Expected& expected) {
  if (is_scalar(node) && !node.quoted)
    if (const auto value = parse_number(node.text)) {
      const Limits countable{-largest_number, largest_number};
      if (inside(node, *value, expected.limits, expected.unit) &&
          inside(node, *value, countable, expected.unit))
        number = *value;
      return;
    }
  add(IssueCode::not_a_value, node.place,
      fmt::format("{} is not a number; {}", described(node),
                  expected_number("a number", expected.limits, expected.unit)),
      node.quoted ? "numbers stand without quotes" : "");
}

std::optional<std::uint64_t> Reader::read_whole(const Node& node, const Limits& limits,
                                                std::string_view unit) {
  const std::string allowed = expected_number("a whole number", limits, unit);
  const auto number = is_scalar(node) && !node.quoted ? parse_number(node.text) : std::nullopt;
  if (!number) {
    const bool overflows = is_scalar(node) && node.text.find_first_not_of("0123456789") == std::string::npos &&
                           !node.text.starts_with('0');
    add(overflows ? IssueCode::out_of_range : IssueCode::not_a_value, node.place,
        fmt::format("{} is not a whole number; {}", described(node), allowed), "");
    return {};
  }
  if (*number != std::floor(*number)) {
    add(IssueCode::not_a_value, node.place,
        fmt::format("{} is not a whole number; {}", node.text, allowed), "");
    return {};
  }
  std::uint64_t whole = 0;  // exact where a double is not
  const auto [end, error] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), whole);
  const bool plain = error == std::errc{} && end == node.text.data() + node.text.size();
  const bool overflows = error == std::errc::result_out_of_range;
  if (overflows || !inside(node, *number, limits, unit)) {
    if (overflows)
      add(IssueCode::out_of_range, node.place,
          fmt::format("{} is outside the bounds: {}", node.text, to_text(limits, unit)), "");
    return {};
  }
  return plain ? whole : static_cast<std::uint64_t>(*number);
}

void Reader::read(const Node& node, bool& truth, const Expected&) {
  if (is_scalar(node) && !node.quoted && (node.text == "true" || node.text == "false")) {
    truth = node.text == "true";
    return;
  }
  add(IssueCode::not_a_value, node.place, fmt::format("{} is neither true nor false", described(node)),
      "write true or false (yes, no, on and off are texts)");
}

void Reader::read(const Node& node, std::string& text, const Expected& expected) {
  if (!is_scalar(node)) {
    add(IssueCode::not_a_value, node.place, fmt::format("{} stands where a text belongs", described(node)), "");
    return;
  }
  const auto control = std::find_if(node.text.begin(), node.text.end(), [&](char c) {
    return static_cast<unsigned char>(c) < 0x20 && (expected.is_name || (c != '\n' && c != '\t'));
  });
  if (control != node.text.end()) {
    add(IssueCode::bad_name, node.place,
        fmt::format("the text holds the control character \\x{:02x}", static_cast<unsigned char>(*control)),
        "delete it");
    return;
  }
  if (expected.is_name) {
    const auto length = std::count_if(node.text.begin(), node.text.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u;
    });
    const std::size_t separator = node.text.find_first_of("[]");
    if (length < 1 || length > 100 || separator != std::string::npos) {
      add(IssueCode::bad_name, node.place,
          separator != std::string::npos
              ? fmt::format("the name '{}' holds '{}', which stands for a selection in figures' names", node.text,
                            node.text[separator])
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
        "for example `set: {products.tea.list_price: 12}`");
    return;
  }
  settings.entries = node.entries;
}

void Reader::declare_names(const Node& list) {
  std::vector<std::pair<std::string_view, Place>> seen;
  for (const Node& item : list.items) {
    const Node* name = item.kind == Node::Kind::map ? item.get("name") : nullptr;
    if (!name || !is_scalar(*name)) continue;
    const auto first = std::find_if(seen.begin(), seen.end(), [&](const auto& s) { return s.first == name->text; });
    if (first != seen.end())
      add(IssueCode::duplicate_name, name->place,
          fmt::format("the name '{}' is taken; it first stands in line {}", name->text, first->second.line), "");
    else
      seen.emplace_back(name->text, name->place);
    if (path_.size() == 1) names_[path_.front()].push_back(name->text);
  }
}

void Reader::check_references() {
  for (const PendingReference& reference : references_) {
    const auto declared = names_.find(reference.target.list);
    std::vector<std::string_view> known;
    if (declared != names_.end()) known.assign(declared->second.begin(), declared->second.end());
    if (!reference.target.or_word.empty()) known.push_back(reference.target.or_word);
    if (std::find(known.begin(), known.end(), reference.name) != known.end()) continue;
    const auto nearest = nearest_word(reference.name, known);
    constexpr std::size_t shown = 12;
    const bool cut = known.size() > shown;
    if (cut) known.resize(shown);
    issues_.push_back({IssueCode::unknown_reference, reference.place, reference.path,
                       fmt::format("'{}' is not a name in `{}`{}", reference.name, reference.target.list,
                                   nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
                       known.empty() ? fmt::format("`{}` is empty", reference.target.list)
                                     : fmt::format("there {} {}{}", known.size() == 1 ? "is" : "are",
                                                   listed(known), cut ? " and others" : "")});
  }
}

}  // namespace channelsim
