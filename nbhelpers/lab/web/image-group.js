// A picture is one image to those who hear the page. With handles in it, it is a group: an image's inside can't be reached.

const HANDLES = ".lab-point, .lab-grid";

/**
 * Put something for the keyboard into a picture; what is drawn there is told by the picture's name alone.
 * @param {Element} svg
 * @param {Element} handle
 */
export function putInto(svg, handle) {
  svg.setAttribute("role", "group");
  for (const part of svg.children) if (!part.matches(HANDLES)) part.setAttribute("aria-hidden", "true");
  svg.append(handle);
}

/**
 * A copy of a picture is an image again, without what would act on the original.
 * @param {Element} svg
 */
export function makeStill(svg) {
  svg.querySelectorAll(HANDLES).forEach((handle) => handle.remove());
  svg.setAttribute("role", "img");
  for (const part of svg.children) part.removeAttribute("aria-hidden");
}

/**
 * The width and the height of a picture, in its own units.
 * @param {SVGSVGElement} svg
 */
export function sizeOf(svg) {
  return [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height];
}
