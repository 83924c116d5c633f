// What is far down a page waits until the reader comes near, or until the browser has nothing else to do.

const NEAR = "800px";

/**
 * Call `then` once for each element, when it comes near the window.
 * @template {Element} E
 * @param {Iterable<E>} elements
 * @param {(element: E) => void} then
 */
export function whenNear(elements, then) {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        then(/** @type {E} */ (target));
      }
    },
    { rootMargin: NEAR },
  );
  for (const element of elements) near.observe(element);
}

/** @param {() => void} then called when nothing else is to do */
export function whenIdle(then) {
  if ("requestIdleCallback" in window) requestIdleCallback(then, { timeout: 1000 }); // a busy machine may never be idle
  else setTimeout(then, 50);
}

/** @type {Map<Element, () => void>} */
const waiting = new Map();

/**
 * Call `then` once for each element: when it comes near, else when its section gets its turn (`finish`). At once in a
 * page whose sections do not wait.
 * @template {Element} E
 * @param {Iterable<E>} elements
 * @param {(element: E) => void} then
 */
export function soon(elements, then) {
  const mine = [...elements];
  if (document.documentElement.dataset.waits === undefined) return mine.forEach(then);
  for (const element of mine) waiting.set(element, () => then(element));
  whenNear(mine, finish);
}

/** @param {Element} part what waits in it, or is it, has its turn now */
export function finish(part) {
  for (const [element, then] of waiting) {
    if (!part.contains(element)) continue;
    waiting.delete(element);
    try {
      then();
    } catch (error) {
      reportError(error); // the others get their turn all the same
    }
  }
}

/** Whether nothing may be loaded that the reader did not ask for: who saves data, or is on a line paid by the byte. */
export function savesData() {
  const { connection } = /** @type {any} */ (globalThis.navigator ?? {});
  return Boolean(connection?.saveData) || connection?.type === "cellular";
}
