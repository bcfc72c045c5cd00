// Bars beside names: a row per category, a column per series.

import { grid, nameAxis, rowsHeight, valueAxis } from "../axes.js";
import { decalOf, ink, neutralLook } from "../look.js";
import { isNumber, largest, numbersIn, plansOfRows, seriesColumns, text } from "../table.js";
import { tip, tooltip } from "../tip.js";
import { columnEntries } from "./lines.js";

const mostLabels = 24;

export function bars(table, { plans, choice, numbers, width }) {
  const columns = seriesColumns(table);
  const ofRows = plansOfRows(table);
  const entries = columnEntries(table, columns, plans, "patch");
  const legend =
    ofRows.length === 0 || columns.length > 1
      ? entries
      : ofRows.map((plan) => ({ plan, label: plans[plan].label, look: plans[plan], form: "patch" }));
  const shown = entries.filter((entry) => choice.shows(entry.plan));
  const rows = table.rows.filter((row) => choice.shows(row.plan));
  const { unit, difference } = table.columns[columns[0]];
  const most = largest(numbersIn(table.rows, columns));
  const scale = numbers.commonScale(unit, most, difference);
  const colour = (row, entry) =>
    (row.plan !== null && columns.length === 1 ? plans[row.plan] : (entry.look ?? neutralLook(0))).colour;
  const told = (all) => {
    const row = rows[all[0].dataIndex];
    return tip(
      text(row.cells[0]),
      shown.map((entry) => ({
        name: entry.label,
        colour: colour(row, entry),
        value: isNumber(row.cells[entry.column])
          ? numbers.quantity(row.cells[entry.column], unit, { difference })
          : "–",
      })),
    );
  };
  const labelled = rows.length * shown.length <= mostLabels;
  return {
    legend: legend.length > 1 || legend[0].plan !== null ? legend : [],
    height: rowsHeight(
      rows.length,
      rows.length > 14 ? 12 * shown.length + 14 : Math.max(34, 20 * shown.length + 16),
    ),
    points: shown.length ? rows.map((_, place) => [0, place]) : [],
    option: {
      grid: grid({ right: labelled ? 56 : 24 }),
      tooltip: {
        ...tooltip("axis", told),
        axisPointer: { type: "shadow", shadowStyle: { color: "rgba(86,100,114,.07)" } },
      },
      // Numbers before the bars of losses need room, too.
      xAxis: valueAxis(numbers, scale, {
        boundaryGap: [labelled && numbersIn(rows, columns).some((value) => value < 0) ? "12%" : 0, 0],
      }),
      yAxis: nameAxis(
        rows.map((row) => text(row.cells[0])),
        width,
      ),
      series: shown.map((entry) => ({
        type: "bar",
        name: entry.label,
        barMaxWidth: 18,
        barGap: "12%",
        barCategoryGap: "26%",
        emphasis: { disabled: true },
        label: {
          show: labelled,
          position: "right",
          color: ink,
          fontSize: 12,
          formatter: ({ value }) => (isNumber(value) ? numbers.label(value, scale, most, difference) : ""),
        },
        data: rows.map((row) => ({
          value: row.cells[entry.column],
          itemStyle: { color: colour(row, entry), decal: decalOf(entry.look) },
          label: { position: row.cells[entry.column] < 0 ? "left" : "right" },
        })),
      })),
    },
  };
}
