"""Sphinx in a process of its own that has all it imports at its birth: this takes longer than a tiny book."""

import multiprocessing
import os
import sys
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

from sphinx.cmd.build import main

ROOT = Path(__file__).parents[2]
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.conftest", "myst_nb.sphinx_ext", "nbhelpers.build.lab_pages", __name__])
PATIENT = 300  # s; other work may share the machine


def run(*arguments, folder: Path = ROOT) -> CompletedProcess:
    """`sphinx-build` with these arguments, called in `folder`."""
    with TemporaryDirectory() as said:
        process = PROCESSES.Process(target=_build, args=([*map(str, arguments)], folder, Path(said)))
        process.start()
        process.join(PATIENT)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"sphinx-build {arguments} did not end within {PATIENT} s")
        out, error = (Path(said, name).read_text("utf8") for name in ("out", "error"))
    return CompletedProcess(arguments, process.exitcode, out, error)


def _build(arguments, folder, said):
    """In the new process: what is written there goes into two files."""
    for number, name in ((1, "out"), (2, "error")):
        os.dup2(os.open(said / name, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(folder)
    multiprocessing.set_start_method("fork", force=True)  # of what records: it has to know the labs that conf.py adds
    sys.exit(main(arguments))
