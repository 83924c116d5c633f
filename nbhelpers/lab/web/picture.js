// What a lab shows as one SVG document that needs nothing else: title, panels, sentence, values, address.
// Built as elements, never as text: whatever stands in it is escaped when it is written.

import { makeStill, sizeOf } from "./image-group.js";
import { inWords } from "./values.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDEST = 1120; // of a row of panels
const NARROWEST = 480; // of the whole, for the lines below the panels
const GAP = 20;
const EDGE = 16;
const INK = "#1f2937";
const MUTED = "#5b6472";
const ROLE = /var\(--lab-[\w-]+,\s*(#[0-9a-f]{6})\)/gi; // the light value is written beside each role
const LINE = 1.45; // heights of its letters from one line to the next

/**
 * @param {import("./view.js").View} view
 * @param {string} address of the state
 */
export function pictureOf(view, address) {
  const picture = document.implementation.createDocument(SVG, "svg");
  const root = /** @type {Element} */ (picture.documentElement);
  const { panels } = view;
  const title = view.find(".lab-title").textContent ?? "";
  const reading = view.reading.textContent ?? "";
  const values = inWords(view.seen);
  const family = panels[0].getAttribute("font-family") ?? "sans-serif";
  const rows = inRows(panels);
  const width = 2 * EDGE + Math.max(NARROWEST, ...rows.map(lengthOf));

  add(root, "title", {}, title);
  add(root, "desc", {}, [reading, values, address].join("\n"));
  const paper = add(root, "rect", { width: "100%", fill: "#ffffff" });
  let top = EDGE;
  const write = (/** @type {string} */ text, /** @type {number} */ size, fill = INK, weight = "400") => {
    for (const line of broken(text, `${weight} ${size}px ${family}`, width - 2 * EDGE)) {
      top += size * LINE;
      add(root, "text", { x: EDGE, y: top - 0.3 * size, fill, "font-size": size, "font-weight": weight }, line);
    }
  };

  write(title, 16, INK, "600");
  top += 10;
  for (const row of rows) {
    let left = (width - lengthOf(row)) / 2;
    for (const panel of row) {
      root.append(resolved(panel, { x: left, y: top }, `p${panels.indexOf(panel)}-`));
      left += sizeOf(panel)[0] + GAP;
    }
    top += Math.max(...row.map((panel) => sizeOf(panel)[1])) + 8;
  }
  const [first, rest] = reading.split("\n");
  write(first, 14, INK, rest ? "600" : "400");
  if (rest) write(rest, 14);
  top += 4;
  write(values, 12, MUTED);
  write(address, 11, MUTED);

  const height = Math.ceil(top + EDGE);
  paper.setAttribute("height", String(height));
  set(root, { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "font-family": family });
  return picture;
}

/** @param {SVGSVGElement[]} row */
function lengthOf(row) {
  return row.reduce((sum, panel) => sum + sizeOf(panel)[0] + GAP, -GAP);
}

/** @param {SVGSVGElement[]} panels */
function inRows(panels) {
  /** @type {SVGSVGElement[][]} */
  const rows = [[]];
  for (const panel of panels) {
    const row = rows[rows.length - 1];
    if (row.length && lengthOf([...row, panel]) > WIDEST) rows.push([panel]);
    else row.push(panel);
  }
  return rows;
}

/**
 * A copy of a panel that depends on nothing of the page: light colours, ids of its own, no handles.
 * @param {SVGSVGElement} panel
 * @param {Record<string, number>} place
 * @param {string} mark of its ids
 */
function resolved(panel, place, mark) {
  const copy = /** @type {SVGSVGElement} */ (panel.cloneNode(true));
  makeStill(copy);
  const [width, height] = sizeOf(panel);
  copy.removeAttribute("style");
  set(copy, { ...place, width, height, overflow: "visible" });
  const ids = new Set();
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    element.removeAttribute("data-part");
    if (ids.has(element.id)) element.remove(); // named by its content: the same shape, drawn by two parts
    if (element.id) ids.add(element.id);
    for (const attribute of element.attributes) {
      if (attribute.name === "id") attribute.value = mark + attribute.value;
      else if (attribute.localName === "href") attribute.value = attribute.value.replace(/^#/, `#${mark}`);
      else attribute.value = attribute.value.replace(ROLE, "$1").replaceAll("url(#", `url(#${mark}`);
    }
  }
  return copy;
}

/**
 * A text in lines that are no wider than that; what has no space is broken anywhere.
 * @param {string} text
 * @param {string} font
 * @param {number} width
 */
function broken(text, font, width) {
  const canvas = document.createElement("canvas").getContext("2d");
  if (canvas) canvas.font = font;
  const fits = (/** @type {string} */ line) => (canvas?.measureText(line).width ?? 7 * line.length) <= width;
  const lines = [];
  let line = "";
  for (const word of text.match(/\S+\s*/g) ?? []) {
    if (line && !fits((line + word).trimEnd())) {
      lines.push(line.trimEnd());
      line = "";
    }
    for (const letter of word) {
      if (line && !fits((line + letter).trimEnd())) {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  return line.trim() ? [...lines, line.trimEnd()] : lines;
}

/**
 * @param {Element} parent
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} text
 */
function add(parent, name, attributes, text = "") {
  const made = parent.ownerDocument.createElementNS(SVG, name);
  set(made, attributes);
  made.textContent = text.replace(/[^\t\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ""); // XML knows no control letters
  parent.append(made);
  return made;
}

/**
 * @param {Element} element
 * @param {Record<string, string | number>} attributes
 */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, typeof value === "number" ? String(Math.round(value * 10) / 10) : value);
  }
}
