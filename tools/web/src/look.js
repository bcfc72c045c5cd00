// What lines, marks and texts look like; the plans' own looks come with the document.

export const ink = "#1d2a36";
export const soft = "#566472";
export const line = "#dde3e8";
export const ground = "#f5f7f9";
export const steel = "#5b7083"; // what is about no plan
export const font = getComputedStyle(document.documentElement).getPropertyValue("--font");

/** Looks of series that are about no plan, by their place. */
const neutral = [
  { colour: "#33485c", dash: "solid", marker: "circle" },
  { colour: "#8795a3", dash: "dashed", marker: "square" },
  { colour: "#5f7f92", dash: "dotted", marker: "triangle" },
  { colour: "#b3bdc6", dash: "dash_dot", marker: "diamond" },
];
export const neutralLook = (place) => neutral[place % neutral.length];

const dashes = { solid: [], dashed: [7, 4], dotted: [2, 3], dash_dot: [9, 3, 2, 3], long_dashed: [14, 4] };
/** Lengths of line and gap; none for a whole line. */
export const dashOf = (look) => dashes[look.dash];

const decals = {
  dashed: { dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  dotted: {
    symbol: "circle",
    symbolSize: 0.5,
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
  },
  dash_dot: { dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4 },
  long_dashed: { dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: Math.PI / 2 },
};
/** A faint texture that tells bars apart as the dash does lines; none for the first. */
export const decalOf = (look) =>
  look.dash in decals ? { symbol: "rect", color: "rgba(255,255,255,.32)", ...decals[look.dash] } : "none";

const markers = {
  circle: "circle",
  square: "rect",
  triangle: "triangle",
  diamond: "diamond",
  cross: "path://M0,2L2,0L5,3L8,0L10,2L7,5L10,8L8,10L5,7L2,10L0,8L3,5Z",
};
export const symbolOf = (look) => markers[look.marker];

/** The points of a marker around a place, for pictures that draw their own. */
export function markerShape(look, x, y, size) {
  const style = { fill: look.colour, stroke: "#fff", lineWidth: 1 };
  const polygon = (points) => ({
    type: "polygon",
    shape: { points: points.map(([dx, dy]) => [x + dx * size, y + dy * size]) },
    style,
  });
  switch (look.marker) {
    case "square":
      return {
        type: "rect",
        shape: { x: x - size * 0.85, y: y - size * 0.85, width: 1.7 * size, height: 1.7 * size },
        style,
      };
    case "triangle":
      return polygon([
        [0, -1.15],
        [1.1, 0.85],
        [-1.1, 0.85],
      ]);
    case "diamond":
      return polygon([
        [0, -1.25],
        [1.25, 0],
        [0, 1.25],
        [-1.25, 0],
      ]);
    case "cross":
      return polygon([
        [-1, -0.6],
        [-0.6, -1],
        [0, -0.4],
        [0.6, -1],
        [1, -0.6],
        [0.4, 0],
        [1, 0.6],
        [0.6, 1],
        [0, 0.4],
        [-0.6, 1],
        [-1, 0.6],
        [-0.4, 0],
      ]);
    default:
      return { type: "circle", shape: { cx: x, cy: y, r: size }, style };
  }
}
