// Lines along an axis: a row per point, a column per series.

import { grid, nearZero, runningAxis, valueAxis } from "../axes.js";
import { dashOf, neutralLook, symbolOf } from "../look.js";
import { isNumber, largest, numbersIn, seriesColumns, text } from "../table.js";
import { tip, tooltip } from "../tip.js";

/** The looks and names of columns; those about no plan have their own. */
export function columnEntries(table, columns, plans, form = "line") {
  let others = 0;
  return columns.map((column) => {
    const { plan, header } = table.columns[column];
    const look = plan === null ? neutralLook(others++) : plans[plan];
    return { plan, label: header, look, form, column };
  });
}

/** A line with a marker here and there. */
export function lineSeries(entry, points) {
  const every = Math.max(1, Math.round(points.length / 9));
  return {
    type: "line",
    name: entry.label,
    data: points.map((value, place) => ({ value, symbolSize: place % every === 0 ? 8 : 0 })),
    symbol: symbolOf(entry.look),
    showAllSymbol: true,
    itemStyle: { color: entry.look.colour },
    lineStyle: {
      color: entry.look.colour,
      width: 2.4,
      type: entry.look.dash === "solid" ? "solid" : dashOf(entry.look),
    },
    emphasis: { disabled: true },
    connectNulls: false,
  };
}

export function lines(table, { plans, choice, numbers, width }) {
  const entries = columnEntries(table, seriesColumns(table), plans);
  const shown = entries.filter((entry) => choice.shows(entry.plan));
  const values = numbersIn(
    table.rows,
    entries.map((entry) => entry.column),
  );
  const unit = table.columns[entries[0].column].unit;
  const scale = numbers.commonScale(unit, largest(values));
  const places = table.rows.map((row) => row.cells[0]);
  const whole = places.every(isNumber);
  const told = ([first]) => {
    const row = table.rows[first.dataIndex];
    return tip(
      `${table.columns[0].header} ${text(row.cells[0])}`,
      shown.map((entry) => ({
        name: entry.label,
        colour: entry.look.colour,
        value: isNumber(row.cells[entry.column]) ? numbers.quantity(row.cells[entry.column], unit) : "–",
      })),
    );
  };
  return {
    legend: entries,
    height: width < 500 ? 280 : 340,
    points: shown.length ? places.map((_, place) => [0, place]) : [],
    option: {
      grid: grid({ top: 34 }),
      tooltip: tooltip("axis", told),
      xAxis: runningAxis(places, table.columns[0].header, width),
      yAxis: valueAxis(numbers, scale, { vertical: true, fromZero: nearZero(values) }),
      series: shown.map((entry) =>
        lineSeries(
          entry,
          table.rows.map((row) => [whole ? row.cells[0] : String(row.cells[0]), row.cells[entry.column]]),
        ),
      ),
    },
  };
}
