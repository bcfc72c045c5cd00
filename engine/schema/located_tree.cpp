#include "engine/schema/located_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "engine/base/text.hpp"

namespace channelsim {

Node Node::scalar(std::string text, Place place) {
  Node node;
  node.kind = Kind::scalar;
  node.text = std::move(text);
  node.place = std::move(place);
  return node;
}
Node Node::map(Place place) {
  Node node;
  node.kind = Kind::map;
  node.place = std::move(place);
  return node;
}
Node Node::list(Place place) {
  Node node;
  node.kind = Kind::list;
  node.place = std::move(place);
  return node;
}

const Entry* Node::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}
Entry* Node::find(std::string_view key) {
  return const_cast<Entry*>(std::as_const(*this).find(key));
}
const Node* Node::get(std::string_view key) const {
  const Entry* entry = find(key);
  return entry ? &entry->value : nullptr;
}
std::string_view Node::name() const {
  const Node* value = get("name");
  return value && value->kind == Kind::scalar ? std::string_view(value->text) : std::string_view();
}
Node* Node::named(std::string_view wanted) {
  for (Node& item : items)
    if (item.kind == Kind::map && item.name() == wanted) return &item;
  return nullptr;
}

std::string described(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return "nothing";
    case Node::Kind::map: return "a map";
    case Node::Kind::list: return "a list";
    case Node::Kind::scalar: break;
  }
  const std::string shown = node.text.size() > 60 ? node.text.substr(0, 57) + "..." : node.text;
  return fmt::format("'{}'", shown);
}

namespace {

/// Ends the parsing at the first event that makes the rest meaningless.
struct Refused {};

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::shared_ptr<const Source> source, Issues& issues)
      : source_(std::move(source)), issues_(issues) {}

  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0)
      refuse(IssueCode::several_documents, mark, "a second document starts here",
             "keep one scenario per file");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    Node node;
    node.place = place(mark);
    add(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(IssueCode::reserved_yaml, mark, "aliases (*name) are not allowed",
           "repeat the value, or state it once in a channel that members share");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    Node node = Node::scalar(value, place(mark));
    node.quoted = tag == "!";
    if (!node.quoted && (value.empty() || value == "~" || value == "null"))
      node.kind = Node::Kind::null;
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::list(place(mark)));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::map(place(mark)));
  }
  void OnMapEnd() override { close(); }

 private:
  /// A map or list whose end has not come yet, and the key that waits for its value.
  struct Level {
    Node node;
    bool has_key = false;
    std::string key;
    Place key_place;
  };

  Place place(const YAML::Mark& mark) const { return {source_, mark.line + 1, mark.column + 1}; }

  [[noreturn]] void refuse(IssueCode code, const YAML::Mark& mark, std::string message,
                           std::string hint) {
    issues_.push_back({code, place(mark), "", std::move(message), std::move(hint)});
    throw Refused{};
  }
  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0)
      refuse(IssueCode::reserved_yaml, mark, "anchors (&name) are not allowed",
             "repeat the value, or state it once in a channel that members share");
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!")
      refuse(IssueCode::reserved_yaml, mark, fmt::format("the tag '{}' is not allowed", tag),
             "write the value without a tag");
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node node) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (levels_.size() >= static_cast<std::size_t>(deepest_nesting))
      refuse(IssueCode::too_deep, mark, fmt::format("nested deeper than {} levels", deepest_nesting),
             "flatten the structure");
    if (!levels_.empty() && levels_.back().node.kind == Node::Kind::map && !levels_.back().has_key)
      refuse(IssueCode::wrong_shape, mark, "a key must be a plain text, not a map or a list", "");
    levels_.push_back({std::move(node), false, {}, {}});
  }
  void close() {
    Node node = std::move(levels_.back().node);
    levels_.pop_back();
    add(std::move(node));
  }
  void add(Node node) {
    if (++nodes_ > most_nodes) {
      issues_.push_back({IssueCode::too_many, node.place, "",
                         fmt::format("more than {} values in one file", most_nodes),
                         "put large tables into CSV and read them with `from_csv`"});
      throw Refused{};
    }
    if (levels_.empty()) {
      root_ = std::move(node);
      return;
    }
    Level& level = levels_.back();
    if (level.node.kind == Node::Kind::list) {
      level.node.items.push_back(std::move(node));
    } else if (!level.has_key) {
      level.has_key = true;
      level.key = node.text;
      level.key_place = node.place;
      check_key(level);
    } else {
      level.has_key = false;
      if (node.kind == Node::Kind::null && node.place.line <= 0) node.place = level.key_place;
      level.node.entries.push_back({std::move(level.key), level.key_place, std::move(node)});
    }
  }
  void check_key(const Level& level) {
    if (level.key == "<<")
      issues_.push_back({IssueCode::reserved_yaml, level.key_place, "",
                         "merge keys (<<) are not allowed",
                         "repeat the values, or state them once in a channel that members share"});
    if (const Entry* first = level.node.find(level.key))
      issues_.push_back({IssueCode::duplicate_key, level.key_place, "",
                         fmt::format("key '{}' appears twice; it first stands in line {}", level.key,
                                     first->key_place.line),
                         "delete one of them"});
  }

  std::shared_ptr<const Source> source_;
  Issues& issues_;
  Node root_;
  std::vector<Level> levels_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

/// Line and column, in characters, of a byte offset.
Place place_of_offset(const std::shared_ptr<const Source>& source, std::size_t offset) {
  int line = 1, column = 1;
  for (std::size_t i = 0; i < offset; ++i) {
    const auto byte = static_cast<unsigned char>(source->text[i]);
    if (byte == '\n') {
      ++line;
      column = 1;
    } else if ((byte & 0xc0u) != 0x80u) {
      ++column;
    }
  }
  return {source, line, column};
}

/// Size and characters, which are checked before YAML is.
bool check_text(const std::shared_ptr<const Source>& source, Issues& issues) {
  const std::string& text = source->text;
  if (text.size() > largest_file) {
    issues.push_back({IssueCode::too_large, {source}, "",
                      fmt::format("the file has {} bytes; at most {} are read", text.size(), largest_file),
                      "put large tables into CSV and read them with `from_csv`"});
    return false;
  }
  if (const auto invalid = first_invalid_utf8(text)) {
    issues.push_back({IssueCode::encoding, place_of_offset(source, *invalid), "",
                      fmt::format("byte {} (0x{:02x}) is not valid UTF-8", *invalid,
                                  static_cast<unsigned char>(text[*invalid])),
                      "save the file as UTF-8"});
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || byte == 0x7f) {
      issues.push_back({IssueCode::encoding, place_of_offset(source, i), "",
                        fmt::format("byte {} is the control character 0x{:02x}", i, byte),
                        "delete it, or save the file as UTF-8"});
      return false;
    }
  }
  return true;
}

/// yaml-cpp names the place where it gave up; people look for the cause.
void report_syntax(const std::shared_ptr<const Source>& source, const YAML::Exception& error,
                   Issues& issues) {
  Place place{source, std::max(error.mark.line, 0) + 1, std::max(error.mark.column, 0) + 1};
  std::istringstream lines(source->text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent != std::string::npos && line[indent] == '\t' && number <= place.line &&
        line.find_first_not_of(" \t\r") != std::string::npos) {
      issues.push_back({IssueCode::syntax, {source, number, static_cast<int>(indent) + 1}, "",
                        "a tab is used for indentation", "use spaces"});
      return;
    }
  }
  issues.push_back({IssueCode::syntax, place, "", error.msg, ""});
}

}  // namespace

Node parse_yaml(std::shared_ptr<const Source> source, Issues& issues) {
  if (!check_text(source, issues)) return {};
  TreeBuilder builder(source, issues);
  try {
    std::istringstream stream(source->text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Refused&) {
  } catch (const YAML::Exception& error) {
    report_syntax(source, error, issues);
  }
  return builder.take();
}

}  // namespace channelsim
