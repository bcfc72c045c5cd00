// What leads from one total to another, step by step.

import { grid, nameAxis, rowsHeight, valueAxis } from "../axes.js";
import { font, ink, soft, steel } from "../look.js";
import { isNumber, largest, text } from "../table.js";
import { tip, tooltip } from "../tip.js";

/** From where to where each bar reaches. */
function spans(rows) {
  let level = 0;
  return rows.map((row, place) => {
    const amount = isNumber(row.cells[1]) ? row.cells[1] : 0;
    const total = place === 0 || place === rows.length - 1;
    const from = total ? 0 : level;
    level = from + amount;
    return { from, to: level, amount, total };
  });
}

/** Losses are hatched, so that they differ by more than their direction. */
function hatching(left, right, top, bottom) {
  const lines = [];
  const height = bottom - top;
  for (let x = left - height + 5; x < right; x += 6) {
    const start = Math.max(x, left),
      end = Math.min(x + height, right);
    lines.push({
      type: "line",
      shape: { x1: start, y1: bottom - (start - x), x2: end, y2: bottom - (end - x) },
      style: { stroke: steel, lineWidth: 1 },
    });
  }
  return lines;
}

export function waterfall(table, { plans, numbers, words, width }) {
  const { rows } = table;
  const bars = spans(rows);
  const { unit } = table.columns[1];
  const most = largest(bars.flatMap(({ from, to }) => [from, to]));
  const scale = numbers.commonScale(unit, most);
  const told = ({ dataIndex }) => {
    const { to, amount, total } = bars[dataIndex];
    const quantity = (value, difference) => numbers.quantity(value, unit, { difference });
    const lines = [
      { name: total ? words.total : amount < 0 ? words.loss : words.gain, value: quantity(amount, !total) },
    ];
    if (!total) lines.push({ name: words.total, value: quantity(to, false) });
    return tip(text(rows[dataIndex].cells[0]), lines);
  };
  return {
    legend: [],
    height: rowsHeight(rows.length, rows.length > 12 ? 30 : 38),
    points: rows.map((_, place) => [0, place]),
    option: {
      grid: grid({ right: 64 }),
      tooltip: tooltip("item", told),
      xAxis: valueAxis(numbers, scale),
      yAxis: nameAxis(
        rows.map((row) => text(row.cells[0])),
        width,
      ),
      series: [
        {
          type: "custom",
          encode: { x: [0, 1], y: 2 },
          data: bars.map(({ from, to }, place) => [from, to, place]),
          renderItem({ dataIndex }, api) {
            const { from, to, amount, total } = bars[dataIndex];
            const row = rows[dataIndex];
            const [start, y] = api.coord([from, dataIndex]);
            const [end] = api.coord([to, dataIndex]);
            const [, step] = api.size([0, 1]);
            const left = Math.min(start, end),
              right = Math.max(Math.max(start, end), left + 1.5);
            const half = step > 34 ? 11 : 9;
            const top = y - half,
              bottom = y + half;
            const loss = !total && amount < 0;
            const fill = total ? (row.plan === null ? ink : plans[row.plan].colour) : loss ? "#fff" : steel;
            const children = [
              {
                type: "rect",
                shape: { x: left, y: top, width: right - left, height: bottom - top },
                style: { fill, stroke: loss ? steel : fill, lineWidth: 1 },
              },
            ];
            if (loss) children.push(...hatching(left, right, top, bottom));
            if (dataIndex + 1 < rows.length)
              children.push({
                type: "line",
                shape: { x1: end, x2: end, y1: bottom, y2: y + step - half },
                style: { stroke: soft, lineWidth: 1, lineDash: [2, 2] },
              });
            children.push({
              type: "text",
              style: {
                fontFamily: font,
                x: right + 8,
                y,
                text: numbers.label(amount, scale, most, !total),
                verticalAlign: "middle",
                fill: ink,
                fontSize: 12.5,
                fontWeight: total ? 600 : 400,
              },
            });
            return { type: "group", children };
          },
        },
      ],
    },
  };
}
