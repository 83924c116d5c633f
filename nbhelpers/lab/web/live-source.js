// The states of one lab as a Python computes them now: that of the page's worker, or a notebook's kernel.

/**
 * @typedef {import("./source.js").Picture} Picture
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./values.js").State} State
 *
 * @typedef {object} Python
 * @property {(request: {lab: string, do: "compute" | "numbers" | "take", values: Record<string, unknown>}, progress?: (share: number) => void) => Promise<any>} request
 * @property {() => void} stop
 * @property {() => string} doing what takes long, in words
 * @property {number} [took] ms of its last answer
 * @typedef {{parts: Record<string, string>, reading: string, points?: import("./source.js").Place[]}} Answer
 */

export class Computed {
  kind = "live";

  /**
   * @param {Python} python
   * @param {string} lab
   * @param {readonly Control[]} controls
   * @param {Answer | null} first the answer to what is asked first, where it is known
   */
  constructor(python, lab, controls, first = null) {
    this.python = python;
    this.lab = lab;
    this.controls = controls;
    this.first = first && this.picture(first);
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
   */
  async computed(values, progress) {
    return this.picture(await this.python.request({ lab: this.lab, do: "compute", values }, progress));
  }

  /**
   * @param {Answer} answer
   * @returns {Picture}
   */
  picture({ parts, reading, points }) {
    return { pieces: parts, reading, points, took: this.python.took };
  }

  doing() {
    return this.python.doing();
  }

  stop() {
    this.python.stop();
  }

  /**
   * What Python makes for a control of something that the reader brings.
   * @param {string} control
   * @param {object} given
   */
  take(control, given) {
    return this.python.request({ lab: this.lab, do: "take", values: { control, given } });
  }

  /** @param {State} values */
  async numbers(values) {
    const { csv } = await this.python.request({ lab: this.lab, do: "numbers", values });
    return csv;
  }
}
