// A page may be older than the book: the next build took the place of the files that the page has not asked for yet.
// Then the reader is told so, and a reload brings the new edition. What was set stands in the address, what was typed
// is kept in the browser: both come back.

const PATIENCE = 8000; // ms for the page as it is now
const NEWS = "this book has a new edition since you opened this page; a reload brings it and keeps what you have set and typed";
const HASHED = /[^/]*[.-][0-9a-f]{10,}[^/]*/g; // a file or a folder

/** A failure that a reload mends. */
export class Outdated extends Error {}

/** @type {Promise<string> | null} of all that failed together */
let asked = null;

/** The text of this page as the server has it now; empty if it can't be had. */
function pageNow() {
  asked ??= fetch(location.href, { cache: "reload", signal: AbortSignal.timeout(PATIENCE) })
    .then((response) => (response.ok ? response.text() : ""))
    .catch(() => "")
    .finally(() => (asked = null));
  return asked;
}

/**
 * Why something could not be had: the page is outdated if the book's own page names other files by now.
 * @param {Error} error
 * @param {string[]} addresses of what was needed
 */
export async function causeOf(error, ...addresses) {
  const text = await pageNow();
  const names = addresses.map((address) => address.match(HASHED)?.at(-1) ?? "");
  const ours = text.includes("data-content_root"); // and not that of a network which asks for a login
  return ours && names.some((name) => !text.includes(name)) ? new Outdated(NEWS) : error;
}

/**
 * What the button after a message of failure does, and what stands on it.
 * @param {unknown} error
 * @param {() => void} again
 * @returns {[() => void, string]}
 */
export function remedy(error, again) {
  return error instanceof Outdated ? [() => location.reload(), "Reload"] : [again, "Try again"];
}
