// Listings of the book's functions that a reader can change: an editor in the listing's place, and every figure of
// the page that computes with them follows. Nothing runs before the reader says so.

import { codeIn, codeLink } from "./code-link.js";
import { Outdated } from "./edition.js";
import { openEditor } from "./editor.js";
import { button, element } from "./elements.js";
import { Kept } from "./exercise-parts.js";
import { tellFigures, whereUsed } from "./followers.js";
import { finish, soon } from "./lazy.js";
import { prove } from "./proof.js";
import { SILENCE, Silent, engineOf } from "./python.js";
import { PythonLine } from "./python-line.js";
import { PATIENCE, Stopped, messageOf } from "./source.js";

/** @typedef {import("./editor.js").Editor} Editor */

const LEAVE = "Tab indents. Press Escape, then Tab, to leave the editor. Ctrl+Enter puts it into the figures.";
const SEED = 1;
const CAME = "This version came with the link. Read it: it does not run before you press Run.";
const LOST = "Python was started again: the figures compute with the book’s own. Run puts yours back.";

class Listing {
  /** @type {Editor | null} */
  editor = null;
  busy = false;
  /** @type {Worker | null} the Python in which the reader's version stands */
  standsIn = null;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.names = place.dataset.functions ?? "";
    this.told = this.names.split(",").map((name) => name.split(".").pop()).join(" and ");
    this.block = /** @type {HTMLElement} */ (place.previousElementSibling);
    this.start = `${(this.block.querySelector("pre")?.textContent ?? "").trimEnd()}\n`;
    this.kept = new Kept(`listing.${this.names}`);
    this.engine = engineOf(place.dataset.python ?? "");
    this.python = new PythonLine(this.engine, Number(place.dataset.pythonBytes), "Run");
    this.open = button(this.kept.text === null ? "Change it" : "Go on with your change", () => this.begin());
    this.open.setAttribute("aria-label", `${this.open.textContent}: ${this.told}`);
    this.link = button("Copy a link to it", () => this.copyLink());
    this.link.setAttribute("aria-label", `Copy a link to it: to your version of ${this.told}`);
    this.run = button("Run", () => this.use(), "exercise-main");
    this.reset = button("Reset", () => this.giveBack());
    this.actions = element("div", "exercise-actions", this.open, this.python.note);
    this.said = element("p", "exercise-said");
    this.said.setAttribute("role", "status");
    this.checked = element("div", "listing-checks");
    place.append(this.actions, this.python.line, this.said, this.checked);
    this.engine.watchers.add(() => this.changed());
    this.python.say(false, false);
  }

  /**
   * Open the version that came with a link; the reader's own stays kept beside it.
   * @param {string} text
   */
  async show(text) {
    this.kept = new Kept(`linked.${this.names}`);
    this.kept.keep(text);
    if (this.editor) this.editor.replace(text);
    else await this.begin();
    this.said.textContent = CAME;
  }

  /** A link with the version in the editor, to be handed on. */
  async copyLink() {
    const address = new URL(codeLink(this.names, this.editor?.text ?? ""), location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      this.said.textContent = "Copied: whoever opens the link sees your version, and runs it or not.";
    } catch {
      this.said.textContent = `Copy it by hand: ${address}`;
    }
  }

  /** Put the editor in the place of the listing. */
  async begin() {
    this.open.disabled = true;
    const help = element("p", "exercise-help", LEAVE);
    help.id = `help-${this.names.replace(/\W/g, "-")}`;
    const host = element("div", "exercise-editor");
    this.place.prepend(host, help);
    this.editor = await openEditor(this.place.dataset.editor, host, this.kept.text ?? this.start, {
      label: `Your version of ${this.told}, in Python`,
      describedBy: help.id,
      changed: (now) => this.kept.keep(now === this.start ? null : now),
      check: () => this.use(),
    });
    this.block.hidden = true;
    this.actions.replaceChildren(this.run, this.reset, this.link);
    this.changed();
    this.editor.focus();
  }

  /** Something changed with Python. */
  changed() {
    this.python.say(this.editor !== null, this.busy);
    if (this.standsIn && this.engine.worker !== this.standsIn) {
      this.standsIn = null;
      this.place.removeAttribute("data-in-use");
      this.said.textContent = LOST;
    }
  }

  /** The reader's version into the figures. */
  use() {
    return this.ask("use", { code: this.editor?.text }, async () => {
      this.standsIn = this.engine.worker;
      this.place.dataset.inUse = "";
      this.said.replaceChildren(...(await whereUsed(this.names.split(","))));
      return this.prove();
    });
  }

  /** The book's own again, in the editor and in the figures. */
  async giveBack() {
    this.editor?.replace(this.start);
    this.kept.keep(null);
    this.editor?.focus();
    if (!this.standsIn) return void (this.said.textContent = "");
    await this.ask("give_back", {}, () => {
      this.standsIn = null;
      this.place.removeAttribute("data-in-use");
      this.said.textContent = "The figures compute with the book’s own again.";
    });
  }

  /**
   * @param {"use" | "give_back"} what
   * @param {Record<string, unknown>} values
   * @param {() => void | Promise<void>} then once it is done and the figures were told
   */
  async ask(what, values, then) {
    if (this.busy || !this.editor) return;
    this.setBusy(true);
    this.said.textContent = "";
    this.checked.replaceChildren();
    const slow = setTimeout(() => this.python.sayRunning("Running", () => this.busy), PATIENCE);
    try {
      await this.engine.start();
      const { problem } = await this.engine.request({ lab: this.names, do: what, values });
      if (problem) this.said.textContent = `${problem}\nThe figures stay as they were.`;
      else {
        tellFigures();
        await then();
      }
    } catch (error) {
      this.said.textContent = this.words(error);
    } finally {
      clearTimeout(slow);
      this.setBusy(false);
      this.python.say(true, false);
    }
  }

  /** The book's checks of the equations behind it, on the reader's version. */
  async prove() {
    const { chapter = "", equations = "" } = this.place.dataset;
    if (!equations) return;
    const list = element("ul", "exercise-cases");
    this.checked.replaceChildren(element("p", "", "The equations that the book holds it against:"), list);
    await prove(this.engine, chapter, equations.split(","), SEED, (line) => list.append(line));
  }

  /** @param {unknown} error */
  words(error) {
    if (error instanceof Stopped) return "Stopped. Your version is still here; the figures compute with the book’s own.";
    if (error instanceof Silent) return `Stopped: it did not end within ${SILENCE / 1000} s. Your version is still here.`;
    if (error instanceof Outdated) return `It could not be run: ${error.message}.`;
    return `It could not be run: ${messageOf(error)}. Your version is still here; try again.`;
  }

  /** @param {boolean} on */
  setBusy(on) {
    this.busy = on;
    for (const one of [this.run, this.reset]) one.setAttribute("aria-disabled", String(on));
  }
}

const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("div.listing[data-functions]"));
/** @type {Map<Element, Listing>} */
const listings = new Map();
soon(places, (place) => {
  listings.set(place, new Listing(place));
  place.dataset.ready = "";
});

/** A link has brought a version of a function. */
function follow() {
  const came = codeIn(location.hash);
  const place = came && [...places].find(({ dataset }) => dataset.functions === came.names);
  if (!place) return;
  for (let at = place.closest("details"); at; at = at.parentElement?.closest("details") ?? null) at.open = true;
  finish(place);
  place.scrollIntoView({ block: "center" });
  listings.get(place)?.show(came.text);
}
follow();
addEventListener("hashchange", follow);
