// One worker a page that runs Python: started once, asked one thing at a time, replaced when it hangs or dies.
// Of the values that wait for one lab only the newest is kept.

import { causeOf } from "./edition.js";
import { savesData } from "./lazy.js";
import { PATIENCE, Stopped, messageOf } from "./source.js";

export const SILENCE = 20_000; // ms without an answer or a sign of progress after which a computation is given up
const LONG_SILENCE = 300_000; // of a cell, which may train a net and whose reader can stop it
const BOOT_SILENCE = 60_000;

/**
 * @typedef {import("./worker.js").Listing} Listing
 * @typedef {{loaded: number, total: number, step: string}} Loading
 * @typedef {{lab: string, do: "stage" | "compute" | "state" | "numbers" | "take" | "check" | "use" | "give_back" | "put" | "equation" | "cell" | "dare", values?: Record<string, unknown>}} Request
 * @typedef {{request: Request, done: (answer: any) => void, failed: (error: Error) => void,
 *   progress: (share: number) => void}} Job
 */

/** @type {Map<string, Engine>} */
const engines = new Map();

/**
 * The one engine of the page for this list of what is loaded.
 * @param {string} address
 */
export function engineOf(address) {
  const engine = engines.get(address) ?? new Engine(address);
  engines.set(address, engine);
  return engine;
}

/** A computation that was given up because it gave no sign. */
export class Silent extends Error {}

export class Engine {
  /** @type {"off" | "loading" | "ready"} */
  stage = "off";
  asked = false; // and not only made warm
  /** @type {Worker | null} */
  worker = null;
  /** @type {Promise<void> | null} */
  starting = null;
  /** @type {Map<string, Job>} what waits, the newest of each lab and kind */
  waiting = new Map();
  /** @type {Job | null} */
  running = null;
  /** @type {Loading} */
  loading = { loaded: 0, total: 0, step: "" };
  watchdog = 0;
  since = 0;
  took = 0; // ms that the last answer took in the worker
  id = 0;
  /** @type {Set<() => void>} told of every change of status and of loading */
  watchers = new Set();
  /** @type {Uint8Array | undefined} */
  interrupt = undefined;

  /** @param {string} address of the list of what is loaded */
  constructor(address) {
    this.address = new URL(address, location.href).href;
  }

  tell() {
    for (const watcher of this.watchers) watcher();
  }

  /** How far Python is for those who asked for it: of one that was only made warm nobody is told. */
  get status() {
    return this.asked ? this.stage : "off";
  }

  /** Load Python on a sign that it will be asked for, unless the reader saves data. */
  warm() {
    if (!savesData()) this.launch().catch(() => {}); // asking for it tries again
  }

  /** Start the worker unless it runs; resolves when Python is ready, rejects with words for the reader. */
  start() {
    const before = this.status;
    this.asked = true;
    const starting = this.launch();
    if (this.status !== before) this.tell();
    this.next();
    return starting;
  }

  launch() {
    this.starting ??= this.boot().catch(async (error) => {
      const cause = await causeOf(error, this.address, import.meta.url);
      this.drop();
      for (const [key, job] of this.waiting) {
        this.waiting.delete(key);
        job.failed(cause);
      }
      throw cause;
    });
    return this.starting;
  }

  async boot() {
    if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
      throw new Error("this browser has no WebAssembly, which Python needs here");
    }
    this.stage = "loading";
    this.loading = { loaded: 0, total: 0, step: "loading" };
    this.tell();
    const listing = await this.list();
    const entries = [listing.wheel, ...Object.values(listing.files)];
    this.loading.total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    this.tell();
    await this.run(listing);
    this.stage = "ready";
    this.tell();
    this.next();
  }

  /** @returns {Promise<Listing>} */
  async list() {
    try {
      const response = await fetch(this.address, { signal: AbortSignal.timeout(BOOT_SILENCE) });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return await response.json();
    } catch (error) {
      throw new Error(`the list of what is needed could not be fetched (${messageOf(error)})`);
    }
  }

  /**
   * @param {Listing} listing
   * @returns {Promise<void>}
   */
  run(listing) {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "python" });
    this.worker = worker;
    if (globalThis.crossOriginIsolated) this.interrupt = new Uint8Array(new SharedArrayBuffer(1));
    return new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ reason) => {
        if (this.stage === "ready") this.broken(worker, reason);
        else reject(new Error(reason));
      };
      const lost = () => fail("nothing came any more; the connection may be lost");
      this.watch(BOOT_SILENCE, lost);
      worker.addEventListener("error", (event) => fail(event.message || "the worker could not be started"));
      worker.addEventListener("message", ({ data }) => {
        if (worker !== this.worker) return;
        if (data.say === "dead") fail(data.memory ? "the memory given to this page was not enough" : data.reason);
        else if (data.say === "ready") {
          clearTimeout(this.watchdog);
          resolve();
        } else this.heard(data, lost);
      });
      worker.postMessage({ do: "boot", listing, base: this.address, interrupt: this.interrupt });
    });
  }

  /**
   * @param {any} data
   * @param {() => void} lost if nothing more comes of what is loaded
   */
  heard(data, lost) {
    if (data.say === "bytes" || data.say === "step") {
      this.watch(BOOT_SILENCE, lost);
      if (data.say === "bytes") this.loading.loaded += data.bytes;
      else this.loading.step = data.step;
      this.tell();
    } else if (data.say === "progress" && this.running) {
      this.watchRun();
      this.running.progress(data.share);
    } else if (data.say === "answer" && data.id === this.id) {
      this.took = data.took;
      this.answered(data.answer);
    }
  }

  /** @param {string} text */
  answered(text) {
    const job = this.running;
    this.running = null;
    clearTimeout(this.watchdog);
    this.next();
    if (!job) return;
    if (job.request.do === "state") return job.done(text);
    const answer = JSON.parse(text);
    if (answer.stopped) job.failed(new Stopped("stopped"));
    else if (answer.error) job.failed(new Error(answer.error));
    else job.done(answer);
  }

  /**
   * Ask Python; of several questions of one kind about one lab the newest is kept, the others end in `Stopped`.
   * @param {Job} job
   */
  ask(job) {
    const key = `${job.request.lab} ${job.request.do}`;
    this.waiting.get(key)?.failed(new Stopped("a newer value came"));
    this.waiting.delete(key);
    this.waiting.set(key, job);
    if (this.running?.request.lab === job.request.lab && this.running.request.do === job.request.do) this.nudge();
    if (this.status === "off") this.start().catch(() => {}); // whoever waits is told
    this.next();
  }

  /**
   * @param {Request} request
   * @param {(share: number) => void} progress
   * @returns {Promise<any>}
   */
  request(request, progress = () => {}) {
    return new Promise((done, failed) => this.ask({ request, progress, done, failed }));
  }

  next() {
    if (this.status !== "ready" || this.running) return;
    for (const [key, job] of this.waiting) {
      this.waiting.delete(key);
      this.running = job;
      this.since = performance.now();
      if (this.interrupt) this.interrupt[0] = 0;
      this.watchRun();
      const more = ["equation", "cell"].includes(job.request.do);
      this.worker?.postMessage({ do: "ask", id: ++this.id, request: JSON.stringify(job.request), more });
      return;
    }
  }

  /** A newer value is there: a computation that takes long gives way where it can be interrupted. */
  nudge() {
    if (this.interrupt && performance.now() - this.since > PATIENCE) this.interrupt[0] = 2;
  }

  doing() {
    return this.status === "ready" ? "Computing" : "Starting Python again";
  }

  /** Stop what runs: by an interrupt where the page may share memory, else by a new worker. */
  stop() {
    if (!this.running) return;
    if (this.interrupt) this.interrupt[0] = 2;
    else if (this.worker) this.broken(this.worker, "", new Stopped("stopped"));
  }

  watchRun() {
    const patience = this.running?.request.do === "cell" ? LONG_SILENCE : SILENCE;
    const reason = `the computation gave no sign for ${patience / 1000} seconds and was stopped`;
    this.watch(patience, () => this.worker && this.broken(this.worker, "", new Silent(reason)));
  }

  /**
   * @param {number} ms
   * @param {() => void} give
   */
  watch(ms, give) {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(give, ms);
  }

  /**
   * The worker can't be used any more: what ran ends with the reason, what waits is asked of a new worker.
   * @param {Worker} worker
   * @param {string} reason
   * @param {Error} error
   */
  broken(worker, reason, error = new Error(reason)) {
    if (worker !== this.worker) return;
    const job = this.running;
    this.drop();
    if (this.asked) this.start().catch(() => {}); // said by whoever waits for it
    job?.failed(error);
  }

  drop() {
    clearTimeout(this.watchdog);
    this.worker?.terminate();
    this.worker = this.running = this.starting = null;
    this.stage = "off";
    this.tell();
  }
}
