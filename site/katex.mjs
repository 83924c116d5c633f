// Reads [{tex, display}, ...] as JSON from stdin, writes [{html} | {error}, ...] as JSON to stdout.
// Usage: node katex.mjs <path to katex.mjs>
import { pathToFileURL } from "node:url";
import { text } from "node:stream/consumers";

const { default: katex } = await import(pathToFileURL(process.argv[2]).href);

// Chinese inside \text{...} is wanted; every other oddity is an error, so that the build tells the author.
const strict = (code) => (code === "unicodeTextInMathMode" ? "ignore" : "error");

// A name such as max that stands alone as an index is applied to nothing. KaTeX's mark of application makes it two
// parts where MathML wants one, and a browser that reads MathML shows an error for the formula.
const APPLIED = /<mo>\u2061<\/mo>(?=<\/m(?:sub|sup|subsup|under|over|underover)>)/g;

const render = ({ tex, display }) => {
  try {
    const html = katex.renderToString(tex, { displayMode: display, output: "htmlAndMathml", strict });
    return { html: html.replace(APPLIED, "") };
  } catch (problem) {
    return { error: problem.message };
  }
};

process.stdout.write(JSON.stringify(JSON.parse(await text(process.stdin)).map(render)));
