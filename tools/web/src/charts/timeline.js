// Steps of a plan from first to last; a step of one moment is a diamond.

import { grid, nameAxis, rowsHeight, runningAxis } from "../axes.js";
import { line, markerShape, neutralLook, steel } from "../look.js";
import { isNumber, plansOfRows, text } from "../table.js";
import { tip, tooltip } from "../tip.js";

export function timeline(table, { plans, choice, numbers, width }) {
  const rows = table.rows.filter(
    (row) => choice.shows(row.plan) && row.cells[1] !== null && row.cells[2] !== null,
  );
  const places = rows.flatMap((row) => [row.cells[1], row.cells[2]]);
  const whole = places.every(isNumber);
  if (!whole) places.sort((a, b) => String(a).localeCompare(String(b))); // dates as year-month-day
  const place = (value) => (whole ? value : String(value));
  const told = ({ dataIndex }) => {
    const { cells } = rows[dataIndex];
    return tip(
      text(cells[0]),
      table.columns.slice(1).map(({ header, unit, difference }, index) => {
        const value = cells[index + 1];
        const number =
          isNumber(value) && (index > 1 || unit)
            ? numbers.quantity(value, unit, { difference })
            : text(value);
        return { name: header, value: number };
      }),
    );
  };
  // A count of steps begins at its start; years don't.
  const span = Math.max(...places) - Math.min(...places);
  const axis = runningAxis(
    whole && Math.min(...places) < span ? [0, ...places] : places,
    [table.columns[1].header, table.columns[2].header].join(" – "),
    width,
  );
  return {
    legend: choice.fixed
      ? []
      : plansOfRows(table).map((plan) => ({
          plan,
          label: plans[plan].label,
          look: plans[plan],
          form: "patch",
        })),
    height: rowsHeight(rows.length, 44),
    points: rows.map((_, index) => [0, index]),
    option: {
      grid: grid({ right: 28 }),
      tooltip: tooltip("item", told),
      xAxis: { ...axis, splitLine: { show: true, lineStyle: { color: line } } },
      yAxis: nameAxis(
        rows.map((row) => text(row.cells[0])),
        width,
      ),
      series: [
        {
          type: "custom",
          encode: { x: [0, 1], y: 2 },
          data: rows.map((row, index) => [place(row.cells[1]), place(row.cells[2]), index]),
          renderItem({ dataIndex }, api) {
            const row = rows[dataIndex];
            const look = row.plan === null ? { ...neutralLook(0), colour: steel } : plans[row.plan];
            const [left, y] = api.coord([place(row.cells[1]), dataIndex]);
            const [right] = api.coord([place(row.cells[2]), dataIndex]);
            if (right - left < 1) return markerShape({ ...look, marker: "diamond" }, left, y, 9);
            return {
              type: "rect",
              shape: { x: left, y: y - 9, width: right - left, height: 18, r: 3 },
              style: { fill: look.colour },
            };
          },
        },
      ],
    },
  };
}
