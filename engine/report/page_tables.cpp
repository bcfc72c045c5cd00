#include "engine/report/page_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/report/html.hpp"

namespace channelsim {
namespace {
constexpr double most_whole = 1e5;   // whole numbers above are rounded like others
constexpr double same_scale = 1000;  // columns whose sizes differ by more have scales of their own
constexpr double one_scale = 1e4;    // and so have numbers within a column
constexpr std::size_t most_tiles = 6;

/// What has to be known of a column's numbers to write them.
struct Range {
  double largest = 0, finest = 0;
  bool whole = true;

  void add(double value) {
    if (!std::isfinite(value)) return;
    const double size = std::fabs(value);
    largest = std::max(largest, size);
    if (size > 0) finest = finest > 0 ? std::min(finest, size) : size;
    whole = whole && value == std::floor(value);
  }
  void add(const Range& other) {
    largest = std::max(largest, other.largest);
    if (other.finest > 0) finest = finest > 0 ? std::min(finest, other.finest) : other.finest;
    whole = whole && other.whole;
  }
};

Range range_of(const DataTable& table, std::size_t column) {
  Range range;
  for (const DataRow& row : table.rows)
    if (column < row.cells.size())
      if (const double* value = std::get_if<double>(&row.cells[column])) range.add(*value);
  return range;
}

/// The size whose scale numbers beside one another take. Chinese counts them in whole 万 up to 10
/// 亿, where 亿 would leave fractions only.
double scale_size(Language language, double largest) {
  const bool whole_wan = language == Language::chinese && largest >= 1e7 && largest < 1e9;
  return whole_wan ? 1e6 : largest;
}

bool share_a_scale(const Range& a, const Range& b) {
  return a.largest == 0 || b.largest == 0 ||
         std::max(a.largest, b.largest) < same_scale * std::min(a.largest, b.largest);
}

bool holds_numbers(const DataTable& table, std::size_t column) {
  return std::any_of(table.rows.begin(), table.rows.end(), [&](const DataRow& row) {
    return column < row.cells.size() && std::holds_alternative<double>(row.cells[column]);
  });
}

std::string html_cell(const Datum& datum, std::size_t column, const ColumnFormats& formats,
                      const Words& words) {
  if (const auto* text = std::get_if<std::string>(&datum))
    return fmt::format("<td>{}</td>", html_text(*text));
  const double* value = std::get_if<double>(&datum);
  if (!value || !std::isfinite(*value))
    return fmt::format("<td class=\"number none\">{}</td>", html_text(words("page.no_figure")));
  return fmt::format("<td class=\"number\" title=\"{}\">{}</td>", shortest(*value),
                     html_text(formats.number(column, *value)));
}
}  // namespace

ColumnFormats::ColumnFormats(const DataTable& table, Language language) : language_(language) {
  std::vector<Range> ranges;
  for (std::size_t i = 0; i < table.columns.size(); ++i) ranges.push_back(range_of(table, i));
  for (std::size_t first = 0; first < ranges.size();) {
    Range range = ranges[first];
    std::size_t end = first + 1;
    for (; end < ranges.size() && table.columns[end].unit == table.columns[first].unit &&
           share_a_scale(range, ranges[end]);
         ++end)
      range.add(ranges[end]);
    for (; first < end; ++first) {
      const DataColumn& column = table.columns[first];
      const bool whole = range.whole && range.largest < most_whole && column.unit != "share";
      // A whole number needs neither a scale nor decimals: a largest of 100 asks for none.
      // Three digits of the column's own largest number, one more where others are much smaller.
      const Range& own = ranges[first];
      const double finest = std::max(own.finest / 10, own.largest / 1000);
      const bool apart = !whole && own.largest > one_scale * own.finest && column.unit != "share";
      columns_.push_back({column.difference, apart, column.unit,
                          FigureFormat(language, Scaling::letters, column.unit,
                                       whole ? 100 : scale_size(language, range.largest),
                                       whole ? 0 : std::min(finest, own.largest / 100))});
    }
  }
}

std::string ColumnFormats::unit(std::size_t column) const {
  const Column& of = columns_.at(column);
  return of.apart ? of.unit : of.difference ? of.format.difference_unit() : of.format.unit();
}

std::string ColumnFormats::number(std::size_t column, double value) const {
  const Column& of = columns_.at(column);
  const FigureFormat format =
      of.apart ? FigureFormat(language_, Scaling::letters, of.unit, value) : of.format;
  const std::string text = of.difference ? format.signed_number(value) : format.number(value);
  return of.apart && !format.scale().empty() ? text + " " + format.scale() : text;
}

std::string plan_mark(std::optional<std::size_t> plan) {
  return plan ? fmt::format("<i class=\"mark plan-{}\"></i>", *plan) : "";
}

std::string html_table(const DataTable& table, const Words& words) {
  const ColumnFormats formats(table, words.language());
  const std::string title = html_text(table.title);
  std::string html = fmt::format(
      "<div class=\"scroll\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n"
      "<table id=\"{}\"><caption>{}</caption>\n<thead><tr>",
      title, html_text(table.name), title);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const DataColumn& column = table.columns[i];
    const bool numbers = holds_numbers(table, i);
    const std::string unit = numbers ? formats.unit(i) : "";
    html += fmt::format("<th scope=\"col\"{}>{}{}{}</th>", numbers ? " class=\"number\"" : "",
                        plan_mark(column.plan), html_text(column.header),
                        unit.empty() ? "" : fmt::format(" <small>{}</small>", html_text(unit)));
  }
  html += "</tr></thead>\n<tbody>\n";
  for (const DataRow& row : table.rows) {
    html += "<tr>";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const auto* name = i == 0 ? std::get_if<std::string>(&row.cells[i]) : nullptr;
      html +=
          name ? fmt::format("<th scope=\"row\">{}{}</th>", plan_mark(row.plan), html_text(*name))
               : html_cell(row.cells[i], i, formats, words);
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

std::string html_tiles(const DataTable& table, const Document& document, const Words& words) {
  const auto row_of = [&](auto is_it) {
    return std::find_if(table.rows.begin(), table.rows.end(), [&](const DataRow& row) {
      return row.plan && is_it(document.plans.at(*row.plan));
    });
  };
  const auto chosen = row_of([](const DocumentPlan& plan) { return plan.recommended; });
  const auto today = row_of([](const DocumentPlan& plan) { return plan.baseline; });
  if (chosen == table.rows.end()) return "";
  const ColumnFormats formats(table, words.language());
  std::string tiles;
  std::size_t count = 0;
  for (std::size_t i = 0; i < chosen->cells.size() && count < most_tiles; ++i) {
    const double* value = std::get_if<double>(&chosen->cells[i]);
    if (!value) continue;
    ++count;
    tiles +=
        fmt::format("<div><dt>{}</dt><dd class=\"figure\" title=\"{}\">{} <small>{}</small></dd>",
                    html_text(table.columns[i].header), shortest(*value),
                    html_text(formats.number(i, *value)), html_text(formats.unit(i)));
    const double* other = today == table.rows.end() || today == chosen || i >= today->cells.size()
                              ? nullptr
                              : std::get_if<double>(&today->cells[i]);
    if (other)
      tiles += fmt::format("<dd title=\"{}\">{}<span>{}</span> {}</dd>", shortest(*other),
                           plan_mark(today->plan), html_text(formats.number(i, *other)),
                           html_text(document.plans[*today->plan].label));
    tiles += "</div>\n";
  }
  if (tiles.empty()) return "";
  return fmt::format("<p class=\"label\">{}{} · {}</p>\n<dl class=\"tiles\">\n{}</dl>\n",
                     plan_mark(chosen->plan), html_text(document.plans[*chosen->plan].label),
                     html_text(table.title), tiles);
}

}  // namespace channelsim
