#include "engine/schema/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace channelsim {

std::string yaml_text(std::string_view text) {
  constexpr std::string_view words[] = {"true", "false", "null", "yes", "no",
                                        "on",   "off",   "~",    "y",   "n"};
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  // Anything that is not plainly a word is quoted: also what looks like a number or a date.
  const bool plain = !text.empty() && text.back() != ' ' && !first_unfit_for_name(text) &&
                     (std::isalpha(static_cast<unsigned char>(text[0])) ||
                      static_cast<unsigned char>(text[0]) >= 0x80) &&
                     text.find_first_of(":#[]{},&*!|>'\"%@`\\") == std::string_view::npos &&
                     std::find(std::begin(words), std::end(words), lower) == std::end(words);
  if (plain) return std::string(text);
  std::string quoted = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n')
      quoted += "\\n";
    else if (c == '\t')
      quoted += "\\t";
    else if (byte < 0x20 || byte == 0x7f)
      quoted += fmt::format("\\x{:02x}", byte);
    else if (byte == 0xc2 && next < 0xa0)
      quoted += fmt::format("\\x{:02x}", (void(++i), next));
    else
      quoted += c;
  }
  return quoted + '"';
}

namespace {
/// A scalar that has no type of its own: plain where it was, so that it is read the same way.
std::string scalar_text(const Node& node) {
  if (node.quoted || node.text.find_first_of("\n\t") != std::string::npos)
    return yaml_text(node.text);
  if (parse_number(node.text) || node.text == "true" || node.text == "false") return node.text;
  return yaml_text(node.text);
}

/// A value of any kind in one line.
std::string flow_text(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Node::Kind::null:
      return "null";
    case Node::Kind::scalar:
      return scalar_text(node);
    case Node::Kind::map:
      for (const Entry& entry : node.entries)
        text += (text.empty() ? "" : ", ") + yaml_text(entry.key) + ": " + flow_text(entry.value);
      return "{" + text + "}";
    case Node::Kind::list:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + flow_text(item);
      return "[" + text + "]";
  }
  return text;
}
}  // namespace

void Writer::write_number(std::string_view key, Parameter value, const Entry* entry, int indent) {
  const std::string text = number_text(value, entry ? &entry->value : nullptr);
  line(indent, std::string(key) + ": " + text + origin(entry, text));
}

std::string Writer::number_text(Parameter value, const Node* node) const {
  if (value.uncertain() && assumptions_)
    return to_text(*assumptions_->uncertain()[value.slot].distribution, tells_origins_);
  return with_evidence(shortest(value.sure), node);
}

std::string Writer::with_evidence(std::string number, const Node* node) const {
  const bool has_evidence = node && tells_origins_ && node->kind == Node::Kind::map;
  if (!has_evidence) return number;
  std::string text = "{value: " + number;
  for (const Entry& entry : node->entries)
    if (entry.key != "value") text += ", " + entry.key + ": " + flow_text(entry.value);
  return text + "}";
}

void Writer::line(int indent, const std::string& text) {
  text_.append(static_cast<std::size_t>(indent), ' ');
  text_ += text;
  text_ += '\n';
}

void Writer::comment_out(std::string_view lines, int indent) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    line(indent, "# " + std::string(lines.substr(0, end)));
    lines.remove_prefix(end + 1);
  }
}

bool Writer::only_comments(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    const std::size_t first = lines.find_first_not_of(' ');
    if (first < end && lines[first] != '#') return false;
    lines.remove_prefix(std::min(end, lines.size() - 1) + 1);
  }
  return true;
}

std::string Writer::fmt_comment(std::string_view key, std::string_view otherwise) {
  return fmt::format("# {}: not set{}{}", key, otherwise.empty() ? "" : "; ", otherwise);
}

std::string Writer::origin(const Entry* entry, std::string_view written) const {
  if (!tells_origins_) return "";
  if (!entry) return "  # default";
  const Place& place = entry->value.place.source ? entry->value.place : entry->key_place;
  if (!place.source) return "";
  const std::string file = std::filesystem::path(place.source->name).filename().string();
  const std::string name =
      printable(place.source->name.starts_with("--") ? place.source->name : file);
  const Node& node = entry->value;
  const bool tells_more = node.kind == Node::Kind::scalar && !written.empty() &&
                          node.text != written && !parse_number(node.text);
  return (place.line > 0 ? fmt::format("  # {}:{}", name, place.line)
                         : fmt::format("  # {}", name)) +
         (tells_more ? fmt::format(": {}", printable(shortened(node.text, 60))) : "");
}

void Writer::write_node(const Entry& entry, int indent) {
  const Node& node = entry.value;
  const std::string key = yaml_text(entry.key) + ":";
  const bool has_lines = node.kind == Node::Kind::map && !node.entries.empty();
  if (!has_lines) {
    line(indent,
         key + " " + flow_text(node) + (node.kind == Node::Kind::null ? "" : origin(&entry)));
    return;
  }
  line(indent, key);
  for (const Entry& inner : node.entries) write_node(inner, indent + 2);
}

}  // namespace channelsim
