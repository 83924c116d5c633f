// node pack.mjs FOLDER < {"modules": [paths], "apart": [paths], "css": text}: one script of many, made small and named by
// its content, which exports what its modules do; each script of "apart" with what it needs, under its own name; and the
// style sheet made small. Prints the first script's name and the sheet as JSON.
import { build, transform } from "esbuild";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const folder = process.argv[2];
const { modules, apart, css } = JSON.parse(readFileSync(0, "utf8"));

const small = { outdir: folder, bundle: true, minify: true, format: "esm", target: "es2022" };
await build({ ...small, entryPoints: apart, allowOverwrite: true });
const { metafile } = await build({
  ...small,
  stdin: { contents: modules.map((path) => `export * from ${JSON.stringify(path)};`).join("\n"), resolveDir: folder },
  entryNames: "book-[hash]",
  metafile: true,
});
const { code } = await transform(css, { loader: "css", minify: true });
console.log(JSON.stringify({ script: basename(Object.keys(metafile.outputs)[0]), style: code }));
