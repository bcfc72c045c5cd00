#include "engine/schema/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace channelsim {

std::string yaml_text(std::string_view text) {
  constexpr std::string_view words[] = {"true", "false", "null", "yes", "no", "on", "off", "~", "y", "n"};
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  // Anything that is not plainly a word is quoted: also what looks like a number or a date.
  const bool plain = !text.empty() && text.back() != ' ' &&
                     (std::isalpha(static_cast<unsigned char>(text[0])) || static_cast<unsigned char>(text[0]) >= 0x80) &&
                     text.find_first_of(":#[]{},&*!|>'\"%@`\n\t\\") == std::string_view::npos &&
                     std::find(std::begin(words), std::end(words), lower) == std::end(words) &&
                     std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (plain) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n') quoted += "\\n";
    else if (c == '\t') quoted += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20) quoted += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    else quoted += c;
  }
  return quoted + '"';
}

void Writer::line(int indent, const std::string& text) {
  text_.append(static_cast<std::size_t>(indent), ' ');
  text_ += text;
  text_ += '\n';
}

std::string Writer::fmt_comment(std::string_view key, std::string_view otherwise) {
  return fmt::format("# {}: not set{}{}", key, otherwise.empty() ? "" : "; ", otherwise);
}

std::string Writer::origin(const Entry* entry) {
  if (!entry) return "  # default";
  const Place& place = entry->value.place.source ? entry->value.place : entry->key_place;
  if (!place.source) return "";
  const std::string file = std::filesystem::path(place.source->name).filename().string();
  const std::string name = printable(place.source->name.starts_with("--") ? place.source->name : file);
  return place.line > 0 ? fmt::format("  # {}:{}", name, place.line) : fmt::format("  # {}", name);
}

void Writer::write_node(const Entry& entry, int indent) {
  const Node& node = entry.value;
  const std::string key = yaml_text(entry.key) + ":";
  switch (node.kind) {
    case Node::Kind::null: line(indent, key + " null"); break;
    case Node::Kind::scalar:
      line(indent, key + " " + (node.quoted || !parse_number(node.text) ? 
           (node.text == "true" || node.text == "false") && !node.quoted ? node.text : yaml_text(node.text)
           : node.text) + origin(&entry));
      break;
    case Node::Kind::map:
      line(indent, key + (node.entries.empty() ? " {}" : ""));
      for (const Entry& inner : node.entries) write_node(inner, indent + 2);
      break;
    case Node::Kind::list:
      line(indent, key + (node.items.empty() ? " []" : ""));
      for (const Node& item : node.items) {
        const std::size_t begin = text_.size();
        if (item.kind == Node::Kind::map) {
          for (const Entry& inner : item.entries) write_node(inner, indent + 4);
          if (item.entries.empty()) line(indent + 4, "{}");
        } else {
          line(indent + 4, item.quoted ? yaml_text(item.text) : item.text);
        }
        text_[begin + static_cast<std::size_t>(indent) + 2] = '-';
      }
      break;
  }
}

}  // namespace channelsim
