// What is far down a page waits until the reader comes near.

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
