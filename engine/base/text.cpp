#include "engine/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/base/seeded_defect.hpp"

namespace channelsim {

std::string shortest(double value) {
  std::string text;
  append_shortest(text, value);
  return text;
}

void append_shortest(std::string& text, double value) {
  if (!std::isfinite(value)) {
    text += "null";
    return;
  }
  if (seeded("number_cut_short")) {
    text += fmt::format("{:.15g}", value);
    return;
  }
  char buffer[32];
  text.append(buffer, std::to_chars(std::begin(buffer), std::end(buffer), value).ptr);
}

std::optional<double> parse_number(std::string_view text) {
  std::string_view digits = text;
  if (digits.starts_with('+') || digits.starts_with('-')) digits.remove_prefix(1);
  const auto digit_at = [&](std::size_t i) {
    return i < digits.size() && digits[i] >= '0' && digits[i] <= '9';
  };
  if (!digit_at(0) && !(digits.starts_with('.') && digit_at(1))) return {};
  if (digits[0] == '0' && digit_at(1)) return {};  // YAML 1.1 would read it as octal
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

namespace {
/// Insertions, deletions, substitutions and swaps of neighbours that lead from `a` to `b`.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] =
          std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}
}  // namespace

std::optional<std::string_view> nearest_word(std::string_view word,
                                             std::span<const std::string_view> candidates) {
  std::optional<std::string_view> best;
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  if (word.size() > 100) return best;
  for (const std::string_view candidate : candidates)
    if (const std::size_t distance = edit_distance(word, candidate); distance < least) {
      least = distance;
      best = candidate;
    }
  return best;
}

std::string listed(std::span<const std::string_view> words, std::string_view conjunction) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 < words.size() ? ", " : fmt::format(" {} ", conjunction);
    text += words[i];
  }
  return text;
}

namespace {
/// Length of the UTF-8 sequence at `i`, or 0 when it is broken, overlong or a surrogate.
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) {
    return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u;
  };
  const auto continues = [&](std::size_t k) { return (byte(k) & 0xc0u) == 0x80u; };
  const unsigned first = byte(i), second = byte(i + 1);
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return continues(i + 1) ? 2 : 0;
  if (first >= 0xe0 && first < 0xf0) {
    if (!continues(i + 1) || !continues(i + 2)) return 0;
    if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second >= 0xa0)) return 0;
    return 3;
  }
  if (first >= 0xf0 && first < 0xf5) {
    if (!continues(i + 1) || !continues(i + 2) || !continues(i + 3)) return 0;
    if ((first == 0xf0 && second < 0x90) || (first == 0xf4 && second >= 0x90)) return 0;
    return 4;
  }
  return 0;
}
}  // namespace

std::string shell_word(const std::string& word) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=./,:";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return {};
}

namespace {
/// The code point of the valid sequence of `length` bytes at `i`.
char32_t code_point(std::string_view text, std::size_t i, std::size_t length) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  if (length == 1) return byte(i);
  char32_t code = byte(i) & (0x7fu >> length);
  for (std::size_t k = i + 1; k < i + length; ++k) code = code << 6 | (byte(k) & 0x3fu);
  return code;
}
bool is_control(char32_t code) { return code < 0x20 || (code >= 0x7f && code < 0xa0); }
/// Line and paragraph separators, marks of reading direction, the byte-order mark, and what is no
/// character and breaks XML.
bool is_deceptive(char32_t code) {
  return code == 0x61c || code == 0x200e || code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0xfeff || code == 0xfffe || code == 0xffff;
}
/// Offset of the first character for which unwanted(code) holds; broken bytes are passed over.
std::optional<std::size_t> first_character(std::string_view text, auto&& unwanted) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text, i);
    if (length > 0 && unwanted(code_point(text, i, length))) return i;
    i += std::max<std::size_t>(length, 1);
  }
  return {};
}
}  // namespace

std::optional<std::size_t> first_control(std::string_view text) {
  return first_character(
      text, [](char32_t code) { return is_control(code) && code != '\n' && code != '\t'; });
}
std::optional<std::size_t> first_unfit_for_name(std::string_view text) {
  return first_character(text,
                         [](char32_t code) { return is_control(code) || is_deceptive(code); });
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u;
  }));
}

std::string shortened(std::string_view text, std::size_t most) {
  if (count_characters(text) <= most) return std::string(text);
  std::size_t end = 0;
  for (std::size_t kept = 0; kept + 3 < most; ++kept)
    end += std::max<std::size_t>(sequence_length(text, end), 1);
  return std::string(text.substr(0, end)) + "...";
}

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text, i);
    const std::size_t taken = std::max<std::size_t>(length, 1);
    const char32_t code = length > 0 ? code_point(text, i, length) : 0;
    if (length == 0 || is_control(code))
      for (std::size_t k = i; k < i + taken; ++k)
        result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[k]));
    else if (is_deceptive(code))
      result += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code));
    else
      result += text.substr(i, length);
    i += taken;
  }
  return result;
}

}  // namespace channelsim
