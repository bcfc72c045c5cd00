// Draws the pictures of a report's page from the tables that stand in it.

import { Choice } from "./choice.js";
import { followReading } from "./contents.js";
import { Figure } from "./figure.js";
import { Numbers } from "./numbers.js";
import { seriesColumns } from "./table.js";

const data = JSON.parse(document.getElementById("data").textContent);
const page = {
  plans: data.plans,
  words: data.words,
  choice: new Choice(data.plans.length),
  numbers: new Numbers(data.language, data.words),
  source: `${data.title} · ${data.footer}`,
};
for (const place of document.querySelectorAll("figure[data-picture]")) {
  const section = data.sections[Number(place.dataset.section)];
  const picture = section.pictures[Number(place.dataset.picture)];
  const table = section.tables[picture.table];
  if (seriesColumns(table).length === 0) continue; // there is nothing to draw
  try {
    new Figure(place, picture, table, page);
  } catch (error) {
    console.error(error); // a picture that fails leaves its table, and the others, to the reader
    place.querySelector("details")?.setAttribute("open", "");
  }
}
followReading(document.querySelector("nav"));
