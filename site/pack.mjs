// node pack.mjs FOLDER < {"modules": [paths], "css": text}: one script and one style sheet of many, made small and
// named by their content. Prints both names as JSON. The script exports what its modules do.
import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

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
const style = `book-${createHash("sha256").update(code).digest("hex").slice(0, 8)}.css`;
writeFileSync(join(folder, style), code);
console.log(JSON.stringify({ script: basename(Object.keys(metafile.outputs)[0]), style }));
