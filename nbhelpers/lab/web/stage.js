// Another source may draw another stage: its panels, its controls, and what can be taken hold of in the picture.

import { Dots } from "./dots.js";
import { Handles } from "./drag-points.js";
import { Grid } from "./grid.js";

/**
 * @typedef {{panels: string[], knobs: string, points: import("./drag-points.js").Declared[],
 *   grids: import("./grid.js").Declared[]}} Stage as `Session.stage` of live.py sends it
 */

/**
 * Have the states from a source that drew what stands there.
 * @param {import("./view.js").View} view
 * @param {import("./source.js").Source} source
 * @param {Pick<Stage, "points" | "grids">} stage
 * @param {import("./values.js").State} values
 */
export function take(view, source, { points, grids }, values) {
  view.take(source);
  view.handles = new Handles(view, points);
  for (const grid of grids) view.store.control(grid.name)?.kind === "dots" ? new Dots(view, grid) : new Grid(view, grid);
  view.store.set(values, "source");
}

/**
 * Draw the stage of a source, and take the states from there.
 * @param {import("./view.js").View} view
 * @param {import("./source.js").Source} source
 * @param {Stage} stage
 * @param {import("./values.js").State} values that change with it
 */
export function setStage(view, source, stage, values) {
  const { form } = view;
  const focused = form.querySelector(":focus")?.getAttribute("name");
  view.find(".lab-panels", view.stage).innerHTML = stage.panels.join(""); // and not those that are kept beside it
  view.find(".lab-knobs").innerHTML = stage.knobs;
  view.findSlots();
  take(view, source, stage, values);
  const again = focused ? form.elements.namedItem(focused) : null;
  if (again instanceof HTMLElement) again.focus();
}
