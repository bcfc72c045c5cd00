// Charts of bars that float: what lies under a bar is a series without colour. Parts above and
// below zero are stacked apart, so each bar has a series on either side.

#include <algorithm>
#include <cmath>

#include "engine/report/workbook/pictures.hpp"

namespace channelsim {

namespace {

/// Bars from one number to another, one a row, in any number of pieces from low to high.
struct FloatingBars {
  std::vector<std::vector<double>> edges;  // per row, ascending; all of one length
  std::vector<std::string> labels = {};    // per row, or none at all
  std::size_t notch = 0;                   // the piece, from 1, that is left white; 0 is none

  std::size_t pieces() const { return edges.front().size() - 1; }
  double above(std::size_t row, std::size_t edge) const { return std::max(edges[row][edge], 0.0); }
  double below(std::size_t row, std::size_t edge) const { return std::min(edges[row][edge], 0.0); }
  NumberRange range() const {
    NumberRange range;
    for (const auto& row : edges)
      for (const double edge : row) range.add(edge);
    return range;
  }
};

DataTable workings_of(const PictureSource& source, const FloatingBars& bars) {
  DataTable table{source.table().name + "_chart", source.picture.title, {}, {}};
  table.columns = {source.table().columns.at(0)};
  const auto add_column = [&](const char* key, std::size_t piece) {
    table.columns.push_back(
        {source.words(key, fmt::arg("piece", piece)), source.table().columns.at(1).unit});
  };
  const std::size_t pieces = bars.pieces();
  add_column("workbook.lift_above", 0);
  for (std::size_t i = 0; i < pieces; ++i) add_column("workbook.piece_above", i + 1);
  add_column("workbook.lift_below", 0);
  for (std::size_t i = pieces; i-- > 0;) add_column("workbook.piece_below", i + 1);
  if (!bars.labels.empty()) add_column("workbook.label_room", 0);
  const double room = bars.range().largest * 0.08;  // an invisible piece that its label stands in
  for (std::size_t row = 0; row < bars.edges.size(); ++row) {
    DataRow numbers{{source.table().rows[row].cells.at(0)}, source.table().rows[row].plan};
    numbers.cells.emplace_back(bars.above(row, 0));
    for (std::size_t i = 0; i < pieces; ++i)
      numbers.cells.emplace_back(bars.above(row, i + 1) - bars.above(row, i));
    numbers.cells.emplace_back(bars.below(row, pieces));
    for (std::size_t i = pieces; i-- > 0;)
      numbers.cells.emplace_back(bars.below(row, i) - bars.below(row, i + 1));
    if (!bars.labels.empty()) numbers.cells.emplace_back(room);
    table.rows.push_back(std::move(numbers));
  }
  return table;
}

/// An amount, with a plus where the column is one of differences.
std::string label_of(const PictureSource& source, double amount, std::size_t column) {
  const DataColumn& of = source.table().columns.at(column);
  std::string label = amount_label(amount, of.unit, source.document.language);
  if (!of.difference && label.starts_with('+')) label.erase(0, 1);
  return label;
}

/// Draws the bars, a colour and, if there are any, a label behind it for each row.
void draw_floating(Chart& chart, const PictureSource& source, const FloatingBars& bars,
                   const std::vector<std::uint32_t>& colours) {
  const PlacedTable& placed = source.workings.add(workings_of(source, bars));
  const CellRange names = placed.column(0);
  const std::size_t pieces = bars.pieces();
  const std::vector<std::uint32_t> white(colours.size(), ink::paper);
  const auto draw_side = [&](std::size_t lift) {
    chart.invisible(names, placed.column(lift));
    for (std::size_t i = 1; i <= pieces; ++i) {
      // Below zero the pieces are stacked from the highest down.
      const std::size_t piece = lift == 1 ? i : pieces + 1 - i;
      chart.fill_points(chart.series(names, placed.column(lift + i)),
                        piece == bars.notch ? white : colours);
    }
  };
  draw_side(1);
  if (!bars.labels.empty())
    chart.label_points(chart.invisible(names, placed.column(2 * pieces + 3)), bars.labels);
  draw_side(pieces + 2);
  chart.value_axis(source.table().columns.at(1).unit, bars.range(), source.document.language);
  chart.category_axis("", source.table().rows.size());
  chart.legend(false);
}

}  // namespace

lxw_chart* draw_intervals(const PictureSource& source) {
  FloatingBars bars;
  double largest = 0;
  std::vector<std::uint32_t> colours;
  for (std::size_t row = 0; row < source.table().rows.size(); ++row) {
    std::vector<double> edges = {source.number(row, 1), source.number(row, 2),
                                 source.number(row, 3)};
    std::sort(edges.begin(), edges.end());
    for (const double edge : edges) largest = std::max(largest, std::fabs(edge));
    bars.edges.push_back(std::move(edges));
    colours.push_back(source.colour(source.table().rows[row].plan));
    bars.labels.push_back(label_of(source, source.number(row, 2), 2));
  }
  // A notch shows where the middle is.
  for (std::vector<double>& edges : bars.edges) {
    const double notch = largest / 250, low = edges[0], middle = edges[1], high = edges[2];
    edges = {low, std::max(low, middle - notch), std::min(high, middle + notch), high};
  }
  bars.notch = 2;
  Chart chart(source.file, ChartKind::stacked_bars, source.picture.title);
  draw_floating(chart, source, bars, colours);
  return chart.handle();
}

lxw_chart* draw_waterfall(const PictureSource& source) {
  // Light and dark, so that they differ without colours, too.
  constexpr std::uint32_t total = 0x44546a, rise = 0x8fbfb3, fall = 0x963e3e;
  FloatingBars bars;
  std::vector<std::uint32_t> colours;
  const std::size_t last = source.table().rows.size() - 1;
  double reached = 0;
  for (std::size_t row = 0; row <= last; ++row) {
    const double amount = source.number(row, 1);
    const bool is_total = row == 0 || row == last;
    const double from = is_total ? 0 : reached, to = from + amount;
    bars.edges.push_back({std::min(from, to), std::max(from, to)});
    const auto& plan = source.table().rows[row].plan;
    colours.push_back(plan ? source.colour(plan) : is_total ? total : amount < 0 ? fall : rise);
    bars.labels.push_back(
        is_total ? label_of(source, amount, 1)
                 : amount_label(amount, source.table().columns[1].unit, source.document.language));
    reached = to;
  }
  Chart chart(source.file, ChartKind::stacked_columns, source.picture.title);
  draw_floating(chart, source, bars, colours);
  return chart.handle();
}

lxw_chart* draw_timeline(const PictureSource& source) {
  FloatingBars bars;
  std::vector<std::uint32_t> colours;
  for (std::size_t row = 0; row < source.table().rows.size(); ++row) {
    // A step takes place until its end, so that one of a single week is seen.
    bars.edges.push_back({source.number(row, 1), source.number(row, 2) + 1});
    colours.push_back(source.colour(source.table().rows[row].plan));
  }
  Chart chart(source.file, ChartKind::stacked_bars, source.picture.title);
  draw_floating(chart, source, bars, colours);
  return chart.handle();
}

}  // namespace channelsim
