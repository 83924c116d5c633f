// Numbers as readers type them: `2,416`, `2.5·10⁻⁵`, `x = 0,5`, `about 1/4`, `50 %`, `10 steps`; and what is said
// to them. As in exercise/typed.py and exercise/prediction.py: one table of typed forms holds the two together.

/**
 * @typedef {{low: number | null, high: number | null, right: boolean, words: string}} Row
 * @typedef {{rows: Row[], whole: boolean, percent: boolean, nothing: string, unclear: string}} Judgement
 */

const FROM = "−–‒‐’‘ʼ`。∼⁄∕÷×⋅∙•·";
const TO = "----''''.~///*****";
const WORDS =
  "about|approximately|approx|around|roughly|circa|ca|nearly|almost|exactly|it|is|its|the|answer|result|i|think|" +
  "guess|say|maybe|perhaps|after|below|above|under|over|up|to|at|least|most|by|a|an|factor|of|probability|so";
const CHINESE = "大约|大概|大致|差不多|约|答案|等于|是|为";
const BEFORE = new RegExp(`^(?:.*[=≈≃≅])?(?:[^0-9]*[~<>≤≥:])?\\s*(?:(?:(?:${WORDS})\\b\\.?|${CHINESE})\\s*)*`, "i");
const RUN = "(?:[0-9]+(?:[ ,.'_][0-9]+)*[.,]?|[.,][0-9]+)";
const POWER = "\\s*(?:\\^|\\*\\*)\\s*[({]?\\s*([-+]?[0-9]{1,4})\\s*[)}]?";
const NUMBER = new RegExp(
  `^([-+])?\\s*(?:([0-9]+) (?=[0-9]{1,2}\\s*/))?(${RUN})` +
    `(?:\\s*e\\s*([-+]?[0-9]{1,4})|\\s*[*x]\\s*10${POWER}|${POWER}|\\s*/\\s*(${RUN}))?`,
  "i",
);
const SCALE = /^(?:\s*(%|per ?cent|thousand|million|billion|万|亿)s?|([kM])(?![A-Za-z]))/;
const SCALES = new Map(Object.entries({ thousand: 3, k: 3, 万: 4, million: 6, M: 6, 亿: 8, billion: 9 }));
const AFTER = /^(?![a-z](?![a-z]))[^0-9*/^=<>~≈%±+π√]*$/i;
const CHANGES = /\b(?:half|halves|thirds?|quarters?|tenths?|hundreds?|dozens?|squared|pi|e)\b/i;

/**
 * All numbers that a text can mean, each under what it is read as; more than one for `2,416`, none for `a`.
 * @param {string} text
 * @param {boolean} percent whether the answer is asked in percent
 */
export function readings(text, percent = false) {
  const rest = plain(text).replace(BEFORE, "");
  const match = NUMBER.exec(rest);
  if (!match) return new Map();
  const behind = rest.slice(match[0].length);
  const scale = SCALE.exec(behind);
  const after = behind.slice(scale?.[0].length ?? 0);
  if (!AFTER.test(after) || CHANGES.test(after)) return new Map();
  const shift = scale ? (SCALES.get(scale[1] ?? scale[2]) ?? (percent ? 0 : -2)) : 0;
  return valuesOf(match, shift);
}

/**
 * The text with one sign for each thing.
 * @param {string} text
 */
function plain(text) {
  return [...text.replace(/[\u200b\u200e\u200f\u2060\ufeff]/g, "").replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+/g, "^$&").replace(/[¼-¾⅐-⅞]/g, " $&").normalize("NFKC")]
    .map((sign) => TO[FROM.indexOf(sign)] ?? sign)
    .join("")
    .replace(/\bminus\b\s*/gi, "-")
    .replace(/\s+/g, " ")
    .replace(/^[ ()[\]{}$"“”]+|[ ()[\]{}$"“”]+$/g, "");
}

/**
 * @param {RegExpExecArray} match
 * @param {number} shift the power of ten in a word behind the number
 */
function valuesOf([, sign, whole, run, exponent, tens, power, below], shift) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const top of decimals(run)) {
    for (const bottom of below ? decimals(below) : [""]) {
      const e = exponent ?? tens;
      let [shown, value] = [e ? `${top}e${e}` : top, Number(`${top}e${Number(e ?? 0) + shift}`)];
      if (power && top === "10") [shown, value] = [`1e${power}`, Number(`1e${Number(power) + shift}`)];
      else if (power) [shown, value] = [`${top}^${power}`, Number(top) ** Number(power) * 10 ** shift];
      else if (bottom) [shown, value] = [`${top}/${bottom}`, (Number(whole ?? 0) + Number(top) / Number(bottom)) * 10 ** shift];
      if (Number.isFinite(value)) found.set(sign === "-" ? `−${shown}` : shown, sign === "-" ? -value : value);
    }
  }
  return found;
}

/**
 * What digits with commas, points, spaces and apostrophes between them can mean, in plain decimals.
 * @param {string} run
 */
function decimals(run) {
  const found = [".,", ",."].flatMap(([point, other]) => {
    const digits = `[0-9]+|[1-9][0-9]{0,2}([ '_${other}])(?:[0-9]{2,3}\\2)*[0-9]{3}`;
    const form = new RegExp(`^(${digits})?(?:[${point}]((?:[0-9]{3} )+[0-9]{3}|[0-9]+))?$`);
    const match = form.exec(run.replace(/[.,]+$/, ""));
    if (!match) return [];
    const [front, behind] = [match[1], match[3]].map((part) => (part ?? "").replace(/[^0-9]/g, ""));
    return [behind ? `${front || 0}.${behind}` : front];
  });
  return [...new Set(found)];
}

/**
 * What is said to a typed text; `right` is null where no number can be judged. Of two readings the right one counts,
 * else that of a typical mistake.
 * @param {string} text
 * @param {Judgement} judgement
 */
export function judge(text, { rows, whole, percent, nothing, unclear }) {
  const all = [...readings(text, percent)];
  const counts = all.filter(([, value]) => whole && Number.isInteger(value));
  const found = (counts.length ? counts : all).map(([shown, value]) => ({ shown, row: rowOf(rows, value) }));
  if (!found.length) return { right: null, words: nothing };
  const known = found.filter(({ row }) => row.low !== null && row.high !== null);
  const best = known.find(({ row }) => row.right) ?? known[0];
  const commas = plain(text).includes(",");
  if (!best && commas && found.some(({ row }) => row !== found[0].row)) {
    return { right: null, words: unclear.replace("{0}", found[0].shown).replace("{1}", found[1].shown) };
  }
  const { shown, row } = best ?? found[0];
  const said = best && found.length > 1 && (commas || shown !== found[0].shown) ? `Read as ${shown}. ` : "";
  return { right: row.right, words: said + row.words };
}

/**
 * The first row that holds a number; the last rows leave none out.
 * @param {Row[]} rows
 * @param {number} value
 */
function rowOf(rows, value) {
  return /** @type {Row} */ (rows.find(({ low, high }) => (low ?? -Infinity) <= value && value <= (high ?? Infinity)));
}
