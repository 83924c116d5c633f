// The states of one lab as a notebook's kernel computes them.

import { Stopped } from "./source.js";

/**
 * @typedef {import("./source.js").Picture} Picture
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./values.js").State} State
 * @typedef {{done: (answer: any) => void, failed: (error: Error) => void, progress: (share: number) => void}} Waiting
 */

const PATIENCE = 400; // ms before a computation that runs tells its progress

/** The questions of one figure to the widget's other half, each answered under its number. */
export class Kernel {
  /** @type {Map<number, Waiting>} */
  waiting = new Map();
  id = 0;
  gone = () => {}; // what is done when nobody is there to be asked
  begun = 0; // the question that is worked on
  since = 0; // ms, when that began

  /**
   * @param {import("./notebook.js").Model} model
   * @param {string} figure
   */
  constructor(model, figure) {
    this.model = model;
    this.figure = figure;
    model.on("msg:custom", (message) => this.heard(message));
  }

  /**
   * @param {string} what
   * @param {State} values
   * @param {(share: number) => void} progress
   * @returns {Promise<any>}
   */
  ask(what, values = {}, progress = () => {}) {
    const id = ++this.id;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed, progress });
      try {
        this.model.send({ do: what, id: this.mark(id), figure: this.figure, values });
      } catch {
        this.drop(Infinity, new Error("its kernel has ended"));
        setTimeout(() => this.gone());
      }
    });
  }

  /** Several figures of one widget hear each other's answers. @param {number} id */
  mark(id) {
    return `${this.figure} ${id}`;
  }

  stop() {
    this.model.send({ do: "stop" });
  }

  /** @param {any} message */
  heard({ id, answer, error, begun, share, stopped, failed }) {
    const mine = (/** @type {string} */ mark) => [...this.waiting.keys()].find((one) => this.mark(one) === mark);
    const beginning = begun === undefined ? undefined : mine(begun);
    if (beginning) [this.begun, this.since] = [beginning, performance.now()];
    if (share !== undefined && performance.now() - this.since > PATIENCE) this.waiting.get(this.begun)?.progress(share);
    if (stopped) this.drop(Infinity, new Stopped("stopped"));
    if (failed) this.drop(Infinity, new Error(failed));
    const answered = id === undefined ? undefined : mine(id);
    if (!answered) return;
    const { done, failed: refuse } = /** @type {Waiting} */ (this.waiting.get(answered));
    this.waiting.delete(answered);
    this.drop(answered, new Stopped("a newer value came"));
    if (error) refuse(new Error(error));
    else done(answer);
  }

  /**
   * What was asked before has no answer any more.
   * @param {number} before
   * @param {Error} error
   */
  drop(before, error) {
    for (const [id, { failed }] of [...this.waiting]) {
      if (id >= before) continue;
      this.waiting.delete(id);
      failed(error);
    }
  }
}

export class KernelSource {
  kind = "live";

  /**
   * @param {Kernel} kernel
   * @param {readonly Control[]} controls
   * @param {Picture} first of the state in which the figure opens
   */
  constructor(kernel, controls, first) {
    this.kernel = kernel;
    this.controls = controls;
    /** @type {Picture | null} */
    this.first = first;
  }

  /**
   * @param {State} values
   * @param {(share: number) => void} progress
   * @returns {Picture | Promise<Picture>}
   */
  at(values, progress) {
    const { first } = this;
    this.first = null;
    return first ?? this.computed(values, progress);
  }

  /**
   * @param {State} values
   * @param {(share: number) => void} progress
   * @returns {Promise<Picture>}
   */
  async computed(values, progress) {
    return pictureOf(await this.kernel.ask("compute", values, progress));
  }

  doing() {
    return this.kernel.begun === this.kernel.id ? "Computing" : "Waiting for the kernel";
  }

  stop() {
    this.kernel.stop();
  }

  /** @param {State} values */
  async numbers(values) {
    const { csv } = await this.kernel.ask("numbers", values);
    return csv;
  }
}

/**
 * @param {{parts: Record<string, string>, reading: string, points: import("./source.js").Place[]}} answer
 * @returns {Picture}
 */
export function pictureOf({ parts, reading, points }) {
  return { pieces: parts, reading, points };
}
