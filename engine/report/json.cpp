#include "engine/report/json.hpp"

#include <fmt/format.h>

#include "engine/base/text.hpp"

namespace channelsim {
namespace {
/// The text with every byte that is not UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view text) {
  std::string valid;
  while (const auto bad = first_invalid_utf8(text)) {
    valid += text.substr(0, *bad);
    valid += "\xef\xbf\xbd";
    text.remove_prefix(*bad + 1);
  }
  return valid += text;
}

/// The escape of the character at `i` if it needs one, and how many bytes it replaces.
struct Escape {
  std::string text;
  std::size_t bytes;
};
Escape escape_at(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) {
    return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u;
  };
  if (text[i] == '"' || text[i] == '\\') return {fmt::format("\\{}", text[i]), 1};
  if (text[i] == '\n') return {"\\n", 1};
  if (text[i] == '\t') return {"\\t", 1};
  if (byte(i) < 0x20 || byte(i) == 0x7f || text[i] == '<')
    return {fmt::format("\\u{:04x}", byte(i)), 1};
  if (byte(i) == 0xc2 && byte(i + 1) < 0xa0)  // control characters above ASCII
    return {fmt::format("\\u{:04x}", byte(i + 1)), 2};
  if (byte(i) == 0xe2 && byte(i + 1) == 0x80 && (byte(i + 2) & 0xfeu) == 0xa8)
    return {fmt::format("\\u20{:02x}", 0x28 + (byte(i + 2) & 1u)), 3};  // U+2028 and U+2029
  return {{}, 0};
}
}  // namespace

std::string json_string(std::string_view text) {
  const std::string valid = valid_utf8(text);
  std::string result = "\"";
  for (std::size_t i = 0; i < valid.size();) {
    const Escape escape = escape_at(valid, i);
    if (escape.bytes == 0)
      result += valid[i];
    else
      result += escape.text;
    i += std::max<std::size_t>(escape.bytes, 1);
  }
  return result += '"';
}

void JsonWriter::key(std::string_view name) {
  separate();
  text_ += json_string(name);
  text_ += ": ";
  after_key_ = true;
}

void JsonWriter::value(double number) { item(shortest(number)); }

void JsonWriter::item(std::string_view text) {
  separate();
  text_ += text;
}

void JsonWriter::open(char bracket, JsonLayout layout) {
  separate();
  text_ += bracket;
  const bool inherited = !levels_.empty() && levels_.back().one_line;
  levels_.push_back({inherited || layout == JsonLayout::one_line});
}

void JsonWriter::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.one_line && !level.empty) new_line();
  text_ += bracket;
}

void JsonWriter::separate() {
  if (after_key_ || levels_.empty()) {
    after_key_ = false;
    return;
  }
  Level& level = levels_.back();
  if (!level.empty) text_ += level.one_line ? ", " : ",";
  level.empty = false;
  if (!level.one_line) new_line();
}

void JsonWriter::new_line() {
  text_ += '\n';
  text_.append(2 * levels_.size(), ' ');
}

}  // namespace channelsim
