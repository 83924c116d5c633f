// The controls of a small lab as a record and as live Python declare them, and a store that holds its state.

import { Store } from "../../nbhelpers/lab/web/store.js";

/** @param {object} control */
const declared = (control) => Object.freeze({ start: 0, shown: control.values.map(String), ...control });

export const ETA = declared({ name: "eta", label: "rate", kind: "range", values: [0.01, 0.1, 1], shown: ["0.01", "0.10", "1.00"], start: 1 });
export const HALVE = declared({ name: "halve", label: "halve", kind: "switch", values: [false, true], shown: ["off", "on"] });
export const START = declared({ name: "start", label: "start", kind: "choice", values: ["left", "right"], start: 1 });
export const STEP = declared({ name: "step", label: "step", kind: "time", values: [0, 1, 2] });
export const DRAWN = declared({ name: "drawn", label: "drawing", kind: "pixels", values: [""], shown: ["none"] });
export const RECORDED = [START, ETA, HALVE, STEP];

export const LIVE_ETA = declared({ ...ETA, values: [0.01, 0.05, 0.1, 0.5, 1], shown: ["0.01", "0.05", "0.10", "0.50", "1.00"], start: 2, low: 0.01, high: 1, whole: false });
export const SEED = declared({ name: "seed", label: "seed", kind: "seed", values: [0, 1, 2], low: 0, high: 9999, whole: true });
export const LIVE_DRAWN = declared({ ...DRAWN, rows: 3, columns: 3, brush: 1 });
for (const { values, shown } of [...RECORDED, DRAWN, LIVE_ETA, SEED]) [values, shown].forEach(Object.freeze);

/** @param {readonly object[]} controls */
export function storeOf(controls) {
  const store = new Store();
  store.take(controls);
  return store;
}
