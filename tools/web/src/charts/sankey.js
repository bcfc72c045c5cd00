// Where goods or money flow: a band per flow, as wide as its amount.

import { ink, steel } from "../look.js";
import { isNumber, plansOfRows, text } from "../table.js";
import { tip, tooltip } from "../tip.js";

/** Flows that would close a circle end in a second node of the same name. */
function withoutCircles(flows) {
  const next = new Map();
  const reaches = (from, to) => from === to || [...(next.get(from) ?? [])].some((one) => reaches(one, to));
  return flows.map((flow) => {
    if (reaches(flow.to, flow.from)) return { ...flow, target: `${flow.to}\u0000back` };
    next.set(flow.from, new Set([...(next.get(flow.from) ?? []), flow.to]));
    return { ...flow, target: flow.to };
  });
}

/** How many nodes the longest way passes. */
function stagesOf(flows) {
  const after = (node) =>
    1 + Math.max(0, ...flows.filter(({ from }) => from === node).map(({ target }) => after(target)));
  return Math.max(1, ...[...new Set(flows.map(({ from }) => from))].map(after));
}

export function sankey(table, { plans, choice, numbers, words, width }) {
  const { unit } = table.columns[2];
  const ofRows = plansOfRows(table);
  // The largest flows lay out the picture; what flows back is drawn against them.
  const flows = withoutCircles(
    table.rows
      .filter((row) => choice.shows(row.plan) && isNumber(row.cells[2]) && row.cells[2] > 0)
      .map((row) => ({
        plan: row.plan,
        from: text(row.cells[0]),
        to: text(row.cells[1]),
        amount: row.cells[2],
      }))
      .sort((a, b) => b.amount - a.amount),
  );
  const names = [...new Set(flows.flatMap(({ from, target }) => [from, target]))];
  const nameOf = (node) => node.split("\u0000")[0];
  const through = (node) =>
    Math.max(
      flows.filter((flow) => flow.from === node).reduce((sum, flow) => sum + flow.amount, 0),
      flows.filter((flow) => flow.target === node).reduce((sum, flow) => sum + flow.amount, 0),
    );
  const quantity = (value, digits = 4) => numbers.quantity(value, unit, { digits });
  const told = ({ dataType, dataIndex }) => {
    if (dataType === "node")
      return tip(nameOf(names[dataIndex]), [
        { name: words.total, value: quantity(through(names[dataIndex])) },
      ]);
    const flow = flows[dataIndex];
    return tip(`${flow.from} → ${flow.to}`, [
      {
        name: flow.plan === null ? table.columns[2].header : plans[flow.plan].label,
        value: quantity(flow.amount),
      },
    ]);
  };
  const narrow = width < 500;
  const right = narrow ? 84 : 150; // for the names of the last nodes
  const stages = stagesOf(flows);
  const stage = Math.max(narrow ? 88 : 96, (width - right) / Math.max(1, stages - 1));
  return {
    legend: choice.fixed
      ? []
      : ofRows.map((plan) => ({ plan, label: plans[plan].label, look: plans[plan], form: "patch" })),
    width: Math.max(width, stage * (stages - 1) + right),
    height: Math.max(narrow ? 300 : 320, names.length * 52),
    points: names.map((_, place) => [0, place]),
    option: {
      tooltip: tooltip("item", told),
      series: [
        {
          type: "sankey",
          left: 4,
          right,
          top: 14,
          bottom: 24,
          nodeWidth: 12,
          nodeGap: 22,
          nodeAlign: "justify",
          draggable: false,
          emphasis: { focus: "adjacency" },
          blur: { itemStyle: { opacity: 0.45 }, label: { opacity: 0.7 }, lineStyle: { opacity: 0.15 } },
          data: names.map((name) => ({ name, itemStyle: { color: steel, borderWidth: 0 } })),
          links: flows.map(({ plan, from, target, amount }) => ({
            source: from,
            target,
            value: amount,
            lineStyle: {
              color: plan === null ? "#9fb0bf" : plans[plan].colour,
              opacity: plan === null ? 0.42 : 0.3,
              curveness: 0.5,
            },
          })),
          label: {
            color: ink,
            fontSize: narrow ? 11 : 12.5,
            width: Math.min(right, stage) - 18,
            overflow: "break",
            lineHeight: 16,
            formatter: ({ name }) => `${nameOf(name)}\n${quantity(through(name), 3)}`,
          },
        },
      ],
    },
  };
}
