// Answers as the worker of a live page does, but under Node and without a page: a request a line in, an answer a line out.
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";

const [copy, lock, wheel] = process.argv.slice(2);
const { loadPyodide } = await import(`${copy}/pyodide.mjs`);
const packages = Object.keys(JSON.parse(readFileSync(lock, "utf8")).packages);
const pyodide = await loadPyodide({ indexURL: copy, lockFileURL: lock, packages, stdout: () => {} });
pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
const answer = pyodide.runPython("from nbhelpers.worker import answerer; answerer(lambda share: None)");
for await (const request of createInterface({ input: process.stdin })) console.log(answer(request));
