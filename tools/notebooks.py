"""Run notebooks in place and keep what is committed clean: outputs yes, widgets and volatile metadata no.

    python tools/notebooks.py                       run every notebook of book/
    python tools/notebooks.py book/hopfield.ipynb   run the ones named
    python tools/notebooks.py --check               run nothing; name what should not be committed (exit 1)

A notebook is written only when every cell of it has run, and then in one move: never half of it.
"""

import argparse
import hashlib
import os
import re
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ROOT = Path(__file__).resolve().parents[1]
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
PLACE = re.compile(r' data-place="[0-9a-f]{32}"')  # of a lab's figure: another one in every run
FOLDED = {
    "remove-input": {"source_hidden": True},
    "hide-input": {"source_hidden": True},
    "hide-cell": {"source_hidden": True, "outputs_hidden": True},
}  # what the book hides or folds, as Jupyter knows it
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE_INFO = {
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "pygments_lexer": "ipython3",
}
NOTEBOOK_METADATA = {"authors", "mystnb", "title"}
CELL_METADATA = {"jupyter", "mystnb", "slideshow", "tags"}


class NotebookError(Exception):
    """A notebook that can't be read or whose cells do not run; the message names the file and the cell."""


def short(path):
    """The path as a reader of the repository would type it."""
    path = Path(path).resolve()
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def read(path):
    """The notebook in `path`, as nbformat 4.5."""
    try:
        notebook = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise NotebookError(f"{short(path)}: no such file") from None
    except Exception as error:
        raise NotebookError(f"{short(path)}: not a notebook ({type(error).__name__}: {error})") from error
    notebook.nbformat_minor = max(notebook.nbformat_minor, 5)
    return notebook


def keep_only(metadata, names):
    """Drop every key of `metadata` that is not in `names`."""
    for key in set(metadata) - set(names):
        del metadata[key]


def clean_output(output):
    """`output` without its widget view and the place of a widget; None if nothing else was in it."""
    if "data" not in output:
        return output
    output.data.pop(WIDGET_VIEW, None)
    output.metadata.pop(WIDGET_VIEW, None)
    if "text/html" in output.data:
        output.data["text/html"] = PLACE.sub("", output.data["text/html"])
    return output if output.data else None


def name_cells(notebook):
    """Give each cell an id made from its text, so that a second conversion gives the same file."""
    seen = {}
    for cell in notebook.cells:
        digest = hashlib.sha256(f"{cell.cell_type}:{cell.source}".encode()).hexdigest()[:8]
        seen[digest] = seen.get(digest, 0) + 1
        cell["id"] = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


def fold(cell):
    """What the tags hide or fold in the book is folded by Jupyter's own metadata, and nothing else is."""
    folds = [FOLDED[tag] for tag in cell.metadata.get("tags", ()) if tag in FOLDED]
    cell.metadata.pop("jupyter", None)
    if folds:
        cell.metadata["jupyter"] = dict(folds[0])


def clean(notebook):
    """Take out of `notebook`, in place, what changes from run to run or goes stale."""
    keep_only(notebook.metadata, NOTEBOOK_METADATA)
    notebook.metadata["kernelspec"] = dict(KERNELSPEC)
    notebook.metadata["language_info"] = dict(LANGUAGE_INFO)
    for cell in notebook.cells:
        keep_only(cell.metadata, CELL_METADATA)
        if cell.cell_type == "code":
            fold(cell)
            outputs = (clean_output(output) for output in cell.outputs)
            cell.outputs = [output for output in outputs if output is not None]
    name_cells(notebook)
    return notebook


def write(notebook, path):
    """Write `notebook` to `path` in one move: a reader of `path` sees the old file or the new one."""
    path = Path(path)
    text = nbformat.writes(notebook)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text if text.endswith("\n") else text + "\n")
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


class OwnKernel(AsyncKernelManager):
    """A kernel of the interpreter that runs this file, whatever kernels the machine has registered."""

    @property
    def kernel_spec(self):
        quiet = "--IPKernelApp.log_level=ERROR"
        launch = [sys.executable, "-m", "ipykernel_launcher", quiet, "-f", "{connection_file}"]
        return KernelSpec(argv=launch, display_name="Python 3", language="python")


def kernel_environment():
    """This process's environment, with this checkout's nbhelpers first and one thread for linear algebra."""
    environment = dict(os.environ)
    paths = [str(ROOT), *environment.get("PYTHONPATH", "").split(os.pathsep)]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        environment.setdefault(name, "1")
    return environment


def excerpt(cell, lines=6):
    """The first lines of a cell, indented, for an error message."""
    source = cell.source.splitlines()
    shown = [f"    {line}" for line in source[:lines]]
    return "\n".join(shown + (["    ..."] if len(source) > lines else []))


def execute(notebook, path, timeout=120):
    """Run all cells of `notebook` in place, in the folder of `path`.

    Raises NotebookError naming the file and the cell that raised, took longer than `timeout` seconds,
    or ended its kernel.
    """
    started = []
    client = NotebookClient(
        notebook,
        kernel_manager_class=OwnKernel,
        timeout=timeout,
        record_timing=False,
        coalesce_streams=True,
        store_widget_state=False,
        resources={"metadata": {"path": str(Path(path).resolve().parent)}},
        on_cell_start=lambda cell, cell_index: started.append(cell_index),
    )
    try:
        client.execute(env=kernel_environment())
    except CellExecutionError as error:
        reason = f"{error.ename}: {error.evalue}"
    except CellTimeoutError:
        reason = f"took longer than {timeout} s"
    except DeadKernelError:
        reason = "its kernel ended"
    else:
        return notebook
    where = started[-1] if started else 0
    place = f"{short(path)}: cell {where + 1} of {len(notebook.cells)}"
    raise NotebookError(f"{place}: {reason}\n{excerpt(notebook.cells[where])}")


def run(path, timeout=120):
    """Run the notebook in `path`, write it back clean, return it. On NotebookError the file is as before."""
    notebook = execute(read(path), path, timeout)
    write(clean(notebook), path)
    return notebook


def cell_problems(cell):
    """What is wrong with one code cell's stored outputs, as short phrases."""
    tags = cell.metadata.get("tags", [])
    if cell.source.strip() and cell.execution_count is None:
        yield "was never run (its outputs are missing)"
    if "execution" in cell.metadata:
        yield "carries execution timestamps"
    for output in cell.outputs:
        if WIDGET_VIEW in output.get("data", {}):
            yield "carries a widget view"
        if output.output_type == "error" and "raises-exception" not in tags:
            yield f"carries an error ({output.ename}: {output.evalue})"
        if output.output_type == "stream" and output.name == "stderr":
            yield f"writes to stderr: {output.text.strip().splitlines()[0][:80]}"


def problems(path):
    """All that should not be committed in the notebook `path`, one sentence each."""
    notebook = read(path)
    found = []
    if "widgets" in notebook.metadata:
        found.append(f"{short(path)}: carries widget state (metadata.widgets)")
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code":
            found += [f"{short(path)}: cell {number} {problem}" for problem in cell_problems(cell)]
    return found


def check(paths):
    """Print the problems of all `paths`; 1 if there are any."""
    found = []
    for path in paths:
        try:
            found += problems(path)
        except NotebookError as error:
            found.append(str(error))
    for problem in found:
        print(problem)
    if found:
        print("run `make notebooks` (or tools/notebooks.py with the file's name) and commit the result")
    else:
        print(f"{len(paths)} notebooks are clean")
    return 1 if found else 0


def run_all(paths, timeout):
    """Run all `paths` one after the other, with a line each; 1 if any failed."""
    failed = 0
    for path in paths:
        began = time.perf_counter()
        try:
            notebook = run(path, timeout)
        except NotebookError as error:
            failed = 1
            print(f"{error}\n    {short(path)} is left as it was", file=sys.stderr, flush=True)
            continue
        cells = sum(cell.cell_type == "code" for cell in notebook.cells)
        print(f"{short(path)}: {cells} code cells, {time.perf_counter() - began:.1f} s", flush=True)
        for problem in problems(path):
            print(f"  but {problem}", file=sys.stderr, flush=True)
    return failed


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="notebooks (default: all of book/)")
    parser.add_argument("--check", action="store_true", help="run nothing, only report")
    parser.add_argument("--timeout", type=int, default=120, help="seconds a cell may take (default 120)")
    options = parser.parse_args(arguments)
    paths = options.files or sorted((ROOT / "book").glob("*.ipynb"))
    if options.check:
        return check(paths)
    return run_all(paths, options.timeout)


if __name__ == "__main__":
    sys.exit(main())
