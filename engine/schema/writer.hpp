#pragma once
// From described struct back to YAML: every value in force, defaults spelt out, each with a comment
// that tells where it came from. Reading the text again gives the same struct.

#include <algorithm>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/schema/description.hpp"
#include "engine/schema/distribution.hpp"
#include "engine/schema/same.hpp"

namespace channelsim {

/// A text as a YAML scalar: plain where that is safe, else in double quotes.
std::string yaml_text(std::string_view text);

/// A top-level list whose entries take what they don't state, of their in-line members, from
/// elsewhere.
struct Inheriting {
  std::string_view list;
  const Node* stated;  // the list as it was written down; may be null
};

template <class T>
concept MayBeUncertain = std::same_as<T, Parameter> ||(IsQuantity<T>::value&& requires(T value) {
  { value.value } -> std::same_as<Parameter&>;
});
constexpr Parameter parameter_of(Parameter value) { return value; }
template <class U>
constexpr Parameter parameter_of(Quantity<U, Parameter> value) {
  return value.value;
}
constexpr double sure_value_of(double value) { return value; }
template <class U>
constexpr double sure_value_of(Quantity<U, double> value) {
  return value.value;
}

class Writer {
 public:
  /// Uncertain values are written as the `assumptions` say; without them, by their middle. Entries
  /// of the inheriting list repeat what they state; what they inherit stands in comments. Spelt
  /// out, it would no longer follow a patch of where it comes from.
  explicit Writer(const Assumptions* assumptions = nullptr, Inheriting inheriting = {})
      : assumptions_(assumptions), inheriting_(inheriting) {}

  /// The document of `value`; `tree` is what it was read from. Without it nothing tells where
  /// values came from, so that equal values give equal texts.
  template <Described T>
  std::string document(const T& value, const Node* tree) {
    tells_origins_ = tree != nullptr;
    write_fields(value, tree, 0);
    return std::move(text_);
  }

 private:
  template <Described T>
  void write_fields(const T& record, const Node* tree, int indent) {
    for_each_field<T>([&](const auto& f) {
      const auto& member = record.*(f.pointer);
      using Value = std::remove_cvref_t<decltype(member)>;
      if constexpr (Described<Value>) {
        if (f.is_inline) {
          if (stated_)
            write_inherited(member, tree, indent);
          else
            write_fields(member, tree, indent);
          return;
        }
      }
      const Entry* entry = tree && tree->kind == Node::Kind::map ? tree->find(f.name) : nullptr;
      write_entry(f.name, member, entry, f.otherwise, indent);
    });
  }

  template <Described T>
  void write_inherited(const T& record, const Node* tree, int indent) {
    for_each_field<T>([&](const auto& f) {
      if (const Entry* stated = stated_->find(f.name)) {
        write_node(*stated, indent);
        return;
      }
      Writer comment(assumptions_);
      comment.tells_origins_ = tells_origins_;
      comment.write_entry(f.name, record.*(f.pointer), tree ? tree->find(f.name) : nullptr,
                          f.otherwise, 0);
      comment_out(comment.text_, indent);
    });
  }

  template <class T>
  void write_entry(std::string_view key, const T& value, const Entry* entry,
                   std::string_view otherwise, int indent) {
    const Node* node = entry ? &entry->value : nullptr;
    if constexpr (IsOptional<T>::value) {
      if (value)
        write_entry(key, *value, entry, otherwise, indent);
      else
        line(indent, fmt_comment(key, otherwise));
    } else if constexpr (HasShorthand<T>) {
      const Entry* first = first_of<T>(entry);
      if (has_defaults_behind_first(value) && !is_written_out<T>(node) &&
          !(first && first->value.kind == Node::Kind::map))
        write_entry(key, value.*(first_field<T>.pointer), first, otherwise, indent);
      else
        write_record(key, value, node, indent);
    } else if constexpr (Described<T>) {
      write_record(key, value, node, indent);
    } else if constexpr (IsVariant<T>::value) {
      line(indent, std::string(key) + ":");
      std::visit(
          [&]<class A>(const A& alternative) {
            const Entry* type = node && node->kind == Node::Kind::map ? node->find("type") : entry;
            line(indent + 2, "type: " + std::string(declaration<A>.tag) + origin(type));
            write_fields(alternative, node, indent + 2);
          },
          value);
    } else if constexpr (IsVector<T>::value) {
      write_list(key, value, entry, indent);
    } else if constexpr (std::same_as<T, Settings>) {
      line(indent, std::string(key) + (value.entries.empty() ? ": {}" : ":"));
      for (const Entry& setting : value.entries) write_node(setting, indent + 2);
    } else if constexpr (std::same_as<T, std::string>) {
      line(indent, std::string(key) + ": " + yaml_text(value) + origin(entry));
    } else if constexpr (MayBeUncertain<T>) {
      write_number(key, parameter_of(value), entry, indent);
    } else if constexpr (IsQuantity<T>::value || std::same_as<T, double>) {
      write_number(key, sure_value_of(value), entry, indent);
    } else if constexpr (WholeNumber<T>) {
      const std::string text = default_text(value);
      line(indent, std::string(key) + ": " + with_evidence(text, node) + origin(entry, text));
    } else {
      const std::string text = default_text(value);
      line(indent, std::string(key) + ": " + text + origin(entry, text));
    }
  }

  /// Where the first member of a record stands: at its key, or alone.
  template <Described T>
  static const Entry* first_of(const Entry* entry) {
    const bool is_map = entry && entry->value.kind == Node::Kind::map;
    return is_map ? entry->value.find(first_field<T>.name) : entry;
  }

  /// Whether a record stands there key by key: its parts may be patched by path, so it stays so.
  template <Described T>
  static bool is_written_out(const Node* node) {
    if (!node || node->kind != Node::Kind::map) return false;
    return std::any_of(node->entries.begin(), node->entries.end(), [](const Entry& entry) {
      return description_of<T>().find(entry.key) != nullptr;
    });
  }

  template <Described T>
  void write_record(std::string_view key, const T& value, const Node* node, int indent) {
    line(indent, std::string(key) + ":");
    const std::size_t begin = text_.size();
    write_fields(value, node, indent + 2);
    // A record that says nothing is not the same as none.
    if (only_comments(std::string_view(text_).substr(begin))) text_.insert(begin - 1, " {}");
  }

  /// Whether every member but the first has its default, so that the first may stand alone.
  template <Described T>
  static bool has_defaults_behind_first(const T& value) {
    const T defaults{};
    bool equal = true, first = true;
    for_each_field<T>([&](const auto& f) {
      equal = equal && (first || same(value.*(f.pointer), defaults.*(f.pointer)));
      first = false;
    });
    return equal;
  }

  template <class T>
  void write_list(std::string_view key, const std::vector<T>& list, const Entry* entry,
                  int indent) {
    if constexpr (Described<T>) {
      line(indent, std::string(key) + (list.empty() ? ": []" : ":"));
      for (std::size_t i = 0; i < list.size(); ++i) {
        const bool known = entry && i < entry->value.items.size();
        const std::size_t begin = text_.size();
        if (indent == 0 && inheriting_.stated && key == inheriting_.list)
          stated_ = &inheriting_.stated->items[i];
        write_fields(list[i], known ? &entry->value.items[i] : nullptr, indent + 4);
        stated_ = nullptr;
        text_[begin + static_cast<std::size_t>(indent) + 2] = '-';
      }
    } else {
      std::string words;
      for (const T& item : list) {
        if (!words.empty()) words += ", ";
        if constexpr (std::same_as<T, std::string>)
          words += yaml_text(item);
        else
          words += default_text(item);
      }
      line(indent, std::string(key) + ": [" + words + "]" + origin(entry));
    }
  }

  void write_number(std::string_view key, Parameter value, const Entry* entry, int indent);
  /// A number, its distribution, or the number with its evidence; as it is read again.
  std::string number_text(Parameter value, const Node* node) const;
  /// A sure number with what `node` says of where it comes from.
  std::string with_evidence(std::string number, const Node* node) const;

  void line(int indent, const std::string& text);
  void comment_out(std::string_view lines, int indent);
  /// A value as it was written down, without the type that would read it.
  void write_node(const Entry& entry, int indent);
  /// "  # file.yaml:12", and the text that was written there where it says it otherwise.
  std::string origin(const Entry* entry, std::string_view written = {}) const;
  static bool only_comments(std::string_view lines);
  static std::string fmt_comment(std::string_view key, std::string_view otherwise);

  std::string text_;
  const Assumptions* assumptions_;
  bool tells_origins_ = false;
  Inheriting inheriting_{};
  const Node* stated_ = nullptr;  // the entry being written, if it inherits
};

}  // namespace channelsim
