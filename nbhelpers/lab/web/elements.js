// Elements with class and content, in one line each; what a lab says.

/**
 * @param {string} tag
 * @param {string} name its class
 * @param {(Node | string)[]} children
 */
export function element(tag, name, ...children) {
  const made = document.createElement(tag);
  made.className = name;
  made.append(...children);
  return made;
}

/**
 * @param {string} text
 * @param {() => void} act
 * @param {string} name its class
 */
export function button(text, act, name = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number>} attributes numbers to a tenth
 * @param {Element[]} children
 */
export function svg(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, typeof value === "number" ? value.toFixed(1) : value);
  }
  made.append(...children);
  return made;
}

/**
 * What a lab says: its headline stands out, where a second line follows it.
 * @param {Element} place
 * @param {string} reading
 */
export function tell(place, reading) {
  const [headline, rest] = reading.split("\n");
  const strong = document.createElement("strong");
  strong.append(headline);
  place.replaceChildren(...(rest ? [strong, `\n${rest}`] : [headline]));
}
