// The path of a figure with its spread: per plan the middle future and two bands.

import { grid, runningAxis, valueAxis, nearZero } from "../axes.js";
import { isNumber, largest, numbersIn, plansOfRows, text } from "../table.js";
import { tip, tooltip } from "../tip.js";
import { lineSeries } from "./lines.js";

const P5 = 2,
  P25 = 3,
  P50 = 4,
  P75 = 5,
  P95 = 6;

/** The area between two columns of a plan's rows. */
function band(rows, low, high, colour, opacity, place) {
  return {
    type: "custom",
    silent: true,
    clip: true,
    z: 1,
    encode: { x: 0, y: [1, 2] },
    data: rows.map((row) => [place(row), row.cells[low], row.cells[high]]),
    renderItem(params, api) {
      if (params.dataIndex !== 0) return null;
      const edge = (column) => rows.map((row) => api.coord([place(row), row.cells[column]]));
      return {
        type: "polygon",
        shape: { points: [...edge(high), ...edge(low).reverse()] },
        style: { fill: colour, opacity },
      };
    },
  };
}

export function fan(table, { plans, choice, numbers, words, width }) {
  const all = plansOfRows(table);
  const shown = all.filter((plan) => choice.shows(plan));
  const complete = table.rows.filter((row) =>
    [P5, P25, P50, P75, P95].every((column) => isNumber(row.cells[column])),
  );
  const places = complete.map((row) => row.cells[1]);
  const place = places.every(isNumber) ? (row) => row.cells[1] : (row) => String(row.cells[1]);
  const rowsOf = (plan) => complete.filter((row) => row.plan === plan);
  const unit = table.columns[P50].unit;
  const values = numbersIn(complete, [P5, P95]);
  const scale = numbers.commonScale(unit, largest(values));
  const told = ([first]) => {
    const at = first.value[0];
    const rows = shown.map((plan) => rowsOf(plan).find((row) => place(row) === at)).filter(Boolean);
    const most = largest(numbersIn(rows, [P5, P95]));
    const here = numbers.commonScale(unit, most);
    const number = (row, column) => numbers.label(row.cells[column], here, most);
    const lines = rows.flatMap((row) => [
      { name: plans[row.plan].label, colour: plans[row.plan].colour, value: number(row, P50) },
      {
        name: words.most_futures,
        minor: true,
        value: words.from_to.replace("{low}", number(row, P5)).replace("{high}", number(row, P95)),
      },
    ]);
    return tip(`${table.columns[1].header} ${text(at)}${here.unit ? `, ${here.unit}` : ""}`, lines);
  };
  // The lines come first, so that the keyboard finds them by the plan's place.
  const series = [
    ...shown.map((plan) => ({
      ...lineSeries(
        { label: plans[plan].label, look: plans[plan] },
        rowsOf(plan).map((row) => [place(row), row.cells[P50]]),
      ),
      z: 3,
    })),
    ...shown.flatMap((plan) => [
      band(rowsOf(plan), P5, P95, plans[plan].colour, 0.1, place),
      band(rowsOf(plan), P25, P75, plans[plan].colour, 0.17, place),
    ]),
  ];
  const legend = all.map((plan) => ({ plan, label: plans[plan].label, look: plans[plan] }));
  return {
    legend,
    bands: true,
    height: width < 500 ? 300 : 380,
    points: shown.length ? rowsOf(shown[0]).map((_, index) => [0, index]) : [],
    option: {
      grid: grid({ top: 34 }),
      tooltip: tooltip("axis", told),
      xAxis: runningAxis(places, table.columns[1].header, width),
      yAxis: valueAxis(numbers, scale, { vertical: true, fromZero: nearZero(values) }),
      series,
    },
  };
}
