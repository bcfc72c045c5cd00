// Draws the pictures of a report's page from the tables that stand in it.

import { Choice } from "./choice.js";
import { followReading } from "./contents.js";
import { Figure } from "./figure.js";
import { Numbers } from "./numbers.js";

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
  new Figure(place, picture, section.tables[picture.table], page);
}
followReading(document.querySelector("nav"));
