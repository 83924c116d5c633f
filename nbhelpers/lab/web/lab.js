// The labs of the page: each gets its record when it comes near, follows the address, and may go live.

import { few, readAddress, strangers } from "./address.js";
import { Actions } from "./actions.js";
import { offer } from "./dare.js";
import { causeOf, remedy } from "./edition.js";
import { soon, whenNear } from "./lazy.js";
import { GoLive } from "./live.js";
import { closeMenus } from "./menu.js";
import { movedAddress } from "./moved.js";
import { fill, followLink, unknownFigures } from "./navigation.js";
import { PageAddress } from "./page-address.js";
import { PythonLine } from "./python-line.js";
import { engineOf } from "./python.js";
import { Recorded } from "./recorded.js";
import { messageOf } from "./source.js";
import { Store } from "./store.js";
import { View } from "./view.js";

const SLOW = 8000; // ms until a figure says that its states have not come yet

export class Lab {
  /** @type {Promise<void> | null} */
  loading = null;
  /** @type {GoLive | null} */
  live = null;

  /** @param {HTMLElement} figure */
  constructor(figure) {
    this.figure = figure;
    this.name = figure.id;
    this.store = new Store();
    this.view = new View(figure, this.store);
    this.address = new PageAddress(this.name, this.store);
    this.actions = new Actions(this.store, this.view, this.address, () => this.live?.start());
    offer(figure, () => this.host());
  }

  /**
   * What a dare under this lab needs: the page's Python, and a state to judge.
   * @returns {import("./dare.js").Host}
   */
  host() {
    const { view, figure } = this;
    const { live, liveBytes } = figure.dataset;
    const goTo = (/** @type {string} */ search) => void this.load().then(() => this.follow(search));
    const without = "This site brings no Python: check it in the chapter’s notebook, by nbhelpers.dares.check.";
    if (!live) return { view, goTo, without, judge: () => Promise.reject(new Error("there is no Python")) };
    const engine = engineOf(live);
    const judge = async (/** @type {string} */ name, /** @type {import("./values.js").State} */ values) => {
      if (!view.source) throw new Error("this figure has not got its states yet");
      await engine.start();
      return engine.request({ lab: name, do: "dare", values });
    };
    return { view, goTo, judge, python: new PythonLine(engine, Number(liveBytes), "Check") };
  }

  layControls() {
    if (this.view.layControls()) this.live = GoLive.of(this.view);
  }

  /**
   * Load the recorded states, once; a failure is said in the figure and can be tried again.
   * @param {boolean} anew from the server, whatever the browser kept
   */
  load(anew = false) {
    this.layControls();
    this.loading ??= this.fetch(anew).catch((error) => this.failed(error));
    return this.loading;
  }

  again() {
    delete this.figure.dataset.failed;
    this.loading = null;
    this.view.say("Trying again…");
    return this.load(true);
  }

  /** @param {Error} error */
  async failed(error) {
    const cause = await causeOf(error, this.figure.dataset.record ?? "");
    this.figure.dataset.failed = "";
    const text = `This figure can’t move: ${messageOf(cause)}. The picture and its sentence stay as they are.`;
    this.view.say(text, ...remedy(cause, () => this.again()));
  }

  /** @param {boolean} anew */
  async fetch(anew) {
    const stop = new AbortController();
    const again = () => {
      stop.abort();
      this.again();
    };
    const slow = setTimeout(() => this.view.say("The recorded states are slow to come; then this figure moves.", again), SLOW);
    const { record = "", lab = "" } = this.figure.dataset;
    const loading = Recorded.load(record, lab, { signal: stop.signal, cache: anew ? "reload" : "default" });
    const recorded = await loading.catch((error) => !stop.signal.aborted && Promise.reject(error)).finally(() => clearTimeout(slow));
    if (!recorded) return; // asked for again
    this.view.say("");
    this.view.take(recorded);
    this.actions.wire();
    this.live?.offer(recorded.data.live);
    this.follow(this.address.withOwn(location.search));
    this.view.find("fieldset").removeAttribute("disabled");
    this.figure.dataset.ready = "";
  }

  /**
   * Take the state from an address, saying what in it could not be understood.
   * @param {string} search
   */
  follow(search) {
    if (!this.view.source) return;
    const { values, problems } = readAddress(search, this.name, this.store.controls);
    this.store.set(values, "address");
    if (problems.length && !this.live?.wants(search, search !== location.search)) this.view.say(few(problems, " "));
  }
}

/** A page that is a tour loads what leads through it. @param {Lab[]} labs */
async function lead(labs) {
  const place = document.querySelector(".tour");
  const script = new URL("./tour.js", import.meta.url).href; // not a part of the book's one script
  if (place) (await import(script)).begin(place, labs);
}

function start() {
  const moved = movedAddress(location);
  if (moved) location.replace(moved);
  const figures = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("figure.lab[data-record]"));
  const labs = [...figures].map((figure) => new Lab(figure));
  /** @param {HTMLElement} figure */
  const labOf = (figure) => /** @type {Lab} */ (labs.find((lab) => lab.figure === figure));
  soon(figures, (figure) => labOf(figure).layControls());
  whenNear(figures, (figure) => labOf(figure).load());
  const names = labs.map((lab) => lab.name);
  const unknown = [...strangers(location.search, names), ...fill(labs)];
  if (unknown.length) labs[0]?.load().then(() => labs[0].view.say(unknownFigures(unknown, names)));
  document.addEventListener("click", (event) => followLink(event, labs));
  closeMenus();
  lead(labs);
  document.addEventListener("functions-changed", () => labs.forEach((lab) => lab.live?.done && lab.store.set({}, "source")));
  addEventListener("popstate", () => {
    labs.forEach((lab) => {
      lab.address.forget();
      lab.follow(location.search);
    });
    fill(labs);
  });
}

start();
