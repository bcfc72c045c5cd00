// How often a figure stays at or below a value: a rising line per plan.

import { grid, nearZero, valueAxis } from "../axes.js";
import { isNumber, largest, numbersIn, seriesColumns } from "../table.js";
import { tip, tooltip } from "../tip.js";
import { columnEntries, lineSeries } from "./lines.js";

export function distribution(table, { plans, choice, numbers, words, width }) {
  const entries = columnEntries(table, seriesColumns(table), plans);
  const shown = entries.filter((entry) => choice.shows(entry.plan));
  const { unit, difference } = table.columns[entries[0].column];
  const values = numbersIn(
    table.rows,
    entries.map((entry) => entry.column),
  );
  const scale = numbers.commonScale(unit, largest(values), difference);
  const percent = numbers.commonScale("share", 1);
  const told = ([first]) => {
    const row = table.rows[first.dataIndex];
    return tip(
      `${words.share_below}: ${numbers.quantity(row.cells[0], "share")}`,
      shown.map((entry) => ({
        name: entry.label,
        colour: entry.look.colour,
        value: isNumber(row.cells[entry.column])
          ? numbers.quantity(row.cells[entry.column], unit, { difference })
          : "–",
      })),
    );
  };
  const pointing = tooltip("axis", told);
  return {
    legend: entries,
    height: width < 500 ? 300 : 360,
    points: shown.length ? table.rows.map((_, place) => [0, place]) : [],
    option: {
      grid: grid({ top: 34 }),
      tooltip: { ...pointing, axisPointer: { ...pointing.axisPointer, axis: "y", snap: true } },
      xAxis: valueAxis(numbers, scale, { fromZero: nearZero(values) && Math.min(...values) >= 0 }),
      yAxis: valueAxis(numbers, percent, {
        vertical: true,
        name: `${words.share_below}, %`,
        min: 0,
        max: 1,
        interval: 0.25,
      }),
      series: shown.map((entry) =>
        lineSeries(
          entry,
          table.rows.map((row) => [row.cells[entry.column], row.cells[0]]),
        ),
      ),
    },
  };
}
