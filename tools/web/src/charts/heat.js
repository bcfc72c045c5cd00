// A map of numbers: the deeper the colour, the larger the number; losses and gains part at zero.

import { labelStyle, nameAxis, nameWidth } from "../axes.js";
import { font, ground, ink } from "../look.js";
import { isNumber, largest, numbersIn, seriesColumns, text } from "../table.js";
import { tip, tooltip } from "../tip.js";
import { columnEntries } from "./lines.js";

const deep = { gain: [1, 102, 94], loss: [140, 81, 10], plain: [31, 78, 107] };

/** A colour between almost white and the deep one; `share` from 0 to 1. */
function shade([red, green, blue], share) {
  const mix = (from, to) => Math.round(from + (to - from) * share);
  return {
    fill: `rgb(${mix(250, red)},${mix(250, green)},${mix(248, blue)})`,
    text: share > 0.55 ? "#fff" : ink,
  };
}

export function heat(table, { plans, choice, numbers, width }) {
  const all = seriesColumns(table);
  const columns = all.filter((column) => choice.shows(table.columns[column].plan));
  const { rows } = table;
  // Columns in one unit have one scale; others can't be compared.
  const oneUnit = all.every((column) => table.columns[column].unit === table.columns[all[0]].unit);
  const valuesFor = (column) => numbersIn(rows, oneUnit ? all : [column]);
  const look = (column, value) => {
    const values = valuesFor(column);
    if (values.some((one) => one < 0))
      return shade(value < 0 ? deep.loss : deep.gain, Math.abs(value) / (largest(values) || 1));
    const low = Math.min(...values),
      high = Math.max(...values);
    return shade(deep.plain, high > low ? 0.08 + (0.92 * (value - low)) / (high - low) : 0.3);
  };
  const cells = rows.flatMap((row, y) =>
    columns.map((column, x) => ({ column, x, y, value: row.cells[column] })),
  );
  const cellWidth = (width - nameWidth(width) - 20) / columns.length;
  const linesOf = (header) =>
    Math.ceil((header.length * (/[\u2e80-\uffef]/.test(header) ? 13 : 7.5)) / (cellWidth - 6));
  const upright = cellWidth < 48; // then headers stand on end
  const headerHeight = upright
    ? 116
    : 20 + 14 * Math.min(6, Math.max(...columns.map((column) => linesOf(table.columns[column].header))));
  const rowHeight = rows.length > 14 ? 32 : 46;
  const told = ({ dataIndex }) => {
    const { column, y, value } = cells[dataIndex];
    const { header, unit, difference } = table.columns[column];
    return tip(text(rows[y].cells[0]), [
      { name: header, value: isNumber(value) ? numbers.quantity(value, unit, { difference }) : "–" },
    ]);
  };
  return {
    legend: choice.fixed ? [] : columnEntries(table, all, plans, "patch").filter(({ plan }) => plan !== null),
    height: rows.length * rowHeight + headerHeight + 8,
    points: cells.map((_, place) => [0, place]),
    option: {
      grid: { top: headerHeight, right: 4, bottom: 4, left: nameWidth(width) + 16 },
      tooltip: tooltip("item", told),
      xAxis: {
        type: "category",
        position: "top",
        data: columns.map((_, place) => String(place)),
        name: oneUnit
          ? numbers.commonScale(
              table.columns[all[0]].unit,
              largest(valuesFor(all[0])),
              table.columns[all[0]].difference,
            ).unit
          : "",
        nameLocation: "start",
        nameGap: 8,
        nameTextStyle: { ...labelStyle, verticalAlign: "bottom", padding: [0, 0, 4, 0] },
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          ...labelStyle,
          interval: 0,
          lineHeight: 14,
          width: upright ? 104 : cellWidth - 6,
          overflow: upright ? "truncate" : "break",
          rotate: upright ? 90 : 0,
          fontSize: cellWidth < 80 ? 11 : 12.5,
          formatter: (place) => table.columns[columns[Number(place)]].header,
        },
      },
      yAxis: {
        ...nameAxis(
          rows.map((row) => text(row.cells[0])),
          width,
        ),
        axisLine: { show: false },
      },
      series: [
        {
          type: "custom",
          encode: { x: 0, y: 1 },
          data: cells.map(({ x, y }) => [x, y]),
          renderItem({ dataIndex }, api) {
            const { column, x, y, value } = cells[dataIndex];
            const [cx, cy] = api.coord([x, y]);
            const [w, h] = api.size([1, 1]);
            const { unit, difference } = table.columns[column];
            const colours = isNumber(value) ? look(column, value) : { fill: ground, text: ink };
            const scale = numbers.commonScale(unit, largest(valuesFor(column)), difference);
            const written = isNumber(value)
              ? numbers.label(value, scale, largest(valuesFor(column)), difference)
              : "–";
            const shape = { x: cx - w / 2 + 1, y: cy - h / 2 + 1, width: w - 2, height: h - 2, r: 2 };
            const children = [{ type: "rect", shape, style: { fill: colours.fill } }];
            if (w > 9 * written.length)
              children.push({
                type: "text",
                style: {
                  fontFamily: font,
                  x: cx,
                  y: cy,
                  text: written,
                  align: "center",
                  verticalAlign: "middle",
                  fill: colours.text,
                  fontSize: 12.5,
                },
              });
            return { type: "group", children };
          },
        },
      ],
    },
  };
}
