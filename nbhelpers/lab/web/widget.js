// What a lab's widget runs in a notebook: it asks the kernel for the modules of the figure, joins them by addresses of
// their own, once a page, and leaves the widget to `notebook.js`. No build step: the kernel has the sources.

/** @typedef {import("./notebook.js").Model} Model */

const JOINED = Symbol.for("nbhelpers.lab");
const page = /** @type {Record<symbol, Promise<typeof import("./notebook.js")>>} */ (/** @type {unknown} */ (globalThis));

/**
 * The modules of the figure, as the first kernel to answer has them.
 * @param {Model} model
 */
async function modules(model) {
  if (page[JOINED] === undefined) {
    const sources = await ask(model);
    page[JOINED] ??= join(sources);
  }
  return page[JOINED];
}

/** @param {{scripts: Record<string, string>, style: string}} sources */
function join({ scripts, style }) {
  const sheet = document.createElement("style");
  sheet.textContent = style;
  document.head.append(sheet);
  /** @type {Record<string, string>} */
  const addresses = {};
  for (const [name, text] of Object.entries(scripts)) {
    const joined = text.replace(/(from |import\()"\.\/([\w-]+\.js)"/g, (_, how, other) => `${how}"${addresses[other]}"`);
    addresses[name] = URL.createObjectURL(new Blob([joined], { type: "text/javascript" }));
  }
  return import(/* webpackIgnore: true */ addresses["notebook.js"]);
}

/**
 * @param {Model} model
 * @returns {Promise<{scripts: Record<string, string>, style: string}>} the modules after those that they import
 */
function ask(model) {
  return new Promise((done) => {
    model.on("msg:custom", function heard(message) {
      if (!message.scripts) return;
      model.off("msg:custom", heard);
      done(message);
    });
    model.send({ do: "scripts" });
  });
}

export default {
  /**
   * It does not wait: a kernel that still runs other cells answers late, and a widget that is not there within two
   * seconds is given up by its front end.
   * @param {{model: Model}} given
   * @returns {() => void} called when the widget is closed
   */
  initialize({ model }) {
    let closed = false;
    const home = modules(model).then(({ Home }) => (closed ? null : new Home(model)));
    return () => {
      closed = true;
      home.then((there) => there?.end());
    };
  },
};
