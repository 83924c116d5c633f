// What a tour says and which states it walks through. Pure: knows neither page nor lab.

/**
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./values.js").State} State
 * @typedef {{text: string, answers: string[], right: number}} Question
 * @typedef {{heading: string, lab: string, values: State, text: string, question: Question | null,
 *   more: {href: string, text: string}}} Step
 * @typedef {Record<number, number | null>} Answers by step: the answer that was chosen, null where it was skipped
 * @typedef {{at: number, answers: Answers}} Place where a reader is, and what was predicted
 */

const PACE = 200 / 60; // words a second
const LOOK = 4; // seconds for the picture

/**
 * How long a text stands before the tour goes on by itself, in ms.
 * @param {string} text
 */
export const timeFor = (text) => 1000 * (LOOK + text.split(/\s+/).length / PACE);

/**
 * The states through which a picture goes from one to another: time is played, from its beginning where more has
 * changed than time; else one number walks along its stops, and all that has no stops between changes at once.
 * @param {readonly Control[]} controls
 * @param {State} from
 * @param {State} to
 * @returns {State[]}
 */
export function way(controls, from, to) {
  const changed = controls.filter((control) => from[control.name] !== to[control.name]);
  const time = controls.find((control) => control.kind === "time" && Number(to[control.name]) > Number(moments(control)[0]));
  const walks = changed.length && time ? time : changed.length === 1 && changed[0].kind !== "seed" ? changed[0] : null;
  if (!walks) return [to];
  const stops = moments(walks);
  const end = stops.indexOf(to[walks.name]);
  const forward = changed.length === 1 && changed[0] === walks;
  const start = forward ? stops.indexOf(from[walks.name]) : -1;
  if (end < 0 || stops.some((stop) => typeof stop !== "number") || (forward && start < 0)) return [to];
  const between = start < end ? stops.slice(start + 1, end) : stops.slice(end + 1, start).reverse();
  return [...between.map((stop) => ({ ...to, [walks.name]: stop })), to];
}

/** The values of a control that a record has. @param {Control} control */
const moments = (control) => control.plays ?? control.values;

/**
 * Whether a prediction was right, in one sentence; nothing for a step without one.
 * @param {Question | null} question
 * @param {number | null | undefined} chosen
 */
export function verdict(question, chosen) {
  if (!question || chosen === undefined) return "";
  const answer = question.answers[question.right];
  if (chosen === null) return `The answer is “${answer}”.`;
  return chosen === question.right ? `Right: ${answer}.` : `You said “${question.answers[chosen]}”, and the answer is “${answer}”.`;
}

/**
 * How the predictions went, once all steps have been seen.
 * @param {readonly Step[]} steps
 * @param {Answers} answers
 */
export function tally(steps, answers) {
  const asked = steps.flatMap(({ question }, k) => (question ? [[answers[k], question.right]] : []));
  const right = asked.filter(([chosen, wanted]) => chosen === wanted).length;
  return `You have seen all ${steps.length} steps. Of ${asked.length} predictions ${right} ${right === 1 ? "was" : "were"} right.`;
}

/** @param {readonly unknown[]} list @param {unknown} k */
const within = (list, k) => Number.isInteger(k) && Number(k) >= 0 && Number(k) < list.length;

/**
 * The place that a browser has kept; the beginning where it has none that fits.
 * @param {string | null} text
 * @param {readonly Step[]} steps
 * @returns {Place}
 */
export function placeOf(text, steps) {
  /** @type {Answers} */
  const answers = {};
  try {
    const kept = JSON.parse(text ?? "{}") ?? {};
    steps.forEach(({ question }, k) => {
      const chosen = kept.answers?.[k];
      if (question && (chosen === null || within(question.answers, chosen))) answers[k] = chosen;
    });
    return { at: within(steps, kept.at) ? kept.at : 0, answers };
  } catch {
    return { at: 0, answers: {} };
  }
}
