// "Yours…" at a control: the reader's digits, pictures, tables and texts, a file, the clipboard or the camera. Python says
// what it made of them. Loaded when first asked for.

import { BYTES, greysOf, shrunk } from "./decode.js";
import { button, element } from "./elements.js";
import { greyOf, shadesOf, thumbnail } from "./own-pictures.js";
import { keepBrought, own } from "./own-store.js";
import { messageOf } from "./source.js";

/**
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./view.js").View} View
 * @typedef {import("./own-store.js").Brought} Brought
 * @typedef {{value: string, said: string, steps: {shows: string, shades: number[][]}[]}} Taken as `Answers.take` sends it
 */

const LETTERS = 1_000_000;
const ASKS = {
  picture: { files: "image/*", file: "A picture file…", limits: `PNG, JPEG, WebP or GIF, up to ${BYTES / 1e6} MB` },
  table: { files: ".csv,.tsv,.txt,text/csv", file: "A table file (CSV)…", limits: "up to 5,000 rows of 2 to 50 columns, at most a million letters" },
  text: { files: ".txt,text/plain", file: "A text file…", limits: "at most a million letters" },
};
const FULL = "This browser keeps nothing more (its storage is full or closed): it is in the figure, and will be gone with this page.";

export class OwnDialog {
  /**
   * @param {View} view
   * @param {Control} control
   * @param {string | null} place where everything of the reader's is seen and deleted, if there is such a page
   */
  constructor(view, control, place) {
    this.view = view;
    this.control = control;
    this.place = place;
    this.kind = /** @type {import("./own-store.js").Kind} */ (control.takes);
    this.busy = false;
    this.said = element("p", "own-said");
    this.said.setAttribute("role", "status");
    this.steps = element("div", "own-steps");
    this.choices = element("div", "own-choices");
    const title = element("h2", "own-title", `Yours: ${control.label.replace(/^your own |:.*$/g, "")}`);
    title.id = `own-${view.root.id}-${control.name}`;
    this.dialog = document.createElement("dialog");
    this.dialog.className = "own-dialog";
    this.dialog.setAttribute("aria-labelledby", title.id);
    const close = button("Close", () => this.dialog.close(), "own-close");
    this.dialog.append(title, this.choices, this.said, this.steps, element("div", "own-actions", ...this.link("All that is kept of yours"), close));
    this.dialog.addEventListener("close", () => this.end());
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation()); // a figure that fills the screen has keys too
    view.root.append(this.dialog);
    this.offer();
    this.dialog.showModal();
  }

  /** @param {string} text */
  link(text) {
    if (!this.place) return [];
    const link = document.createElement("a");
    link.href = this.place;
    link.textContent = text;
    return [link];
  }

  end() {
    this.stopCamera();
    this.dialog.remove();
  }

  offer() {
    const { digits, brought } = own();
    const mine = this.kind === "picture" ? Object.entries(digits) : [];
    const digitsOf = mine.map(([digit, text]) => {
      const grey = greyOf(text);
      return this.pictured(shadesOf(grey), `your ${digit}`, () => this.take(grey));
    });
    const earlier = brought.filter((one) => one.kind === this.kind).map((one) => this.earlier(one));
    const none = this.kind === "picture" && !mine.length ? [element("p", "own-none", "You have drawn no digits of your own yet. ", ...this.link("Draw them here."))] : [];
    this.choices.replaceChildren(element("div", "own-list", ...digitsOf, ...earlier), ...none, ...this.doors());
  }

  /** @param {Brought} one */
  earlier({ content, name }) {
    if ("grey" in content) return this.pictured(shadesOf(content), name, () => this.take(content));
    return button(name, () => this.take(content));
  }

  /**
   * @param {number[][]} shades
   * @param {string} name
   * @param {() => void} act
   */
  pictured(shades, name, act) {
    const made = button("", act, "own-picture");
    made.append(thumbnail(shades, ""), name);
    return made;
  }

  /** The ways in: a file, for tables and texts the clipboard, for pictures the camera. */
  doors() {
    const { files, file, limits } = ASKS[this.kind];
    const input = document.createElement("input");
    input.type = "file";
    input.accept = files;
    const label = element("label", "own-file", file, input);
    input.addEventListener("change", () => input.files?.[0] && this.read(input.files[0]));
    const doors = [element("div", "own-doors", label, ...(this.kind === "picture" ? this.camera() : [])), element("p", "own-limits", limits)];
    return this.kind === "picture" ? doors : [...this.paste(), ...doors];
  }

  paste() {
    const area = document.createElement("textarea");
    area.rows = 5;
    area.spellcheck = false;
    area.setAttribute("aria-label", this.kind === "table" ? "A table: one row a line, commas between" : "A text");
    area.placeholder = this.kind === "table" ? "x, y, class\n1.2, 0.5, yes\n…" : "";
    const use = () => this.bring("pasted", { text: area.value });
    return [area, element("div", "own-doors", button("Use this", use))];
  }

  /** @param {File} file */
  async read(file) {
    try {
      if (this.kind === "picture") return await this.bring(file.name, await greysOf(file));
      if (file.size > 4 * LETTERS) throw new Error(`it has ${Math.round(file.size / 1e6)} MB; allowed are a million letters`);
      const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer().catch(() => Promise.reject(new Error("it could not be read"))));
      await this.bring(file.name, { text });
    } catch (error) {
      const what = error instanceof TypeError ? "it is no text in UTF-8, which alone is allowed" : messageOf(error);
      this.tell(`${file.name}: ${what}.`);
    }
  }

  /**
   * Something new: used, and kept for other figures if it could be used.
   * @param {string} name
   * @param {Brought["content"]} content
   */
  async bring(name, content) {
    if (!(await this.take(content))) return;
    if (!keepBrought({ kind: this.kind, name: name.slice(0, 60), content })) this.said.append(` ${FULL}`);
  }

  /**
   * Have Python make a value of it, and say what was done.
   * @param {Brought["content"]} given
   * @returns {Promise<boolean>}
   */
  async take(given) {
    const { source, store } = this.view;
    if (this.busy || !source?.take) return false;
    this.busy = true;
    this.tell("…");
    try {
      const { value, said, steps } = /** @type {Taken} */ (await source.take(this.control.name, given));
      store.set({ ...this.control.first, [this.control.name]: value });
      this.tell(`In the figure now: ${said}`);
      this.steps.replaceChildren(...steps.map(({ shows, shades }) => element("figure", "own-step", thumbnail(shades, shows), element("figcaption", "", shows))));
      return true;
    } catch (error) {
      this.tell(`${messageOf(error)}. The figure stays as it was.`);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** @param {string} text */
  tell(text) {
    this.steps.replaceChildren();
    this.said.textContent = text;
  }

  /** @type {MediaStream | null} */
  stream = null;

  camera() {
    if (!navigator.mediaDevices?.getUserMedia) return [];
    return [button("Camera…", () => this.openCamera())];
  }

  async openCamera() {
    this.stopCamera();
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      return this.tell("The camera could not be opened: it is in use, there is none, or it was not allowed.");
    }
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.srcObject = this.stream;
    const shoot = () => {
      const side = Math.min(video.videoWidth, video.videoHeight);
      const square = document.createElement("canvas");
      [square.width, square.height] = [side, side];
      square.getContext("2d")?.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, side, side);
      const grey = shrunk(square, side, side);
      this.stopCamera();
      this.offer();
      this.bring("from the camera", grey);
    };
    this.choices.replaceChildren(video, element("div", "own-doors", button("Take the picture", shoot), button("Back", () => (this.stopCamera(), this.offer()))));
    this.tell("Write one digit large, dark on light paper, and fill the square with it.");
    await video.play().catch(() => {});
  }

  stopCamera() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
  }
}
