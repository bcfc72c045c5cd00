// How sure a figure is: a line from low to high per plan, a mark at the middle.

import { grid, nameAxis, rowsHeight, valueAxis } from "../axes.js";
import { font, ink, markerShape, neutralLook } from "../look.js";
import { isNumber, largest, numbersIn, plansOfRows, text } from "../table.js";
import { tip, tooltip } from "../tip.js";

const low = 1,
  middle = 2,
  high = 3;

export function intervals(table, { plans, choice, numbers, width }) {
  const rows = table.rows.filter((row) => choice.shows(row.plan) && isNumber(row.cells[middle]));
  const { unit, difference } = table.columns[middle];
  const values = numbersIn(table.rows, [low, middle, high]);
  const most = largest(values);
  const scale = numbers.commonScale(unit, most, difference);
  const lookOf = (row) => (row.plan === null ? neutralLook(0) : plans[row.plan]);
  const span = (row) =>
    isNumber(row.cells[low]) && isNumber(row.cells[high]) ? [row.cells[low], row.cells[high]] : null;
  const told = ({ dataIndex }) => {
    const row = rows[dataIndex];
    const quantity = (value) => numbers.quantity(value, unit, { difference });
    return tip(
      text(row.cells[0]),
      [low, middle, high]
        .filter((column) => isNumber(row.cells[column]))
        .map((column) => ({
          name: table.columns[column].header,
          value: quantity(row.cells[column]),
        })),
    );
  };
  return {
    legend: choice.fixed
      ? []
      : plansOfRows(table).map((plan) => ({ plan, label: plans[plan].label, look: plans[plan] })),
    height: rowsHeight(rows.length, 56),
    points: rows.map((_, place) => [0, place]),
    option: {
      grid: grid(),
      tooltip: tooltip("item", told),
      xAxis: valueAxis(numbers, scale, { fromZero: difference || Math.min(...values) <= 0 }),
      yAxis: nameAxis(
        rows.map((row) => text(row.cells[0])),
        width,
      ),
      series: [
        {
          type: "custom",
          encode: { x: [0, 1, 2], y: 3 },
          data: rows.map((row, place) => [
            span(row)?.[0] ?? row.cells[middle],
            row.cells[middle],
            span(row)?.[1] ?? row.cells[middle],
            place,
          ]),
          renderItem({ dataIndex }, api) {
            const row = rows[dataIndex];
            const look = lookOf(row);
            const [x, y] = api.coord([row.cells[middle], dataIndex]);
            const ends = span(row)?.map((end) => api.coord([end, dataIndex])[0]);
            const left = Math.min(x, ...(ends ?? [])) - 12,
              right = Math.max(x, ...(ends ?? [])) + 12;
            const children = [
              // An area that the pointer finds.
              {
                type: "rect",
                shape: { x: left, y: y - 22, width: right - left, height: 44 },
                style: { fill: "#fff", opacity: 0 },
              },
            ];
            if (ends) {
              const style = { stroke: look.colour, lineWidth: 3 };
              children.push(
                { type: "line", shape: { x1: ends[0], x2: ends[1], y1: y, y2: y }, style },
                ...ends.map((end) => ({
                  type: "line",
                  shape: { x1: end, x2: end, y1: y - 6, y2: y + 6 },
                  style,
                })),
              );
            }
            children.push(markerShape(look, x, y, 6.5), {
              type: "text",
              style: {
                fontFamily: font,
                x,
                y: y - 11,
                text: numbers.label(row.cells[middle], scale, most, difference),
                align: "center",
                verticalAlign: "bottom",
                fill: ink,
                fontSize: 12.5,
                fontWeight: 600,
              },
            });
            return { type: "group", children };
          },
        },
      ],
    },
  };
}
