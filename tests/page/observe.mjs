// Opens a page in a browser as a reader would and prints what is to be seen as JSON:
// node observe.mjs BROWSER FILE WIDTH

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, file, width] = process.argv.slice(2);
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath, args: flags });
const viewport = { width: Number(width), height: 900 };
const address = pathToFileURL(file).href;
const seen = { errors: [], requests: [] };

const page = await browser.newPage({ viewport });
page.on(
  "console",
  (message) => ["error", "warning"].includes(message.type()) && seen.errors.push(message.text()),
);
page.on("pageerror", (error) => seen.errors.push(String(error)));
page.on("dialog", (dialog) => {
  seen.errors.push(`dialog: ${dialog.message()}`);
  dialog.dismiss();
});
page.on("request", (request) => {
  if (request.url() !== address && !request.url().startsWith("blob:")) seen.requests.push(request.url());
});
await page.goto(address);
await page.waitForSelector("figure svg");

const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
seen.overflow = await overflow();
seen.figures = await page.$$eval("figure", (figures) =>
  figures.map((figure) => ({
    id: figure.id,
    kind: figure.className,
    marks: figure.querySelectorAll(".chart svg :is(path, polygon, polyline, rect, circle, line)").length,
    words: [...figure.querySelectorAll(".chart svg text")].map((text) => text.textContent).join(" "),
    described: figure
      .querySelector(".chart")
      .getAttribute("aria-describedby")
      .split(" ")
      .every((id) => document.getElementById(id)?.textContent),
    rows: figure.querySelectorAll("details tbody tr").length,
  })),
);

// With Tab alone: every switch and every picture is reached.
const stops = await page.$$eval(
  ".legend button, .chart, .saving button, summary, nav a",
  (all) => all.length,
);
await page.evaluate(() => document.body.focus());
const reached = new Set();
for (let i = 0; i < 3 * stops + 50 && reached.size < stops; i++) {
  await page.keyboard.press("Tab");
  const stop = await page.evaluate(() => {
    const at = document.activeElement;
    return at.matches(".legend button, .chart, .saving button, summary, nav a")
      ? [at.className, at.textContent, at.closest("figure")?.id].join("|")
      : null;
  });
  if (stop) reached.add(stop);
}
seen.stops = stops;
seen.reached = reached.size;

// A switch worked with the keyboard hides its plan in every picture, and shows it again.
const colour = await page.evaluate(
  () => JSON.parse(document.getElementById("data").textContent).plans[1].colour,
);
const coloured = () =>
  page.$$eval(
    "figure",
    (figures, wanted) =>
      Object.fromEntries(
        figures
          .filter((figure) => figure.querySelector('.legend button[data-plan="1"]'))
          .map((figure) => [
            figure.id,
            [...figure.querySelectorAll(".chart svg *")].filter((mark) =>
              [mark.getAttribute("fill"), mark.getAttribute("stroke")].some(
                (paint) => paint?.toLowerCase() === wanted,
              ),
            ).length,
          ]),
      ),
    colour,
  );
const pressed = () =>
  page.$$eval('.legend button[data-plan="1"]', (all) => all.map((one) => one.getAttribute("aria-pressed")));
seen.before = await coloured();
await page.locator('.legend button[data-plan="1"]').first().focus();
await page.keyboard.press("Space");
seen.hidden = await coloured();
seen.pressed_off = await pressed();
await page.keyboard.press("Enter");
seen.after = await coloured();
seen.pressed_on = await pressed();
for (const plan of [0, 1, 2]) await page.locator(`.legend button[data-plan="${plan}"]`).first().click();
seen.left = await page.$$eval(
  "figure:has(.legend button[data-plan='2']) .legend button",
  (all) =>
    new Set(
      all.filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => one.dataset.plan),
    ).size,
);
for (const plan of [0, 1]) await page.locator(`.legend button[data-plan="${plan}"]`).first().click();

// Values are told to who points at them and to who presses arrow keys.
seen.told = {};
for (const figure of await page.$$("figure")) {
  const chart = await figure.$(".chart");
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  const told = await figure.evaluate((one) => [
    one.querySelector(".tip")?.textContent ?? "",
    one.querySelector("[aria-live]").textContent,
  ]);
  await page.keyboard.press("Escape");
  seen.told[await figure.getAttribute("id")] = told;
}
const lines = page.locator("figure.lines .chart");
await lines.scrollIntoViewIfNeeded();
await lines.hover();
seen.hovered = await lines.locator(".tip").textContent();
await page.mouse.move(0, 0);

// Pictures as files.
const saved = async (index) => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("figure.lines .saving button").nth(index).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
};
const svg = await saved(0),
  png = await saved(1);
seen.svg = { name: svg.name, text: svg.bytes.toString() };
seen.png = { name: png.name, magic: png.bytes.subarray(1, 4).toString(), width: png.bytes.readUInt32BE(16) };

// Rules for people who can't see or can't use a mouse [WCAG 2.1], as far as a program can check them.
await page.$$eval("details", (all) => all.forEach((one) => (one.open = true)));
seen.overflow_open = await overflow();
// Evaluated, not added as an element: the page's policy lets no other script in.
await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
seen.violations = (await page.evaluate(() => globalThis.axe.run())).violations
  .filter(({ impact }) => ["serious", "critical"].includes(impact))
  .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);

// On paper nothing is wider than the sheet.
await page.$$eval("details", (all) => all.forEach((one) => (one.open = false)));
await page.setViewportSize({ width: 672, height: 990 });
await page.emulateMedia({ media: "print" });
await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
seen.print_widest = await page.$$eval(".chart svg", (all) =>
  Math.max(...all.map((one) => one.getBoundingClientRect().right)),
);
seen.print_buttons = await page.$$eval(
  ".saving, nav, details",
  (all) => all.filter((one) => one.checkVisibility()).length,
);
seen.print_pages = (
  (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []
).length;

// Without its script the page still has its words and tables.
const plain = await (await browser.newContext({ javaScriptEnabled: false, viewport })).newPage();
await plain.goto(address);
seen.plain = {
  note: await plain.locator("header .note").isVisible(),
  lead: await plain.locator(".answer > .lead").isVisible(),
  tables: await plain.locator("table").count(),
};

await browser.close();
console.log(JSON.stringify(seen));
