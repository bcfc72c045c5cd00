#pragma once
// From located tree to described struct. Everything that is wrong is collected, with its place;
// a struct is usable when no error was added.

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/schema/amount.hpp"
#include "engine/schema/description.hpp"
#include "engine/schema/distribution.hpp"

namespace channelsim {

/// The numbers within these limits that a market can be counted with.
Limits countable(const Limits& limits);

/// Reads values and remembers, for the references, which names each top-level list declares.
/// Numbers may have `units`; what is uncertain, or has evidence, is added to `assumptions`.
class Reader {
 public:
  explicit Reader(Issues& issues) : Reader(issues, {}, own_assumptions_) {}
  Reader(Issues& issues, Units units, Assumptions& assumptions)
      : issues_(issues), units_(std::move(units)), assumptions_(assumptions) {}

  /// Reads a whole document; references are checked at the end.
  template <Described T>
  T read_document(const Node& root) {
    T value{};
    read(root, value, {});
    check_references();
    return value;
  }

 private:
  /// What a field's declaration adds to its type.
  struct Expected {
    Limits limits = {};
    std::string_view unit = {};
    Reference reference = {};
    bool is_name = false;
  };
  struct PendingReference {
    Reference target;
    std::string name, path;
    Place place;
  };

  // --- records
  template <Described T>
  void read(const Node& node, T& record, const Expected& expected) {
    if constexpr (HasShorthand<T>) {
      constexpr auto& first = first_field<T>;
      constexpr bool list = IsVector<typename std::remove_cvref_t<decltype(first)>::Value>::value;
      if (is_scalar(node) || is_uncertain(node) || (list && node.kind == Node::Kind::list)) {
        follow_step(record, {});
        return read(node, record.*(first.pointer),
                    {first.limits, first.unit, first.reference, false});
      }
    }
    if (node.kind != Node::Kind::map && node.kind != Node::Kind::null) {
      add(IssueCode::wrong_shape, node.place,
          fmt::format("{} stands where a map ({}) belongs", described(node), declaration<T>.tag),
          keys_hint(description_of<T>()));
      return;
    }
    const std::size_t before = issues_.size();
    check_keys(node, description_of<T>());
    read_fields(node, record, expected);
    if (issues_.size() == before) check_rules(node, record);
  }

  template <Described T>
  void read_fields(const Node& node, T& record, const Expected& outer) {
    for_each_field<T>([&](const auto& f) {
      auto& member = record.*(f.pointer);
      using Value = std::remove_reference_t<decltype(member)>;
      if constexpr (Described<Value>) {
        if (f.is_inline) {
          read_fields(node, member, outer);
          return;
        }
      }
      const Node* stated = stated_value(node, f, description_of<T>());
      if (!stated) return follow_step(member, f.unit);
      Step step(*this, f.name);
      read(*stated, member,
           {f.limits, f.has_own_unit ? outer.unit : f.unit, f.reference, f.name == "name"});
      if constexpr (IsVector<Value>::value) require_entries(*stated, f, description_of<T>());
    });
  }

  /// Default rates are declared by the week: in steps of another length they are other numbers.
  template <class T>
  void follow_step(T& value, std::string_view unit) const {
    if (units_.step == StepLength::week) return;
    if constexpr (Described<T>)
      for_each_field<T>([&](const auto& f) { follow_step(value.*(f.pointer), f.unit); });
    else if constexpr (IsVariant<T>::value)
      std::visit([&](auto& each) { follow_step(each, unit); }, value);
    else if constexpr (requires { value.value.sure; })
      follow_step(value.value.sure, unit);
    else if constexpr (std::same_as<T, Parameter>)
      follow_step(value.sure, unit);
    else if constexpr (std::same_as<T, double>)
      if (unit.ends_with("per step")) value /= steps_in(TimeUnit::week, units_.step);
  }

  template <Described T>
  void check_rules(const Node& node, const T& record) {
    const auto check = [&](const auto& law) {
      if (!law.holds(record)) is_broken(node, law.says, law.key, law.keys);
    };
    std::apply([&](const auto&... law) { (check(law), ...); }, declaration<T>.rules);
    for_each_field<T>([&](const auto& f) {
      using Value = typename std::remove_cvref_t<decltype(f)>::Value;
      if constexpr (Described<Value>)
        if (f.is_inline) check_rules(node, record.*(f.pointer));
    });
  }

  // --- alternatives: a map with `type:`, or the bare word where the defaults will do
  template <class... A>
  void read(const Node& node, std::variant<A...>& choice, const Expected& expected) {
    if (node.kind == Node::Kind::list) {
      add(IssueCode::wrong_shape, node.place, "a list stands where a map with `type:` belongs",
          fmt::format("type: {}", tags<A...>("or")));
      return;
    }
    const Node* type = node.kind == Node::Kind::map ? node.get("type") : &node;
    if (!type || type->kind == Node::Kind::null) {
      if (told_misspelt(node, {"type"}, {&description_of<A>()...})) return;
      add(IssueCode::missing_key, node.place, "required key 'type' is missing",
          fmt::format("type: {}", tags<A...>("or")));
      return;
    }
    read_tagged(node, "type", *type, choice, expected);
  }
  template <class... A>
  void read_tagged(const Node& node, std::string_view key, const Node& tag,
                   std::variant<A...>& choice, const Expected& expected) {
    const bool found = (read_alternative<A>(node, key, tag, choice, expected) || ...);
    if (!found) not_a_choice(tag, {declaration<A>.tag...});
  }
  template <class A, class Variant>
  bool read_alternative(const Node& node, std::string_view key, const Node& tag, Variant& choice,
                        const Expected& expected) {
    if (!is_scalar(tag) || tag.text != declaration<A>.tag) return false;
    Node body = Node::map(node.place);
    for (const Entry& entry : node.entries)
      if (entry.key != key) body.entries.push_back(entry);
    if (is_call(node)) name_arguments(body, description_of<A>());
    A alternative{};
    read(body, alternative, expected);
    choice = std::move(alternative);
    return true;
  }
  template <class... A>
  static std::string tags(std::string_view conjunction) {
    const std::string_view words[] = {declaration<A>.tag...};
    return listed(words, conjunction);
  }

  // --- lists
  template <class T>
  void read(const Node& node, std::vector<T>& list, const Expected& expected) {
    if constexpr (std::same_as<T, std::string>) {
      if (is_scalar(node)) {  // one alone may stand without brackets
        list.assign(1, {});
        read(node, list.front(), expected);
        return;
      }
    }
    if (node.kind != Node::Kind::list) {
      not_a_list(node, Described<T>);
      return;
    }
    list.clear();  // what is written replaces the default
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      Step step(*this, fmt::format("[{}]", i), name_of<T>(node.items[i]));
      T item{};
      read(node.items[i], item, expected);
      list.push_back(std::move(item));
    }
    if constexpr (Described<T>) declare_names(node);
  }

  /// What an entry is known by wherever it stands in its list: its name, or what its first member
  /// says.
  template <class T>
  static std::string_view name_of(const Node& item) {
    if (!item.name().empty()) return item.name();
    if constexpr (Described<T>) {
      const Node* first = item.get(first_field<T>.name);
      if (first && is_scalar(*first)) return first->text;
    }
    return {};
  }

  // --- simple values
  void read(const Node& node, std::string& text, const Expected& expected);
  void read(const Node& node, bool& truth, const Expected& expected);
  void read(const Node& node, double& number, const Expected& expected);
  void read(const Node& node, Settings& settings, const Expected& expected);
  void read(const Node& node, Parameter& parameter, const Expected& expected);
  void read(const Node& node, Date& date, const Expected& expected);
  void read(const Node& node, Moment& moment, const Expected& expected);
  template <class U, class N>
  void read(const Node& node, Quantity<U, N>& quantity, Expected expected) {
    if (expected.unit.empty()) expected.unit = U::name();
    read(node, quantity.value, expected);
  }
  template <class T>
  void read(const Node& node, std::optional<T>& maybe, const Expected& expected) {
    read(node, maybe.emplace(), expected);
  }
  template <WholeNumber T>
  void read(const Node& node, T& whole, const Expected& expected) {
    const Limits type{.low = double(std::numeric_limits<T>::min()),
                      .high = double(std::numeric_limits<T>::max())};
    const Limits limits{std::max(expected.limits.low, type.low),
                        std::min(expected.limits.high, type.high), expected.limits.low_open};
    if (const auto value = read_whole(unwrapped(node, expected), limits, expected.unit))
      whole = static_cast<T>(*value);
  }
  template <Enumeration E>
  void read(const Node& node, E& value, const Expected&) {
    constexpr auto all = choices(std::type_identity<E>{});
    if (is_scalar(node))
      for (const auto& choice : all)
        if (node.text == choice.word) {
          value = choice.value;
          return;
        }
    std::vector<std::string_view> words;
    for (const auto& choice : all) words.push_back(choice.word);
    not_a_choice(node, words);
  }

  // --- what does not depend on the type (reader.cpp)
  /// A step along the path, for as long as it lives. An entry of a list counts by its position for
  /// messages, and by its name for the address of what is uncertain.
  class Step {
   public:
    Step(Reader& reader, std::string_view part, std::string_view name = {});
    ~Step();
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Reader& reader_;
  };

  static bool is_scalar(const Node& node) { return node.kind == Node::Kind::scalar; }
  std::string path() const;
  /// The dotted path with entries by name; that of its origin for what was taken over.
  std::string address(const Node& node) const;
  void add(IssueCode code, const Place& place, std::string message, std::string hint);
  void missing(const Node& node, const Entry* entry, const FieldDescription& field);
  /// What stands for a field; null where nothing does, which is an issue if it is required.
  const Node* stated_value(const Node& node, const FieldText& field,
                           const RecordDescription& record);
  void require_entries(const Node& list, const FieldText& field, const RecordDescription& record);
  void is_broken(const Node& node, std::string_view rule, std::string_view key,
                 std::span<const std::string_view> keys);
  void not_a_list(const Node& node, bool of_records);
  void check_keys(const Node& node, const RecordDescription& record);
  static std::string keys_hint(const RecordDescription& record);
  /// Whether a key that no record knows is near to one of those meant, and was reported.
  bool told_misspelt(const Node& map, const std::vector<std::string_view>& meant,
                     const std::vector<const RecordDescription*>& records);
  void not_a_choice(const Node& node, std::vector<std::string_view> words);
  void not_a_number(const Node& node, std::string_view kind, const Limits& limits,
                    std::string_view unit);
  std::optional<std::uint64_t> read_whole(const Node& node, const Limits& limits,
                                          std::string_view unit);
  bool inside(const Node& node, double value, const Limits& limits, std::string_view unit);
  /// A number in the field's own unit, or nothing after an issue; bounds are not checked.
  std::optional<double> read_number(const Node& node, std::string_view kind,
                                    const Expected& expected);
  /// The value within `{value: …, source: …}`, whose evidence is noted; any other node itself.
  const Node& unwrapped(const Node& node, const Expected& expected);
  /// A scalar `name(arguments)` as a map with `dist: name`; arguments without a key have an empty
  /// one.
  static std::optional<Node> call_of(const Node& node);
  static bool is_call(const Node& node) { return !node.entries.empty() && node.find(""); }
  static void name_arguments(Node& body, const RecordDescription& family);
  static bool is_uncertain(const Node& node);
  std::optional<Distribution> read_distribution(const Node& node, const Expected& expected);
  /// " (min is 9, mode is 30)": values as they stand in the file.
  static std::string as_written(const Node& node, std::span<const std::string_view> keys);
  void declare_names(const Node& list);
  void check_references();

  Issues& issues_;
  const Units units_;
  Assumptions own_assumptions_;
  Assumptions& assumptions_;
  std::vector<std::string> path_, address_;
  std::map<std::string, std::vector<std::string>, std::less<>> names_;  // of each top-level list
  std::vector<PendingReference> references_;
};

}  // namespace channelsim
