#pragma once
// Small text questions that several layers ask.

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace channelsim {

/// The shortest decimal form that reads back equal; "null" for what is not a finite number.
std::string shortest(double value);
/// The same, at the end of a text.
void append_shortest(std::string& text, double value);

/// A number of the whole text in plain decimal or scientific form, or nothing. Refused:
/// octal-looking "010", ".inf", ".nan", digits grouped with commas, and what overflows to infinity
/// or to zero.
std::optional<double> parse_number(std::string_view text);

/// The candidate that a misspelt word most likely meant, or nothing when none is near
/// (Damerau-Levenshtein distance, at most a third of the word).
std::optional<std::string_view> nearest_word(std::string_view word,
                                             std::span<const std::string_view> candidates);

/// "a, b and c".
std::string listed(std::span<const std::string_view> words, std::string_view conjunction = "and");

/// The text with control characters and broken UTF-8 shown as \x1b, and marks that turn the reading
/// direction or break lines or XML as \u202e, so that it can't act on a terminal or pose as another
/// text.
std::string printable(std::string_view text);

/// A word as a shell reads it: in quotes where it needs them.
std::string shell_word(const std::string& word);

/// Offset of the first byte that is not valid UTF-8, or nothing.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// Offset of the first control character (C0, DEL, C1), line feeds and tabs aside; or nothing.
std::optional<std::size_t> first_control(std::string_view text);
/// Offset of the first character that a name can't hold: any control character, line separator or
/// mark of reading direction, a no-break space of width zero.
std::optional<std::size_t> first_unfit_for_name(std::string_view text);

/// How many characters a UTF-8 text has.
std::size_t count_characters(std::string_view text);
/// The text, or its first `most` characters with the last three replaced by "...".
std::string shortened(std::string_view text, std::size_t most);

}  // namespace channelsim
