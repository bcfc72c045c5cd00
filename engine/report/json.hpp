#pragma once
// JSON text written from the outside in: legible, and the same bytes for the same values.

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace channelsim {

/// Members on lines of their own, or all on one line (then also what is nested in it).
enum class JsonLayout : std::uint8_t { lines, one_line };

/// `text` as a JSON string with its quotes. Control characters, '<' (so that the text may stand in
/// a page's script), the line ends of JavaScript are escaped; a byte that is not UTF-8 becomes
/// U+FFFD.
std::string json_string(std::string_view text);

/// Appends values in order; commas, line ends and indentation by two spaces come by themselves.
/// Numbers are in the shortest form that reads back equal; what is not finite or absent is null.
class JsonWriter {
 public:
  void begin_object(JsonLayout layout = JsonLayout::lines) { open('{', layout); }
  void end_object() { close('}'); }
  void begin_array(JsonLayout layout = JsonLayout::lines) { open('[', layout); }
  void end_array() { close(']'); }
  void key(std::string_view name);

  void value(double number);
  void value(bool truth) { item(truth ? "true" : "false"); }
  void value(std::string_view text) { item(json_string(text)); }
  void value(const char* text) { value(std::string_view(text)); }
  void value(const std::string& text) { value(std::string_view(text)); }
  template <std::integral Integer>
  void value(Integer number) {
    item(std::to_string(number));
  }
  template <class Value>
  void value(const std::optional<Value>& maybe) {
    if (maybe)
      value(*maybe);
    else
      null();
  }
  void null() { item("null"); }

  /// A key and its value.
  template <class Value>
  void member(std::string_view name, const Value& content) {
    key(name);
    value(content);
  }

  /// The whole text, with a line end; all that was opened must be closed.
  std::string text() const { return text_ + "\n"; }

 private:
  struct Level {
    bool one_line;
    bool empty = true;
  };
  void open(char bracket, JsonLayout layout);
  void close(char bracket);
  void item(std::string_view text);
  void separate();
  void new_line();

  std::string text_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace channelsim
