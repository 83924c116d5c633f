// Points as text: `x,y` or `x,y,class` of each, with `;` between; "" for none. Pure.

/**
 * @typedef {import("./values.js").Control} Control
 * @typedef {number[]} Dot x, y and, where there are classes, the number of its class
 */

/** @param {string} text @returns {Dot[]} */
export const read = (text) => (text ? text.split(";").map((row) => row.split(",").map(Number)) : []);

/** @param {Dot[]} dots */
export const write = (dots) => dots.map((dot) => dot.map((part) => String(Number(part.toFixed(3)))).join(",")).join(";");

/**
 * Whether a text is that of points this control may have.
 * @param {Control} control
 * @param {string} text
 */
export function fits({ box = [[0, 0], [0, 0]], classes = [], most = 0 }, text) {
  const dots = read(text);
  const inside = (/** @type {number} */ part, /** @type {number} */ k) => part >= box[0][k] && part <= box[1][k];
  return (
    dots.length <= most &&
    dots.every(
      ([x, y, of, ...more]) =>
        more.length === 0 && inside(x, 0) && inside(y, 1) && (classes.length ? of in classes : of === undefined),
    )
  );
}
