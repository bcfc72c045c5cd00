// One picture of the page: its legend, its chart, its keyboard, its files.

import { drawings } from "./charts/index.js";
import { echarts } from "./echarts.js";
import { element } from "./elements.js";
import { legend } from "./legend.js";
import { font, ink } from "./look.js";
import { pictureFile, savePng, saveSvg } from "./save.js";
import { plansOf } from "./table.js";

const printWidth = 660; // pixels between the margins of A4

export class Figure {
  constructor(place, picture, table, page) {
    this.picture = picture;
    this.table = table;
    this.choice = page.choice.among(plansOf(table));
    this.page = { ...page, choice: this.choice };
    this.name = table.name;
    this.live = element("p", { class: "hidden", "aria-live": "polite" });
    this.box = element("div", {
      class: "chart",
      role: "img",
      tabindex: "0",
      "aria-labelledby": `${place.id}-title`,
      "aria-describedby": `${place.id}-told ${place.id}-keys`,
    });
    const keys = element("p", { class: "hidden", id: `${place.id}-keys` }, page.words.keys);
    place.querySelector("figcaption").after(this.box, keys, this.live);
    this.chart = echarts.init(this.box, null, { renderer: "svg", width: this.width(), height: 100 });
    this.draw();
    const entries = this.drawn.legend;
    if (entries.length > 0) this.box.before(legend(entries, this.choice, page.words));
    this.box.after(this.saving());
    this.listen();
  }

  width() {
    return Math.max(240, this.box.clientWidth || this.box.parentElement.clientWidth);
  }

  draw(width = this.width()) {
    this.widthDrawn = width;
    this.drawn = drawings[this.picture.kind](this.table, { ...this.page, width });
    const drawnWidth = this.drawn.width ?? width; // wider than the page: it scrolls in its box
    this.chart.resize({ width: drawnWidth, height: this.drawn.height });
    this.chart.setOption(
      { animation: false, textStyle: { fontFamily: font, color: ink }, ...this.drawn.option },
      { notMerge: true },
    );
    this.chart.getZr().flush();
    const svg = this.svg();
    svg.setAttribute("viewBox", `0 0 ${drawnWidth} ${this.drawn.height}`);
    svg.setAttribute("aria-hidden", "true");
    this.at = -1;
  }

  svg() {
    return this.box.querySelector("svg");
  }

  saving() {
    const { words } = this.page;
    const bar = element("div", { class: "saving" });
    for (const [label, save] of [
      [words.save_svg, saveSvg],
      [words.save_png, savePng],
    ]) {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", () => save(this.file(), this.name));
      bar.append(button);
    }
    return bar;
  }

  file() {
    const { choice, source } = this.page;
    const entries = this.drawn.legend.filter(({ plan }) => choice.shows(plan));
    const { title, description } = this.picture;
    return pictureFile(this.svg(), { title, description, entries, source });
  }

  listen() {
    this.page.choice.onChange(() => this.draw());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => this.leave());
    addEventListener("beforeprint", () => this.draw(printWidth));
    addEventListener("afterprint", () => this.draw());
    new ResizeObserver(() => {
      if (Math.abs(this.width() - this.widthDrawn) > 1 && !matchMedia("print").matches) this.draw();
    }).observe(this.box.parentElement);
  }

  key(event) {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (event.key === "Escape") this.leave();
    if (!(event.key in steps) || this.drawn.points.length === 0) return;
    event.preventDefault();
    const count = this.drawn.points.length;
    this.at =
      this.at < 0 ? (steps[event.key] > 0 ? 0 : count - 1) : (this.at + steps[event.key] + count) % count;
    const [seriesIndex, dataIndex] = this.drawn.points[this.at];
    this.chart.dispatchAction({ type: "showTip", seriesIndex, dataIndex });
    const shown = this.box.querySelector(".tip");
    if (shown)
      this.live.textContent = [shown.firstChild, ...shown.querySelectorAll("span")]
        .map((part) => part.textContent)
        .join(" ");
  }

  leave() {
    this.at = -1;
    this.chart.dispatchAction({ type: "hideTip" });
  }
}
