// Another source may draw another stage: its panels, its controls, and what can be taken hold of in the picture.

import { Handles } from "./drag-points.js";
import { Grid } from "./grid.js";

/**
 * @typedef {{panels: string[], knobs: string, points: import("./drag-points.js").Declared[],
 *   grids: import("./grid.js").Declared[]}} Stage as `Session.stage` of live.py sends it
 */

/**
 * @param {import("./view.js").View} view
 * @param {import("./source.js").Source} source
 * @param {Stage} stage
 * @param {import("./values.js").State} values that change with it
 */
export function setStage(view, source, stage, values) {
  const { form, store } = view;
  const focused = form.querySelector(":focus")?.getAttribute("name");
  view.find(".lab-panels", view.stage).innerHTML = stage.panels.join(""); // and not those that are kept beside it
  view.find(".lab-knobs").innerHTML = stage.knobs;
  view.findSlots();
  view.take(source);
  view.handles = new Handles(view, stage.points);
  for (const grid of stage.grids) new Grid(view, grid);
  store.set(values, "source");
  const again = focused ? form.elements.namedItem(focused) : null;
  if (again instanceof HTMLElement) again.focus();
}
