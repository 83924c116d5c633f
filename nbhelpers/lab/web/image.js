// The picture of a lab as a file and as an image that can be drawn.

/** @typedef {import("./view.js").View} View */

export const FINE = 2; // pixels of the PNG, and of a film, for each pixel of the page

/**
 * Once no computation of the lab is open, so that picture, sentence and values are of one state.
 * @param {View} view
 * @returns {Promise<void>}
 */
export function settled({ root }) {
  const open = () => root.dataset.busy !== undefined;
  if (!open()) return Promise.resolve();
  return new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      if (open()) return;
      watcher.disconnect();
      resolve();
    });
    watcher.observe(root, { attributeFilter: ["data-busy"] });
  });
}

/** @param {XMLDocument} picture */
export function svg(picture) {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
  return new Blob([text], { type: "image/svg+xml" });
}

/**
 * The picture as an image that can be drawn.
 * @param {XMLDocument} picture
 */
export async function imageOf(picture) {
  const image = new Image();
  const url = URL.createObjectURL(svg(picture));
  try {
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * Width and height in pixels of the page.
 * @param {XMLDocument} picture
 */
export function sizeOf({ documentElement: root }) {
  return ["width", "height"].map((side) => Number(root.getAttribute(side)));
}
