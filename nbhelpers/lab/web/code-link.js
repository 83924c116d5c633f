// A link that carries a reader's version of a function: behind the #, which no server is sent. What comes with one is
// shown as text, to be read before it runs. Pure.

const SIGN = "change:";
const LONGEST = 20_000; // letters of a version

/**
 * What stands behind the # of such a link.
 * @param {string} names of the functions
 * @param {string} text
 */
export function codeLink(names, text) {
  const bytes = new TextEncoder().encode(text);
  const packed = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `#${SIGN}${names}:${packed.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/**
 * The functions and the version that came with a link; null if it carries none, or what cannot be read.
 * @param {string} hash
 * @returns {{names: string, text: string} | null}
 */
export function codeIn(hash) {
  const [, names, packed] = new RegExp(`^#${SIGN}([\\w.,]+):([\\w-]+)$`).exec(hash) ?? [];
  if (!packed || packed.length > 2 * LONGEST) return null;
  try {
    const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.length <= LONGEST ? { names, text } : null;
  } catch {
    return null;
  }
}
