// Stands for pyodide.js where Pyodide comes from another host: fetches the list beside this file, in which
// Pyodide's own files are pinned by SHA-256, refuses what differs, and lets the book's wheels come from here.
self.loadPyodide = async ({ indexURL: here, ...options }) => {
  const answer = await fetch(new URL("pyodide-lock.json", here));
  const { elsewhere, core, ...lock } = await answer.json();
  for (const entry of Object.values(lock.packages)) {
    entry.file_name = new URL(entry.file_name, entry.here ? here : elsewhere).href;
  }
  const checked = Object.entries(core).map(async ([name, integrity]) => {
    const file = await fetch(elsewhere + name, { integrity }); // fails where the content is another
    await file.arrayBuffer();
  });
  await Promise.all(checked);
  const lockFileURL = URL.createObjectURL(new Blob([JSON.stringify(lock)], { type: "application/json" }));
  const { loadPyodide } = await import(elsewhere + "pyodide.mjs");
  return loadPyodide({ ...options, indexURL: elsewhere, lockFileURL });
};
