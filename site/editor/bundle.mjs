// node bundle.mjs TARGET [LIST]: the editor as one ES module; LIST gets what went into it, as JSON.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const licence = readFileSync(new URL("../../node_modules/@codemirror/view/LICENSE", import.meta.url), "utf8");

const { metafile } = await build({
  entryPoints: [fileURLToPath(new URL("entry.js", import.meta.url))],
  outfile: process.argv[2],
  bundle: true,
  metafile: true,
  minify: true,
  format: "esm",
  target: "es2022",
  banner: { js: `/* CodeMirror and Lezer. ${licence}*/` },
});

if (process.argv[3]) writeFileSync(process.argv[3], JSON.stringify(metafile.inputs));
