// The page of what is the reader's own: ten digits to be drawn, what was brought, and how to delete it all.

import { pack, unpack } from "./bitmap.js";
import { button, element, svg } from "./elements.js";
import { Grid } from "./grid.js";
import { greyOf, shadesOf, thumbnail } from "./own-pictures.js";
import { SHEET, changeOwn, own } from "./own-store.js";
import { Store } from "./store.js";

const SIDE = 280; // pixels
const FULL = "This browser keeps nothing: its storage is full or closed. What you draw will be gone with this page.";
const KINDS = { picture: "picture", table: "table", text: "text" };

class OwnPage {
  digit = "0";
  /** @type {Record<string, string>} the drawings, also where nothing can be kept */
  digits = own().digits;

  /** @param {Element} place */
  constructor(place) {
    this.place = place;
    this.store = new Store();
    this.store.take([SHEET]);
    this.store.subscribe((values, by) => this.drawn(String(values.digit), by));
    this.ink = svg("path", { class: "own-ink", d: "" });
    const paper = svg("rect", { class: "own-paper", x: 0, y: 0, width: SIDE, height: SIDE });
    this.sheet = svg("svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, width: SIDE, height: SIDE, "aria-label": "Sheet to draw a digit on" }, paper, this.ink);
    this.message = element("p", "own-said");
    this.message.setAttribute("role", "status");
    const stage = element("div", "own-stage");
    stage.append(this.sheet);
    const host = /** @type {import("./view.js").View} */ (
      /** @type {unknown} */ ({ store: this.store, stage, panels: [this.sheet], say: (/** @type {string} */ text) => this.say(text) })
    );
    new Grid(host, { name: "digit", panel: 0, box: [0, 0, SIDE, SIDE] });
    this.choices = element("div", "own-list own-digits");
    this.choices.setAttribute("role", "group");
    this.choices.setAttribute("aria-label", "Your digits");
    this.brought = element("div", "own-brought");
    const clear = button("Clear", () => this.store.set({ digit: "" }));
    const next = button("Next digit", () => this.choose(String((Number(this.digit) + 1) % 10)), "exercise-main");
    this.asks = element("h2", "own-asks");
    const actions = element("div", "own-actions", clear, next);
    place.replaceChildren(this.choices, this.asks, stage, actions, this.message, this.brought);
    addEventListener("storage", () => this.again());
    this.choose(Object.keys(this.digits).length === 10 ? "0" : String([..."0123456789"].find((digit) => !this.digits[digit]) ?? 0));
    this.list();
  }

  /** Another page changed what is kept. */
  again() {
    this.digits = own().digits;
    this.store.set({ digit: this.digits[this.digit] ?? "" }, "source");
    this.list();
  }

  /** @param {string} digit */
  choose(digit) {
    this.digit = digit;
    this.asks.textContent = `Draw a ${digit}`;
    this.store.set({ digit: this.digits[digit] ?? "" }, "source");
    this.show();
  }

  /**
   * @param {string} text
   * @param {string} by
   */
  drawn(text, by) {
    const marks = unpack(SHEET, text) ?? new Set();
    const size = SIDE / SHEET.columns;
    this.ink.setAttribute("d", [...marks].map((cell) => `M${(cell % 28) * size} ${Math.floor(cell / 28) * size}h${size}v${size}h-${size}z`).join(""));
    if (by !== "reader") return;
    if (marks.size) this.digits[this.digit] = pack(SHEET, marks);
    else delete this.digits[this.digit];
    const { digit } = this;
    const kept = changeOwn((now) => {
      if (marks.size) now.digits[digit] = text;
      else delete now.digits[digit];
    });
    this.say(kept ? "" : FULL);
    this.show();
  }

  /** The ten digits, each drawn or still to be drawn. */
  show() {
    const focused = document.activeElement?.parentElement === this.choices;
    const made = [..."0123456789"].map((digit) => {
      const choose = button("", () => this.choose(digit), "own-picture");
      const text = this.digits[digit];
      choose.append(thumbnail(text ? shadesOf(greyOf(text)) : [[0]], ""), digit);
      choose.setAttribute("aria-label", text ? `your ${digit}` : `${digit}, not drawn yet`);
      choose.setAttribute("aria-pressed", String(digit === this.digit));
      return choose;
    });
    this.choices.replaceChildren(...made);
    if (focused) made[Number(this.digit)].focus();
  }

  /** What was brought, and the way to delete it. */
  list() {
    const { brought, digits } = own();
    const items = brought.map((one) => {
      const away = button("Delete", () => this.remove(one.content));
      away.setAttribute("aria-label", `Delete ${one.name}`);
      const what = "grey" in one.content ? thumbnail(shadesOf(one.content), one.name) : `${one.content.text.length.toLocaleString("en")} letters`;
      return element("li", "", what, ` ${one.name} (${KINDS[one.kind]}) `, away);
    });
    const none = element("p", "", "Nothing yet. What you bring to a figure with its button “Yours…” stands here.");
    const all = button("Delete all that is mine", () => this.removeAll(all));
    const anything = items.length || Object.keys(digits).length;
    this.brought.replaceChildren(
      element("h2", "own-heading", "Pictures, tables and texts"),
      items.length ? element("ul", "own-items", ...items) : none,
      ...(anything ? [all] : []),
    );
  }

  /** @param {object} content */
  remove(content) {
    const text = JSON.stringify(content);
    changeOwn((now) => (now.brought = now.brought.filter((one) => JSON.stringify(one.content) !== text)));
    this.list();
    this.say("Deleted.");
  }

  /** Asked twice, since it can't be taken back. @param {HTMLButtonElement} all */
  removeAll(all) {
    if (all.dataset.sure === undefined) {
      all.dataset.sure = "";
      all.textContent = "Delete all: press again to be sure";
      return;
    }
    changeOwn((now) => Object.assign(now, { digits: {}, brought: [] }));
    this.digits = {};
    this.choose("0");
    this.list();
    this.say("All deleted.");
  }

  /** @param {string} text */
  say(text) {
    this.message.textContent = text;
  }
}

for (const place of document.querySelectorAll("[data-own]")) {
  new OwnPage(place);
  place.setAttribute("data-ready", "");
}
