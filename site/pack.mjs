// node pack.mjs FOLDER < {"modules": [paths], "css": text}: one script of many, made small and named by its content,
// and the style sheet made small. Prints the script's name and the sheet as JSON. The script exports what its modules do.
import { build, transform } from "esbuild";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const folder = process.argv[2];
const { modules, css } = JSON.parse(readFileSync(0, "utf8"));

const { metafile } = await build({
  stdin: { contents: modules.map((path) => `export * from ${JSON.stringify(path)};`).join("\n"), resolveDir: folder },
  outdir: folder,
  entryNames: "book-[hash]",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  metafile: true,
});
const { code } = await transform(css, { loader: "css", minify: true });
console.log(JSON.stringify({ script: basename(Object.keys(metafile.outputs)[0]), style: code }));
