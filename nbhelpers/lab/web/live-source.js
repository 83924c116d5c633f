// The states of one lab as Python computes them now: a source of states, as recorded.js is one.

import { PATIENCE } from "./python.js";

/**
 * @typedef {import("./python.js").Engine} Engine
 * @typedef {import("./lab.js").Lab} Lab
 * @typedef {import("./live.js").GoLive} GoLive
 * @typedef {import("./recorded.js").Control} Control
 * @typedef {import("./recorded.js").Picture} Picture
 */

export class Computed {
  kind = "live";

  /**
   * @param {Engine} engine
   * @param {Lab} lab
   * @param {Control[]} controls
   * @param {GoLive} host
   */
  constructor(engine, lab, controls, host) {
    this.engine = engine;
    this.name = lab.figure.dataset.lab ?? "";
    this.figure = lab.figure;
    this.controls = controls;
    this.host = host;
    this.asked = 0;
    this.slow = 0;
  }

  /**
   * @param {number[]} indices
   * @param {(picture: Picture) => void} paint
   */
  show(indices, paint) {
    const values = Object.fromEntries(this.controls.map((control, k) => [control.name, control.values[indices[k]]]));
    const turn = ++this.asked;
    this.figure.dataset.busy = "";
    clearTimeout(this.slow);
    this.slow = window.setTimeout(() => this.host.computing(), PATIENCE);
    const settle = () => {
      if (turn !== this.asked) return;
      clearTimeout(this.slow);
      delete this.figure.dataset.busy;
      this.host.computed();
    };
    this.engine.ask({
      request: { lab: this.name, do: "compute", values },
      progress: (share) => this.host.computing(share),
      done: ({ parts, reading, points }) => {
        paint({ pieces: parts, reading });
        this.host.handles?.place(points);
        this.figure.dataset.took = this.engine.took.toFixed(1);
        settle();
      },
      failed: (error) => {
        settle();
        if (turn === this.asked) this.host.failed(error);
      },
    });
  }
}
