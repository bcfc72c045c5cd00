// What is told of the value that is pointed at.

import { element } from "./elements.js";
import { font, ink } from "./look.js";

/** A heading and lines of name and value. `lines`: {name, value, colour?, minor?}. */
export function tip(title, lines) {
  return element(
    "div",
    { class: "tip" },
    element("b", {}, title),
    ...lines.map(({ name, value, colour, minor }) => {
      const label = element("span", {});
      if (colour) {
        const mark = element("i", { class: "mark" });
        mark.style.background = colour;
        label.append(mark);
      }
      label.append(name);
      return element("div", minor ? { class: "minor" } : {}, label, element("span", {}, value));
    }),
  );
}

/** Settings of every tooltip; `formatter` returns an element. */
export function tooltip(trigger, formatter) {
  return {
    trigger,
    formatter,
    confine: true,
    transitionDuration: 0,
    backgroundColor: "#fff",
    borderColor: "#b9c4ce",
    borderWidth: 1,
    padding: [8, 12],
    textStyle: { fontFamily: font, color: ink },
    extraCssText: "box-shadow: 0 4px 16px rgba(20, 40, 60, .14); border-radius: 4px;",
    axisPointer: {
      type: "line",
      lineStyle: { color: "#8795a3", type: "solid", width: 1 },
      label: { show: false },
    },
  };
}
