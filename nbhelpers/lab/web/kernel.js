// A notebook's kernel: what a figure asks of its widget's other half.

import { Stopped } from "./source.js";

/**
 * @typedef {{done: (answer: any) => void, failed: (error: Error) => void, progress: (share: number) => void}} Waiting
 */

/** The questions of one figure, each answered under its number. */
export class Kernel {
  /** @type {Map<number, Waiting>} */
  waiting = new Map();
  id = 0;
  gone = () => {}; // what is done when nobody is there to be asked
  begun = 0; // the question that is worked on

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
   * @param {{do: string, values?: Record<string, unknown>}} request
   * @param {(share: number) => void} progress
   * @returns {Promise<any>}
   */
  request({ do: what, values = {} }, progress = () => {}) {
    const id = ++this.id;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed, progress });
      try {
        this.model.send({ do: what, figure: this.figure, id, values });
      } catch {
        this.drop(Infinity, new Error("its kernel has ended"));
        setTimeout(() => this.gone());
      }
    });
  }

  doing() {
    return this.begun === this.id ? "Computing" : "Waiting for the kernel";
  }

  close() {
    this.model.send({ do: "close", figure: this.figure });
  }

  stop() {
    this.model.send({ do: "stop", figure: this.figure, id: this.id });
  }

  /** Other figures of the widget have answers too. @param {any} message */
  heard({ figure, id, answer, error, begun, share, stopped }) {
    if (figure !== this.figure) return;
    if (begun) this.begun = begun;
    if (share !== undefined) this.waiting.get(this.begun)?.progress(share);
    if (stopped) this.drop(stopped + 1, new Stopped("stopped"));
    const asked = this.waiting.get(id);
    if (!asked) return;
    this.waiting.delete(id);
    this.drop(id, new Stopped("a newer value came"));
    if (error) asked.failed(new Error(error));
    else asked.done(answer);
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
