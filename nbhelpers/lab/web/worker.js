// Python in a worker: boots Pyodide, then answers requests of python.js one by one (in Python: nbhelpers/worker.py).
// In:  {do: "boot", listing, base, interrupt?} once, then {do: "ask", id, request, more}
// Out: {say: "bytes", bytes} {say: "step", step} {say: "ready", version} {say: "progress", share}
//      {say: "answer", id, answer, took} {say: "dead", reason, memory}

/**
 * @typedef {{bytes: number, sha256: string}} Entry
 * @typedef {{version: string, url: string, files: Record<string, Entry>, packages: string[],
 *   wheel: Entry & {name: string}, more: Entry & {name: string}}} Listing
 */

const COMPILED = "nbhelpers-compiled"; // a cache of the site's
const PAUSE = 2000;

export {};

/** @type {((request: string) => string) | null} */
let answer = null;
let answered = 0;
/** @type {() => Promise<void>} what no figure needs, once */
let bringMore = async () => {};

/** @param {Record<string, unknown>} message */
function say(message) {
  postMessage(message);
}

/**
 * Fetch with every file of the list checked against its SHA-256, and its bytes told as they come.
 * @param {Listing} listing
 * @param {string} base
 */
function careful(listing, base) {
  const plain = self.fetch.bind(self);
  /** @type {typeof fetch} */
  return async (input, options) => {
    const url = new URL(input instanceof Request ? input.url : String(input), base);
    const name = url.pathname.split("/").pop() ?? "";
    const entry = [listing.wheel, listing.more].find((one) => one.name === name) ?? listing.files[name];
    if (!entry) return plain(input, options);
    const checked = { ...options, integrity: `sha256-${base64(entry.sha256)}` };
    const anew = () => plain(url, { ...checked, cache: "reload" }); // what the browser kept may be damaged
    const response = await plain(url, checked).catch(anew).catch(() => null);
    if (!response?.ok || !response.body) {
      const why = response ? `the answer was ${response.status}` : "no answer, or not the file it should be";
      say({ say: "dead", reason: `${name} could not be had from ${url.host} (${why})` }); // Pyodide may not say it
      throw new Error(name);
    }
    const counted = response.body.pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          say({ say: "bytes", bytes: chunk.byteLength });
          controller.enqueue(chunk);
        },
      }),
    );
    const type = name.endsWith(".wasm") ? "application/wasm" : (response.headers.get("Content-Type") ?? "");
    return new Response(counted, { headers: { "Content-Type": type } });
  };
}

/** @param {string} hex */
function base64(hex) {
  return btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => parseInt(byte, 16))));
}

/**
 * A script of the list as a module, from its checked text.
 * @param {string} url
 */
async function load(url) {
  const text = await (await fetch(url)).text();
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * @param {Listing} listing
 * @param {string} base address of the list
 * @param {Uint8Array | undefined} interrupt
 */
async function boot(listing, base, interrupt) {
  const place = new URL(listing.url, base).href;
  self.fetch = careful(listing, base);
  const wheel = fetch(new URL(listing.wheel.name, base)).then((response) => response.arrayBuffer());
  say({ say: "step", step: "loading" });
  const [{ loadPyodide }] = await Promise.all([load(`${place}pyodide.mjs`), load(`${place}pyodide.asm.js`)]);
  const pyodide = await loadPyodide({
    indexURL: place,
    lockFileURL: new URL("pyodide-lock.json", base).href,
    packages: listing.packages, // these are fetched while Python starts
  });
  const packages = pyodide.pyimport("sysconfig").get_path("purelib"); // what is compiled there is kept
  pyodide.unpackArchive(await wheel, "wheel", { extractDir: packages });
  say({ say: "step", step: "starting" });
  const python = pyodide.pyimport("nbhelpers.worker");
  const known = await restore(pyodide, base, packages);
  if (!known) python.write_compiled();
  answer = python.answerer((/** @type {number} */ share) => say({ say: "progress", share }));
  /** @type {Promise<void> | null} */
  let coming = null;
  bringMore = () => (coming ??= unpack(pyodide, new URL(listing.more.name, base), packages));
  if (interrupt) pyodide.setInterruptBuffer(interrupt);
  say({ say: "ready", version: listing.version });
  if (!known) inPause(() => keep(python, base));
}

/**
 * @param {any} pyodide
 * @param {URL} url of an archive
 * @param {string} extractDir
 */
async function unpack(pyodide, url, extractDir) {
  pyodide.unpackArchive(await (await fetch(url)).arrayBuffer(), "zip", { extractDir });
}

/**
 * Once nothing has been asked for a while.
 * @param {() => void} act
 */
function inPause(act) {
  const before = answered;
  setTimeout(() => (before === answered ? act() : inPause(act)), PAUSE);
}

/**
 * Put what an earlier visit compiled in its place. False if there is nothing, or nothing that can be used.
 * @param {any} pyodide
 * @param {string} base
 * @param {string} extractDir
 */
async function restore(pyodide, base, extractDir) {
  try {
    const kept = await (await caches.open(COMPILED)).match(base);
    if (!kept) return false;
    pyodide.unpackArchive(await kept.arrayBuffer(), "zip", { extractDir });
    return true;
  } catch {
    return false; // no storage here, or damaged: Python compiles anew
  }
}

/**
 * Keep what this visit compiled, and nothing of other versions of the book.
 * @param {any} python the module nbhelpers.worker
 * @param {string} base
 */
async function keep(python, base) {
  try {
    const content = python.compiled().toJs();
    const cache = await caches.open(COMPILED);
    for (const old of await cache.keys()) await cache.delete(old);
    await cache.put(base, new Response(content));
  } catch {
    // storage is full or forbidden: the next visit compiles again
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  return error instanceof Error ? error.message.trim().split("\n").pop() : String(error);
}

/** @param {unknown} error */
function isMemory(error) {
  return error instanceof RangeError || /memory/i.test(String(error));
}

self.addEventListener("message", async ({ data }) => {
  try {
    if (data.do === "boot") await boot(data.listing, data.base, data.interrupt);
    else {
      if (data.more) await bringMore();
      const start = performance.now();
      const text = answer?.(data.request);
      answered += 1;
      say({ say: "answer", id: data.id, answer: text, took: performance.now() - start });
    }
  } catch (error) {
    say({ say: "dead", reason: reasonOf(error), memory: isMemory(error) });
  }
});
