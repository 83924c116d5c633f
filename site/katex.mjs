// Reads [{tex, display}, ...] as JSON from stdin, writes [{html} | {error}, ...] as JSON to stdout.
// Usage: node katex.mjs <path to katex.mjs>
import { pathToFileURL } from "node:url";
import { text } from "node:stream/consumers";

const { default: katex } = await import(pathToFileURL(process.argv[2]).href);

// Chinese inside \text{...} is wanted; every other oddity is an error, so that the build tells the author.
const strict = (code) => (code === "unicodeTextInMathMode" ? "ignore" : "error");

const render = ({ tex, display }) => {
  try {
    return { html: katex.renderToString(tex, { displayMode: display, output: "htmlAndMathml", strict }) };
  } catch (problem) {
    return { error: problem.message };
  }
};

process.stdout.write(JSON.stringify(JSON.parse(await text(process.stdin)).map(render)));
