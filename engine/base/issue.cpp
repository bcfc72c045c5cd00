#include "engine/base/issue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "engine/base/text.hpp"

namespace channelsim {

namespace {
constexpr IssueKind kinds[] = {
    {IssueCode::syntax, "not well-formed YAML",
     "The text can't be read as YAML. The usual causes are a tab used for indentation, a quote or "
     "bracket that is never closed, a missing space after a colon, or a text with ': ' in it that "
     "needs quotes."},
    {IssueCode::encoding, "not UTF-8 text",
     "Scenario and data files are UTF-8. Save the file as UTF-8 in your editor; in Excel choose "
     "'CSV UTF-8'."},
    {IssueCode::duplicate_key, "a key appears twice",
     "YAML programs disagree on which of two equal keys wins, so neither is used. Delete one."},
    {IssueCode::unknown_key, "unknown key",
     "The key is not one of those a record has. `channelsim explain PATH` lists the keys of any "
     "record; the message names the nearest one."},
    {IssueCode::missing_key, "a required key is missing",
     "The record can't be read without this key, because no default would be honest."},
    {IssueCode::wrong_shape, "a map, list or value in the wrong place",
     "A map (key: value lines), a list (- lines) or a single value was expected and something "
     "else stands there. Indentation is the usual cause."},
    {IssueCode::reserved_yaml, "a feature of YAML that scenarios do not use",
     "Anchors, aliases, merge keys and tags make a file mean something else than it shows. "
     "Repeat the value where it is needed."},
    {IssueCode::several_documents, "more than one YAML document",
     "A file holds one scenario; what follows '---' would be ignored silently elsewhere."},
    {IssueCode::empty, "an empty scenario",
     "There is nothing in the file. `channelsim init` writes a scenario to start from."},
    {IssueCode::version, "not a scenario of this version",
     "The first key of a scenario is `channelsim: 1`, the version of the language it is written "
     "in."},
    {IssueCode::duplicate_name, "two entries have the same name",
     "Names identify entries: other parts refer to them, and an agent's luck is addressed by "
     "them."},
    {IssueCode::bad_name, "a name that can't be used",
     "A name has 1 to 100 characters, none of them a control character or a square bracket. Use "
     "`label` for what people should read instead."},
    {IssueCode::not_a_value, "a value of the wrong kind",
     "A number, a whole number, true/false or a text was expected. Numbers are written plainly: "
     "12, 0.5, 1e6; no thousands separators, no leading zeros."},
    {IssueCode::out_of_range, "a value outside its bounds",
     "The message names the bounds. `channelsim explain PATH` tells what the field means."},
    {IssueCode::not_a_choice, "not one of the choices",
     "The field takes one of a fixed set of words; the message lists them."},
    {IssueCode::wrong_sum, "parts that do not add up",
     "Shares of a whole must add up to 1 (tolerance 1e-9)."},
    {IssueCode::broken_rule, "values that contradict each other",
     "Each value is allowed alone but not together with another; the message names both."},
    {IssueCode::wrong_unit, "a unit that does not fit",
     "A number may carry its unit: 2 weeks, 24 %, 12.50 CNY, 1.2M CNY/year, 30 万件. It must be of "
     "the field's kind (`channelsim explain PATH` tells the unit); another currency needs "
     "`exchange_rates`, an amount with tax needs `vat`. k, M, bn, 万 and 亿 are understood. A year "
     "has 52 weeks, 12 months or 365 days."},
    {IssueCode::unknown_reference, "a name that nothing bears",
     "The value must be the name of an entry elsewhere in the scenario; the message lists those "
     "there are."},
    {IssueCode::file_not_found, "a file that can't be read",
     "Tables are looked for in the folder given by --data, then beside the scenario."},
    {IssueCode::file_outside, "a file outside the scenario's folder",
     "A scenario reads tables from its own folder and from --data only, so that a file from "
     "somebody else can't show you anything else."},
    {IssueCode::unknown_path, "a path that does not exist",
     "A strategy or --set changes something that is there: `members.web.price`, named entries by "
     "name. The message tells how far the path could be followed."},
    {IssueCode::unknown_column, "a column that the table does not have",
     "`columns` maps fields of the record to the headings of the table; the message lists those."},
    {IssueCode::reference_cycle, "a chain that ends in itself",
     "A member can't supply itself, directly or through others."},
    {IssueCode::too_large, "a file over the limit",
     "Scenario files are limited to 1 MiB; large tables belong in CSV (`from_csv`)."},
    {IssueCode::too_deep, "nesting over the limit", "Scenarios nest at most 32 levels deep."},
    {IssueCode::too_many, "too many entries", "The message names the limit."},
    {IssueCode::too_much_work, "more work than is allowed without asking",
     "The run was estimated before it started. Fewer replications, a shorter horizon or fewer "
     "plans make it smaller."},
};
}  // namespace

std::span<const IssueKind> issue_kinds() { return kinds; }

std::string to_string(IssueCode code) { return fmt::format("E{}", static_cast<int>(code)); }

std::string to_string(const Place& place) {
  const std::string name = place.source ? printable(place.source->name) : "<no file>";
  return place.line > 0 ? fmt::format("{}:{}:{}", name, place.line, place.column) : name;
}

namespace {
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
}  // namespace

Place place_of_offset(std::shared_ptr<const Source> source, std::size_t offset) {
  const std::string_view before = std::string_view(source->text).substr(0, offset);
  const std::size_t line_begin =
      before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  std::string_view line = before.substr(line_begin);
  if (line_begin == 0 && line.starts_with(byte_order_mark))
    line.remove_prefix(byte_order_mark.size());
  const auto number = 1 + std::count(before.begin(), before.end(), '\n');
  return {std::move(source), static_cast<int>(number),
          static_cast<int>(count_characters(line)) + 1};
}

namespace {
std::string_view line_of(std::string_view text, int number) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  for (int i = 1; i < number; ++i) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

/// The source line, cut to a window around the column, and a caret under it.
std::string excerpt(const Place& place) {
  if (!place.source || place.line < 1) return {};
  std::string_view line = line_of(place.source->text, place.line);
  if (line.empty()) return {};
  constexpr std::size_t widest = 160;
  std::size_t bytes = 0;  // offset of the column, which counts characters
  for (int column = 1; column < place.column && bytes < line.size(); ++column) {
    ++bytes;
    while (bytes < line.size() && (static_cast<unsigned char>(line[bytes]) & 0xc0u) == 0x80u)
      ++bytes;
  }
  if (bytes > widest / 2) {
    std::size_t cut = bytes - widest / 2;
    while (cut < bytes && (static_cast<unsigned char>(line[cut]) & 0xc0u) == 0x80u) ++cut;
    line.remove_prefix(cut);
    bytes -= cut;
  }
  std::string caret;
  for (std::size_t i = 0; i < bytes; ++i)
    if ((static_cast<unsigned char>(line[i]) & 0xc0u) != 0x80u)
      caret += line[i] == '\t' ? '\t' : ' ';
  std::size_t end = std::min(widest, line.size());
  while (end < line.size() && end > 0 && (static_cast<unsigned char>(line[end]) & 0xc0u) == 0x80u)
    --end;
  const std::string_view shown = line.substr(0, end);
  std::string tabs_kept;
  for (std::size_t begin = 0; begin <= shown.size();) {
    const std::size_t tab = std::min(shown.find('\t', begin), shown.size());
    tabs_kept += printable(shown.substr(begin, tab - begin));
    if (tab < shown.size()) tabs_kept += '\t';
    begin = tab + 1;
  }
  return fmt::format("{:5} | {}\n      | {}^\n", place.line, tabs_kept, caret);
}
}  // namespace

std::string to_text(const Issue& issue) {
  const std::string path = issue.path.empty() ? "" : printable(issue.path) + ": ";
  std::string text =
      fmt::format("{}: {}[{}]: {}{}\n", to_string(issue.place), issue.warning ? "warning" : "error",
                  to_string(issue.code), path, printable(issue.message));
  text += excerpt(issue.place);
  if (!issue.hint.empty()) text += fmt::format("      = {}\n", printable(issue.hint));
  return text;
}

void sort_by_place(Issues& issues) {
  const auto key = [](const Issue& issue) {
    return std::tuple(
        issue.place.source ? std::string_view(issue.place.source->name) : std::string_view(),
        issue.place.line, issue.place.column);
  };
  std::stable_sort(issues.begin(), issues.end(),
                   [&](const Issue& a, const Issue& b) { return key(a) < key(b); });
}

bool has_errors(const Issues& issues) {
  return std::any_of(issues.begin(), issues.end(), [](const Issue& i) { return !i.warning; });
}

InputError::InputError(Issues issues)
    : std::runtime_error(issues.empty() ? "invalid input" : issues.front().message),
      issues_(std::move(issues)) {}

}  // namespace channelsim
