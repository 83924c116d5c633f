// Stands for pyodide.js. Where Pyodide comes from another host it fetches the list beside this file, in which
// Pyodide's own files are pinned by SHA-256, refuses what differs, and lets the book's wheels come from here.
// What fails is told to the page (lite-page.js).
const fetched = async (address, options) => {
  try {
    const answer = await fetch(address, options); // fails where the content is not what `integrity` names
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    await answer.clone().arrayBuffer();
    return answer;
  } catch (error) {
    const which = options ? "could not be fetched or is not the file that it should be" : "could not be fetched";
    throw new Error(`${address} ${which} (${error.message})`);
  }
};

const load = async ({ indexURL: here, ...options }) => {
  const { elsewhere, core, ...lock } = await (await fetched(new URL("pyodide-lock.json", here).href)).json();
  const from = elsewhere ?? here;
  if (elsewhere) {
    for (const entry of Object.values(lock.packages)) {
      entry.file_name = new URL(entry.file_name, entry.here ? here : elsewhere).href;
    }
    await Promise.all(Object.entries(core).map(([name, integrity]) => fetched(elsewhere + name, { integrity })));
    options.lockFileURL = URL.createObjectURL(new Blob([JSON.stringify(lock)], { type: "application/json" }));
  }
  const { loadPyodide } = await import(new URL("pyodide.mjs", from).href);
  return loadPyodide({ ...options, indexURL: from });
};

self.loadPyodide = async (options) => {
  try {
    return await load(options);
  } catch (error) {
    self.postMessage({ noPython: String(error.message ?? error) });
    throw error;
  }
};
