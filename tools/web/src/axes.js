// Axes of all pictures.

import { font, ink, line, soft } from "./look.js";
import { isNumber } from "./table.js";

export const labelStyle = { fontFamily: font, fontSize: 12.5, color: soft };

/** Room for names beside a picture of this width. */
export const nameWidth = (width) => Math.round(Math.min(210, width * 0.3));

/** Names from top to bottom. */
export function nameAxis(names, width) {
  return {
    type: "category",
    inverse: true,
    data: names.map((_, place) => String(place)),
    axisLine: { lineStyle: { color: "#8795a3" } }, // where the numbers are zero
    axisTick: { show: false },
    axisLabel: {
      ...labelStyle,
      color: ink,
      width: nameWidth(width),
      overflow: "break",
      interval: 0,
      margin: 12,
      lineHeight: 16,
      formatter: (place) => shortened(names[Number(place)]),
    },
  };
}

/** A name that doesn't push the picture aside; the whole stands in the table behind. */
const shortened = (name) => (name.length > 60 ? `${name.slice(0, 58)}…` : name);

/** An axis of numbers in one scale, named by its unit. */
export function valueAxis(
  numbers,
  scale,
  { name = scale.unit, vertical = false, fromZero = true, ...rest } = {},
) {
  return {
    type: "value",
    scale: !fromZero,
    name,
    nameLocation: vertical ? "end" : "middle",
    nameMoveOverlap: false,
    nameGap: vertical ? 14 : 30,
    nameTextStyle: { ...labelStyle, ...(vertical ? { align: "left", padding: [0, 0, 0, -8] } : {}) },
    axisLine: { show: false, onZero: false },
    axisTick: { show: false },
    axisLabel: { ...labelStyle, hideOverlap: true, formatter: (value) => numbers.tick(value, scale) },
    splitLine: { lineStyle: { color: line } },
    splitNumber: 4,
    ...rest,
  };
}

/** The axis along which lines run: numbers, or dates and names in their order. */
export function runningAxis(places, name, width) {
  const common = {
    name,
    nameLocation: "middle",
    nameGap: 30,
    nameTextStyle: labelStyle,
    axisLine: { onZero: false, lineStyle: { color: "#b9c4ce" } },
    axisTick: { show: false },
    axisLabel: { ...labelStyle, hideOverlap: true },
    splitLine: { show: false },
  };
  if (places.every(isNumber)) {
    const min = Math.min(...places),
      max = Math.max(...places);
    if (growsGeometrically(places)) return { ...common, type: "log", min, max };
    const step = roundStep((max - min) / (width < 500 ? 5 : 8));
    const customValues = [];
    for (let value = Math.ceil(min / step) * step; value <= max; value += step) customValues.push(value);
    return {
      ...common,
      type: "value",
      min,
      max,
      axisLabel: { ...common.axisLabel, customValues },
      axisTick: { ...common.axisTick, customValues },
    };
  }
  return { ...common, type: "category", boundaryGap: false, data: [...new Set(places.map(String))] };
}

/** Whether most of the places lie near the start, as those that grow by a factor do. */
function growsGeometrically(places) {
  const min = Math.min(...places),
    max = Math.max(...places);
  const middle = [...places].sort((a, b) => a - b)[Math.floor(places.length / 2)];
  return min > 0 && max > 30 * min && middle < 0.25 * max;
}

/** The next of 1, 2, 5, 10, 20, …; never a part of a step. */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return power * [1, 2, 5, 10].find((step) => step * power >= least);
}

/** Whether a picture of lines should reach down to zero: it tells little else when zero is far. */
export function nearZero(values) {
  const low = Math.min(...values),
    high = Math.max(...values);
  return low <= 0 || low < 0.35 * high;
}

/** Where the axes lie; labels find their room inside. */
export function grid({ top = 12, right = 24, bottom = 34, left = 4 } = {}) {
  return { top, right, bottom, left, outerBoundsMode: "same", outerBoundsContain: "axisLabel" };
}

/** The height of a picture with rows of names. */
export const rowsHeight = (rows, each, rest = 64) => Math.max(1, rows) * each + rest;
