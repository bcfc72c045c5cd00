#include "engine/schema/located_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
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
    case Node::Kind::null:
      return "nothing";
    case Node::Kind::map:
      return "a map";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::scalar:
      break;
  }
  return fmt::format("'{}'", shortened(node.text, 60));
}

namespace {

/// Length of the text in quotes that `text` begins with, both quotes included; npos when it is not
/// closed.
std::size_t end_of_quoted(std::string_view text) {
  const char quote = text[0];
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\')
      ++i;
    else if (text[i] == quote && quote == '\'' && i + 1 < text.size() && text[i + 1] == quote)
      ++i;
    else if (text[i] == quote)
      return i + 1;
  }
  return std::string_view::npos;
}

/// A quote or bracket.
struct Opening {
  std::size_t offset;
  char mark;
};

/// What is wrong with the quotes and brackets of a broken text: people look for the opening one,
/// yaml-cpp names the place where it gave up.
struct Brackets {
  std::optional<Opening> unclosed;      // never closed, or closed by another's mark
  std::optional<std::size_t> too_deep;  // offset of the bracket that opens a level too many
};

/// An approximation that knows quotes, comments and brackets only; asked when the text is broken.
Brackets check_brackets(std::string_view text) {
  std::vector<Opening> open;
  std::optional<std::size_t> too_deep;
  std::size_t levels = 0;  // around the brackets: the map whose value they are, if they are not all
  bool token_begins = true;  // a quote or bracket inside a plain text is just a character
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool blank_before =
        i == 0 || text[i - 1] == ' ' || text[i - 1] == '\t' || text[i - 1] == '\n';
    if (c == '#' && blank_before) {
      i = std::min(text.find('\n', i), text.size());
      token_begins = true;
    } else if ((c == '"' || c == '\'') && token_begins) {
      const std::size_t length = end_of_quoted(text.substr(i));
      if (length == std::string_view::npos) return {Opening{i, c}, too_deep};
      const bool several_lines = text.substr(i, length).find('\n') != std::string_view::npos;
      const std::size_t next = text.find_first_not_of(" \t", i + length);
      if (several_lines && next != std::string_view::npos &&
          std::string_view(",:]}#\r\n").find(text[next]) == std::string_view::npos)
        return {Opening{i, c},
                too_deep};  // it was closed by the quote that should have opened another text
      i += length - 1;
      token_begins = false;
    } else if ((c == '[' || c == '{') && (token_begins || !open.empty())) {
      open.push_back({i, c});
      if (levels + open.size() > static_cast<std::size_t>(deepest_nesting) && !too_deep)
        too_deep = i;
      token_begins = true;
    } else if ((c == ']' || c == '}') && !open.empty()) {
      if (open.back().mark != (c == ']' ? '[' : '{')) return {open.back(), too_deep};
      open.pop_back();
      token_begins = false;
    } else if (c == '\n' || (c == ',' && !open.empty())) {
      token_begins = true;
    } else if (c == ':' || c == '-' || c == '?') {
      const bool indicator =
          i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\n' || text[i + 1] == '\r');
      token_begins = indicator || (token_begins && c == ' ');
    } else if (c != ' ' && c != '\t' && c != '\r') {
      if (open.empty()) levels = 1;
      token_begins = false;
    }
  }
  return {open.empty() ? std::nullopt : std::optional(open.front()), too_deep};
}

/// Ends the parsing at the first event that makes the rest meaningless.
struct Refused {};

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::shared_ptr<const Source> source, Issues& issues)
      : source_(std::move(source)), issues_(issues) {
    const std::string_view text = source_->text;
    line_begins_.push_back(text.starts_with("\xef\xbb\xbf") ? 3 : 0);
    counted_.offset = line_begins_.front();
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\n') line_begins_.push_back(i + 1);
  }

  Node take() { return std::move(root_); }

  void report_brackets(const Brackets& brackets) {
    if (brackets.too_deep) {
      issues_.push_back({IssueCode::too_deep, place_of_offset(source_, *brackets.too_deep), "",
                         fmt::format("nested deeper than {} levels", deepest_nesting),
                         "flatten the structure"});
      return;
    }
    const auto [offset, mark] = *brackets.unclosed;
    const bool quote = mark == '"' || mark == '\'';
    issues_.push_back({IssueCode::syntax, place_of_offset(source_, offset), "",
                       quote ? "the quote that opens here is not closed where its text ends"
                             : fmt::format("the '{}' that opens here is not closed", mark),
                       fmt::format("close it with {}", mark == '['   ? ']'
                                                       : mark == '{' ? '}'
                                                                     : mark)});
  }

  /// Byte of the source that yaml-cpp means; its columns count bytes.
  std::size_t offset(const YAML::Mark& mark) const {
    const auto line = static_cast<std::size_t>(std::max(mark.line, 0));
    if (line >= line_begins_.size()) return source_->text.size();
    return std::min(line_begins_[line] + static_cast<std::size_t>(std::max(mark.column, 0)),
                    source_->text.size());
  }
  Place place(const YAML::Mark& mark) {
    const std::size_t line = static_cast<std::size_t>(std::max(mark.line, 0));
    if (line >= line_begins_.size()) return place_of_offset(source_, source_->text.size());
    const std::size_t at = offset(mark);
    // Marks mostly go forward, so a line is counted once, however many values it holds.
    if (line != counted_.line || at < counted_.offset) counted_ = {line, line_begins_[line], 0};
    counted_.characters += count_characters(
        std::string_view(source_->text).substr(counted_.offset, at - counted_.offset));
    counted_.offset = at;
    return {source_, mark.line + 1, static_cast<int>(counted_.characters) + 1};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    if (rest(mark).starts_with("---"))
      refuse(IssueCode::several_documents, mark, "a second document starts here",
             "keep one scenario per file");
    refuse(IssueCode::syntax, mark, "this does not belong to the lines above",
           "begin it in the same column as the keys it stands beside");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    // Where nothing is written, yaml-cpp names the place of whatever comes next.
    const bool waits = !levels_.empty() && levels_.back().has_key;
    Node node;
    node.place = is_written_null(mark) ? place(mark)
                 : waits               ? levels_.back().key_place
                 : levels_.empty()     ? place(mark)
                                       : levels_.back().node.place;
    add(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_alias(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (value.size() > longest_text)
      refuse(IssueCode::too_many, mark,
             fmt::format("a text of {} bytes; at most {} are read", value.size(), longest_text),
             "put large tables into CSV and read them with `from_csv`");
    refuse_unclosed_quote(mark);
    Node node = Node::scalar(value, place(mark));
    node.quoted = tag == "!";
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

  std::string_view rest(const YAML::Mark& mark) const {
    return std::string_view(source_->text).substr(offset(mark));
  }
  /// Whether a null stands at the mark, and not the key or value that follows a missing one.
  bool is_written_null(const YAML::Mark& mark) const {
    for (const std::string_view word : {"~", "null", "Null", "NULL"})
      if (rest(mark).starts_with(word)) {
        const std::string_view after = rest(mark).substr(word.size());
        return after.empty() ||
               std::string_view(" \t\r\n,]}#").find(after[0]) != std::string_view::npos;
      }
    return false;
  }

  [[noreturn]] void refuse(IssueCode code, const YAML::Mark& mark, std::string message,
                           std::string hint) {
    issues_.push_back({code, place(mark), "", std::move(message), std::move(hint)});
    throw Refused{};
  }
  [[noreturn]] void refuse_alias(const YAML::Mark& mark) {
    refuse(IssueCode::reserved_yaml, mark, "aliases (*name) are not allowed",
           "repeat the value where it is needed");
  }
  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0)
      refuse(IssueCode::reserved_yaml, mark, "anchors (&name) are not allowed",
             "repeat the value where it is needed");
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    // Text in quotes has the tag '!' too; a written one begins with it.
    if (rest(mark).starts_with('!') || (!tag.empty() && tag != "?" && tag != "!"))
      refuse(IssueCode::reserved_yaml, mark, fmt::format("the tag '{}' is not allowed", tag),
             "write the value without a tag");
  }
  /// yaml-cpp takes the end of the file for the closing quote.
  void refuse_unclosed_quote(const YAML::Mark& mark) {
    const std::string_view text = rest(mark);
    if (!text.starts_with('"') && !text.starts_with('\'')) return;
    if (end_of_quoted(text) == std::string_view::npos)
      refuse(IssueCode::syntax, mark, "the quote that opens here is never closed",
             fmt::format("close it with {}", text[0]));
  }

  /// A map or list as a key; what is not closed looks like one to yaml-cpp.
  [[noreturn]] void refuse_key(const YAML::Mark& mark) {
    const Brackets brackets = check_brackets(source_->text);
    if (!brackets.unclosed)
      refuse(IssueCode::wrong_shape, mark, "a key must be a plain text, not a map or a list", "");
    report_brackets(brackets);
    throw Refused{};
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node node) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (levels_.size() >= static_cast<std::size_t>(deepest_nesting))
      refuse(IssueCode::too_deep, mark,
             fmt::format("nested deeper than {} levels", deepest_nesting), "flatten the structure");
    if (!levels_.empty() && levels_.back().node.kind == Node::Kind::map && !levels_.back().has_key)
      refuse_key(mark);
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
      check_key(level, node);
    } else {
      level.has_key = false;
      level.node.entries.push_back({std::move(level.key), level.key_place, std::move(node)});
    }
  }
  void check_key(const Level& level, const Node& key) {
    if (key.kind == Node::Kind::null)
      issues_.push_back({IssueCode::wrong_shape, key.place, "", "a key is missing before the colon",
                         "write `key: value`"});
    if (level.node.entries.size() >= most_keys) {
      issues_.push_back({IssueCode::too_many, level.key_place, "",
                         fmt::format("more than {} keys in one map", most_keys),
                         "put large tables into CSV and read them with `from_csv`"});
      throw Refused{};
    }
    if (level.key == "<<")
      issues_.push_back({IssueCode::reserved_yaml, level.key_place, "",
                         "merge keys (<<) are not allowed",
                         "repeat the values where they are needed"});
    if (const Entry* first = level.node.find(level.key))
      issues_.push_back({IssueCode::duplicate_key, level.key_place, "",
                         fmt::format("key '{}' appears twice; it first stands in line {}",
                                     level.key, first->key_place.line),
                         "delete one of them"});
  }

  std::shared_ptr<const Source> source_;
  Issues& issues_;
  std::vector<std::size_t> line_begins_;
  struct {
    std::size_t line = 0, offset = 0, characters = 0;
  } counted_;  // up to where the characters of a line are counted
  Node root_;
  std::vector<Level> levels_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

/// Size and characters, which are checked before YAML is.
bool check_text(const std::shared_ptr<const Source>& source, Issues& issues) {
  const std::string& text = source->text;
  if (text.size() > largest_file) {
    issues.push_back(
        {IssueCode::too_large,
         {source},
         "",
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
  for (std::size_t begin = 0;
       const auto found = first_control(std::string_view(text).substr(begin));) {
    const std::size_t at = begin + *found;
    begin = at + 1;
    const bool line_end = text[at] == '\r' && text.compare(at, 2, "\r\n") == 0;
    if (line_end) continue;
    issues.push_back(
        {IssueCode::encoding, place_of_offset(source, at), "",
         fmt::format("byte {} begins the control character {}", at,
                     printable(std::string_view(text).substr(
                         at, static_cast<unsigned char>(text[at]) < 0x80 ? 1 : 2))),
         text[at] == '\r' ? "end lines with LF or CR LF" : "delete it, or save the file as UTF-8"});
    return false;
  }
  return true;
}

/// What yaml-cpp says in the words of its source, in those of a person who wrote a file.
std::pair<std::string, std::string> explained(const std::string& message) {
  const auto says = [&](std::string_view part) { return message.find(part) != std::string::npos; };
  if (says("illegal map value"))
    return {"a second ': ' in one line, or a deeper line under a finished value",
            "put a text that holds ': ' in quotes; otherwise check the indentation"};
  if (says("end of map not found") || says("end of sequence not found") ||
      says("illegal block entry") || says("illegal map key"))
    return {"this does not fit the lines above",
            "check the indentation; keys of one map begin in the same column"};
  if (says("flow")) return {"a comma or a closing bracket is missing before this", ""};
  if (says("unknown escape character"))
    return {"this escape is not known inside double quotes",
            "write \\\\ for a backslash, or use single quotes"};
  if (says("unknown token"))
    return {"a text can't begin with this character", "put the text in quotes"};
  if (says("document indicator in scalar"))
    return {"a text in quotes goes on over '---' or '...'", "close the quote"};
  return {message, ""};
}

/// yaml-cpp names the place where it gave up; people look for the cause.
void report_syntax(TreeBuilder& builder, const std::shared_ptr<const Source>& source,
                   const YAML::Exception& error, Issues& issues) {
  const std::string_view text = source->text;
  if (error.msg.find("referenced anchor") != std::string::npos) {
    issues.push_back({IssueCode::reserved_yaml, builder.place(error.mark), "",
                      "aliases (*name) are not allowed", "repeat the value where it is needed"});
    return;
  }
  const std::size_t gave_up = builder.offset(error.mark);
  for (std::size_t begin = 0; begin <= gave_up && begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent != std::string_view::npos && line[indent] == '\t' &&
        line.find_first_not_of(" \t\r") != std::string_view::npos) {
      issues.push_back({IssueCode::syntax, place_of_offset(source, begin + indent), "",
                        "a tab is used for indentation", "use spaces"});
      return;
    }
    begin = end + 1;
  }
  if (const Brackets brackets = check_brackets(text); brackets.unclosed) {
    builder.report_brackets(brackets);
    return;
  }
  auto [message, hint] = explained(error.msg);
  issues.push_back(
      {IssueCode::syntax, builder.place(error.mark), "", std::move(message), std::move(hint)});
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
    report_syntax(builder, source, error, issues);
  }
  return builder.take();
}

}  // namespace channelsim
