// Pictures as files, with their title and legend.

import { font, ink, soft } from "./look.js";
import { keyImage } from "./legend.js";
import { svgElement } from "./elements.js";

const margin = 24,
  lineHeight = 20;

/** Lines of at most about this many pixels; Chinese breaks anywhere. */
function wrapped(text, width, size) {
  const pieces = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? [];
  const lines = [""];
  let used = 0;
  for (const piece of pieces) {
    const wide = /^[\u2e80-\uffef]/.test(piece) ? size : piece.length * size * 0.53;
    if (used + wide > width && used > 0) {
      lines.push("");
      used = 0;
    }
    lines[lines.length - 1] += piece;
    used += wide;
  }
  return lines;
}

/** The drawn picture under its title, its description and the keys of what is shown. */
export function pictureFile(drawn, { title, description, entries, source }) {
  const width = Number(drawn.getAttribute("width")),
    height = Number(drawn.getAttribute("height"));
  const full = width + 2 * margin;
  const file = svgElement("svg", { xmlns: "http://www.w3.org/2000/svg", width: full });
  file.append(svgElement("title", {}, title), svgElement("desc", {}, description));
  const ground = svgElement("rect", { width: "100%", height: "100%", fill: "#fff" });
  file.append(ground);
  let y = margin + 14;
  const write = (text, size, weight, fill) => {
    for (const one of wrapped(text, width, size)) {
      file.append(
        svgElement(
          "text",
          { x: margin, y, "font-family": font, "font-size": size, "font-weight": weight, fill },
          one,
        ),
      );
      y += size + 6;
    }
  };
  write(title, 17, 600, ink);
  write(description, 14, 400, soft);
  let x = margin;
  for (const { label, look, form } of entries) {
    const needed = 44 + label.length * (/[\u2e80-\uffef]/.test(label) ? 13.5 : 7.4);
    if (x > margin && x + needed > width) {
      x = margin;
      y += lineHeight;
    }
    const key = keyImage(look, form);
    for (const [name, value] of Object.entries({ x, y: y - 4, width: 26, height: 12 }))
      key.setAttribute(name, value);
    file.append(
      key,
      svgElement("text", { x: x + 33, y: y + 6, "font-family": font, "font-size": 13.5, fill: ink }, label),
    );
    x += needed;
  }
  if (entries.length) y += lineHeight;
  const inner = drawn.cloneNode(true);
  inner.setAttribute("x", margin);
  inner.setAttribute("y", y);
  file.append(inner);
  y += height + lineHeight;
  write(source, 11, 400, soft);
  file.setAttribute("height", y + margin / 2);
  file.setAttribute("viewBox", `0 0 ${full} ${y + margin / 2}`);
  return new XMLSerializer().serializeToString(file);
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function saveSvg(text, name) {
  download(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
}

/** Twice as fine as on the screen, for slides. */
export async function savePng(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * image.width;
  canvas.height = 2 * image.height;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((blob) => download(blob, `${name}.png`), "image/png");
}
