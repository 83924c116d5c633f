// The report on an answer, as elements. Everything in it is text, never HTML: it quotes the reader's code.

import { element } from "./elements.js";

/**
 * @typedef {{words: string, passed: boolean, given: string, got: string, wanted: string, problem: string}} Outcome
 * @typedef {{passed: boolean, summary: string, outcomes: Outcome[], hint: string, problem: string, printed: string}} Report
 */

/** @param {Report} report */
export function reportOf({ summary, problem, outcomes, hint, printed }) {
  const parts = [element("p", "exercise-summary", summary)];
  if (problem) parts.push(element("p", "exercise-problem", problem));
  if (hint) parts.push(element("p", "exercise-hint", element("strong", "", "Hint. "), hint));
  if (outcomes.length) parts.push(element("ul", "exercise-cases", ...outcomes.map(caseOf)));
  if (printed) parts.push(element("p", "", "Your code printed:"), element("pre", "exercise-printed", printed));
  return parts;
}

/** @param {Outcome} outcome */
function caseOf({ words, passed, given, got, wanted, problem }) {
  const mark = element("span", "exercise-mark", passed ? "✓" : "✗");
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", passed ? "passed:" : "failed:");
  const item = element("li", passed ? "passed" : "failed", mark, " ", words);
  if (passed) return item;
  const rows = /** @type {[string, string][]} */ ([["given", given], ["got", got], ["wanted", wanted]]);
  const list = element("dl", "");
  for (const [name, text] of rows) {
    if (text) list.append(element("dt", "", name), element("dd", "", element("code", "", text)));
  }
  item.append(list);
  if (problem) item.append(element("p", "exercise-problem", problem));
  return item;
}
