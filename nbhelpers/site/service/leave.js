// The book is not kept for reading without a network any more: this takes the place of an earlier worker, deletes
// what that one kept, and goes.

export {}; // for the type checker alone: the build leaves this line out

const worker = /** @type {any} */ (self);

async function leave() {
  await caches.delete(`book ${worker.registration.scope}`);
  await worker.registration.unregister();
}

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(leave()));
