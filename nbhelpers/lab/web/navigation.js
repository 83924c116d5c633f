// The labs of a page follow its address and the links into it.

import { few, quoted } from "./address.js";

/** @typedef {import("./lab.js").Lab} Lab */

/**
 * A link into a lab's state moves the lab instead of loading the page again.
 * @param {MouseEvent} event
 * @param {Lab[]} labs
 */
export function followLink(event, labs) {
  const link = event.target instanceof Element ? event.target.closest("a.lab-link") : null;
  if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const lab = labs.find((one) => `#${one.name}` === link.hash);
  if (!lab || link.pathname !== location.pathname) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  lab.actions.player?.pause();
  lab.address.forget();
  lab.load().then(() => lab.follow(link.search));
  lab.figure.scrollIntoView({ block: "nearest" });
}

/**
 * The lab that the address wants to fill the screen fills it, any other leaves it.
 * @param {Lab[]} labs
 */
export function fill(labs) {
  const name = new URLSearchParams(location.search).get("show");
  for (const lab of labs) {
    if (lab.actions.filling && lab.name !== name) lab.actions.filling.leave();
    if (!lab.actions.filling && lab.name === name) lab.load().then(() => lab.actions.show());
  }
  return name === null || labs.some((lab) => lab.name === name) ? [] : [name];
}

/**
 * @param {string[]} unknown
 * @param {string[]} names
 */
export function unknownFigures(unknown, names) {
  return `The address names ${few(unknown.map(quoted), ", ")}, which this page does not have; its figures are ${names.join(", ")}.`;
}
