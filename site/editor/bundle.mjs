// node bundle.mjs TARGET: the editor as one ES module.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const licence = readFileSync(new URL("../../node_modules/@codemirror/view/LICENSE", import.meta.url), "utf8");

await build({
  entryPoints: [fileURLToPath(new URL("entry.js", import.meta.url))],
  outfile: process.argv[2],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  banner: { js: `/* CodeMirror and Lezer. ${licence}*/` },
});
