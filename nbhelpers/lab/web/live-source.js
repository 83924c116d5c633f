// The states of one lab as Python in a worker computes them now.

/**
 * @typedef {import("./python.js").Engine} Engine
 * @typedef {import("./source.js").Picture} Picture
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./values.js").State} State
 */

export class Computed {
  kind = "live";

  /**
   * @param {Engine} engine
   * @param {string} lab
   * @param {Control[]} controls
   */
  constructor(engine, lab, controls) {
    this.engine = engine;
    this.lab = lab;
    this.controls = controls;
  }

  /**
   * @param {State} values
   * @param {(share: number) => void} progress
   * @returns {Promise<Picture>}
   */
  async at(values, progress) {
    const { parts, reading, points } = await this.engine.request({ lab: this.lab, do: "compute", values }, progress);
    return { pieces: parts, reading, points, took: this.engine.took };
  }

  doing() {
    return this.engine.status === "ready" ? "Computing" : "Starting Python again";
  }

  stop() {
    this.engine.stop();
  }

  /** @param {State} values */
  async numbers(values) {
    const { csv } = await this.engine.request({ lab: this.lab, do: "numbers", values });
    return csv;
  }
}
