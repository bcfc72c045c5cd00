// What belongs to which colour; plans can be switched off.

import { dashOf, symbolOf } from "./look.js";
import { element, svgElement } from "./elements.js";

/** A line with its marker, or a patch of colour. */
export function keyImage(look, form = "line") {
  if (form === "patch")
    return svgElement(
      "svg",
      { viewBox: "0 0 26 12", "aria-hidden": "true" },
      svgElement("rect", { x: 5, y: 1, width: 16, height: 10, rx: 2, fill: look.colour }),
    );
  const stroke = {
    x1: 0,
    x2: 26,
    y1: 6,
    y2: 6,
    stroke: look.colour,
    "stroke-width": 2.4,
    "stroke-dasharray": dashOf(look).join(" "),
  };
  return svgElement(
    "svg",
    { viewBox: "0 0 26 12", "aria-hidden": "true" },
    svgElement("line", stroke),
    marker(look),
  );
}

function marker(look) {
  const fill = { fill: look.colour };
  switch (look.marker) {
    case "square":
      return svgElement("rect", { x: 9.2, y: 2.2, width: 7.6, height: 7.6, ...fill });
    case "triangle":
      return svgElement("path", { d: "M13 1.2L17.8 10H8.2Z", ...fill });
    case "diamond":
      return svgElement("path", { d: "M13 .8L18 6L13 11.2L8 6Z", ...fill });
    case "cross":
      return svgElement("path", {
        d: symbolOf(look).slice("path://".length),
        transform: "translate(8 1)",
        ...fill,
      });
    default:
      return svgElement("circle", { cx: 13, cy: 6, r: 4.2, ...fill });
  }
}

/** Buttons for plans, plain keys for the rest. `entries`: {plan or null, label, look, form}. */
export function legend(entries, choice, words) {
  const group = element("div", { class: "legend", role: "group", "aria-label": words.plans_shown });
  for (const entry of entries) {
    if (entry.plan === null || choice.fixed) {
      group.append(element("span", { class: "key" }, keyImage(entry.look, entry.form), entry.label));
      continue;
    }
    const button = element(
      "button",
      { type: "button", "data-plan": entry.plan },
      keyImage(entry.look, entry.form),
      entry.label,
    );
    const update = () => button.setAttribute("aria-pressed", String(choice.shows(entry.plan)));
    button.addEventListener("click", () => choice.toggle(entry.plan));
    choice.onChange(update);
    update();
    group.append(button);
  }
  return group;
}
