// The book's service worker: keeps its files, each under the hash of its content, and answers from them. Files that
// two builds share are kept once. A new build takes over at a reader's next page; what earlier ones kept under a name
// with a hash goes on to answer their pages, until none is open.
// Before this stands BOOK: {version, first, whole, used}, each {file: its SHA-256}. A file is a path below this
// worker's scope, or an address of Python's. `first` is kept at once, `whole` in idle time, `used` once it was used.

export {}; // for the type checker alone: the build leaves this line out

const worker = /** @type {any} */ (self);
const { scope } = worker.registration;
const CACHE = `book ${scope}`;
const { first, whole, used } = /** @type {Record<string, Record<string, string>>} */ (worker.BOOK);
const FILES = new Map(Object.entries({ ...first, ...whole, ...used }));
const BOOK_FILES = Object.keys({ ...first, ...whole });
const AGAIN = `<!DOCTYPE html><script>
  const again = () => location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", again);
  setTimeout(again, 1000);
</script>`; // while a newer build takes over
const TOLD = 10; // files between two reports
/** Pages that are not of this build, since the server has another by now; they are left alone. @type {Set<string>} */
const strays = new Set();
/** @type {Promise<void> | null} */
let filling = null;

/** @param {string} url */
function nameOf(url) {
  const place = url.replace(/[?#].*$/s, "");
  if (!place.startsWith(scope)) return place;
  return place.slice(scope.length).replace(/(^|\/)$/, "$1index.html");
}

/** @param {string} name */
const addressOf = (name) => new URL(name, scope).href;
/** @param {string} name */
const keyOf = (name) => `${addressOf(name)}?${encodeURIComponent(FILES.get(name) ?? "")}`;

/**
 * A file from the network, if it is the one of this build: what lies in the browser's own store, or else anew.
 * @param {string} name
 * @param {RequestCache} how
 * @returns {Promise<Response>}
 */
async function fetched(name, how = "default") {
  try {
    const options = { integrity: `sha256-${FILES.get(name)}`, cache: how, priority: "low" };
    const response = await fetch(addressOf(name), /** @type {RequestInit} */ (options));
    return response.redirected ? new Response(response.body, response) : response;
  } catch (error) {
    if (how === "reload") throw error;
    return fetched(name, "reload");
  }
}

/** Keep the files that are not kept yet, one after the other; ends early where the reader has switched it off. @param {string[]} names */
async function take(names) {
  const cache = await caches.open(CACHE);
  const there = new Set((await cache.keys()).map((request) => request.url));
  const missing = names.filter((name) => !there.has(keyOf(name)));
  for (const [done, name] of missing.entries()) {
    if (done % TOLD === 0) await tell(names.length - missing.length + done);
    const response = await fetched(name);
    if (!(await caches.has(CACHE))) return;
    await cache.put(keyOf(name), response);
  }
  await tell(names.length);
}

/** @param {number} kept how many files @param {string} problem why there are not more */
async function tell(kept, problem = "") {
  for (const page of await worker.clients.matchAll()) page.postMessage({ kept, problem });
}

/** Keep the whole book; what hinders that is told, and tried again at the next visit. */
async function fill() {
  try {
    if (!(await caches.has(CACHE))) return;
    await take(BOOK_FILES);
    await sweep();
  } catch (error) {
    const there = await (await caches.open(CACHE)).keys();
    const full = /** @type {any} */ (error)?.name === "QuotaExceededError";
    await tell(there.length, full ? "full" : "network");
  } finally {
    filling = null;
  }
}

/** @param {any} event @param {string} name */
async function answer(event, name) {
  const { request, resultingClientId } = event;
  const { waiting } = worker.registration;
  if (request.mode === "navigate" && waiting) {
    waiting.postMessage({ do: "take over" });
    return new Response(AGAIN, { headers: { "Content-Type": "text/html" } });
  }
  const anew = request.cache === "reload";
  const kept = anew ? null : await caches.match(keyOf(name), { cacheName: CACHE, ignoreVary: true });
  if (kept) return kept;
  try {
    const response = await fetched(name, anew ? "reload" : "default");
    event.waitUntil(keep(name, response.clone()).catch(() => {})); // no room: it is answered all the same
    return response;
  } catch {
    if (resultingClientId) strays.add(resultingClientId);
    const response = await fetch(request);
    if (anew && response.ok && (await caches.has(CACHE))) await (await caches.open(CACHE)).delete(keyOf(name)); // outdated
    return response;
  }
}

/** A file that this build does not have: an earlier one may have kept it. @param {Request} request */
async function earlier(request) {
  return (await caches.match(request, { cacheName: CACHE, ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

/** @param {string} name @param {Response} response */
async function keep(name, response) {
  if (await caches.has(CACHE)) await (await caches.open(CACHE)).put(keyOf(name), response);
}

/** A newer build makes itself whole before it takes over, as far as there is room and the reader does not save data. */
async function install() {
  await take(Object.keys(first));
  const savesData = /** @type {any} */ (navigator).connection?.saveData;
  if (worker.registration.active && !savesData) await take(BOOK_FILES).catch(() => {});
}

async function activate() {
  await sweep();
  await worker.clients.claim();
}

/** Delete what earlier builds kept, unless a page of theirs may be open, or a newer build is putting its own beside it. */
async function sweep() {
  const { installing, waiting } = worker.registration;
  if (installing || waiting || (await worker.clients.matchAll({ includeUncontrolled: true })).length > 1) return;
  const cache = await caches.open(CACHE);
  const ours = new Set([...FILES.keys()].map(keyOf));
  for (const { url } of await cache.keys()) if (!ours.has(url)) await cache.delete(url);
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(activate()));
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data.do === "take over") worker.skipWaiting();
  if (event.data.do === "fill") event.waitUntil((filling ??= fill()));
});
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request, clientId } = event;
  const name = nameOf(request.url);
  if (request.method !== "GET" || (strays.has(clientId) && request.mode !== "navigate")) return;
  if (FILES.has(name)) event.respondWith(answer(event, name));
  else if (FILES.has(`${name}/index.html`)) event.respondWith(Response.redirect(request.url.replace(/(?=[?#]|$)/, "/")));
  else if (name.startsWith("_static/")) event.respondWith(earlier(request));
});
