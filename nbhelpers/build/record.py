"""Recording: every recorded state of a lab in one small file, cached by all that it depends on.

A record holds each distinct picture part once; a state is a row of indices into them, and its sentence. Matplotlib
lays the stage; the parts on it are drawn as in the page's Python, in a quarter of the time.
The file's name carries a key of the code, the data and the versions that made it, so that a stale record
is never served.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import matplotlib
import numpy

import nbhelpers
from nbhelpers import labs
from nbhelpers.build.stages import stage
from nbhelpers.files import remove_others, write
from nbhelpers.lab.definition import Lab
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.knobs import declaration
from nbhelpers.lab.light.drawing import LightDrawing
from nbhelpers.lab.svg import relative

FORMAT = 1
ROOT = Path(nbhelpers.__file__).parent
ELSEWHERE = {  # show a lab, and have no say in its record
    "nbhelpers.lab.notebook", "nbhelpers.lab.widget", "nbhelpers.yours",
}  # fmt: skip


def record(lab: Lab, drawing: LightDrawing | None = None) -> dict:
    """All recorded states of the lab: the product of its controls' recorded values, the last running fastest."""
    drawing = drawing or LightDrawing(lab, stage(Drawing(lab)))
    pieces: dict[str, int] = {}
    frames, readings = [], []
    for values in lab.recorded():
        state = lab.state(**values)
        parts = drawing.parts(state)
        frames.append([pieces.setdefault(part, len(pieces)) for part in parts.values()])
        readings.append(lab.read(state))
    return {
        "format": FORMAT,
        "lab": lab.name,
        "controls": declaration(lab),
        "live": declaration(lab, live=True),
        "parts": list(parts),
        "pieces": [relative(piece) for piece in pieces],
        "frames": frames,
        "readings": readings,
    }


@cache
def _imports(module: str) -> tuple[str, ...]:
    """What a module imports from nbhelpers, read off its source; once, however many labs reach it."""
    found = {}
    for node in ast.walk(ast.parse(_file(module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name: None for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {name: None for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))}
    return tuple(name for name in found if name.split(".")[0] == "nbhelpers")


def _file(module: str) -> Path | None:
    """The file of an nbhelpers module, without running it; None for anything else."""
    if module.split(".")[0] != "nbhelpers":
        return None
    try:
        spec = find_spec(module)
    except ModuleNotFoundError:  # a function of a module, not a module of a package
        return None
    return Path(spec.origin) if spec and spec.origin else None


@cache
def sources(module: str) -> tuple[Path, ...]:
    """The code that a module's results depend on: the files of every nbhelpers module that it reaches."""
    reached, todo, seen = set(), [module], set(ELSEWHERE)
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if path := _file(name):
            reached.add(path)
            todo += _imports(name)
    return tuple(sorted(reached))


def data(lab: Lab) -> list[Path]:
    """The files that the lab reads, the digits among them; `ValueError` for data that are not there."""
    found = [ROOT / "datasets" / "mnist_6k.npz"]
    for name in lab.data:
        chapter, _, what = name.partition("/")
        there = [*ROOT.glob(f"{chapter}/data/{what}.*")]
        if not there:
            raise ValueError(f"{lab.name}: there are no data {name!r} in nbhelpers/{chapter}/data")
        found += there
    return found


def key(lab: Lab) -> str:
    """A short digest of everything the lab's record depends on: its code, its data, the versions."""
    parts = (lab.compute, lab.setup, lab.update, lab.read)
    modules = {__name__, *(part.__module__ for part in parts)}
    digest = hashlib.sha256(repr((FORMAT, sys.version_info[:2], numpy.__version__, matplotlib.__version__)).encode())
    for path in sorted({path for module in modules for path in sources(module)} | {*data(lab)}):
        digest.update(path.name.encode() + b"\0" + _content(path, path.stat().st_mtime_ns) + b"\0")
    return digest.hexdigest()[:16]


@cache
def _content(path: Path, changed: int) -> bytes:
    """What a file holds; once for each time that it was `changed`, however many labs depend on it."""
    return hashlib.sha256(path.read_bytes()).digest()


def ensure(name: str, folder: Path) -> Path:
    """The lab's record in `folder`, made now unless the very same one is there; older ones are removed.

    Beside it, as `.stage`, lies what the page's Python draws from.
    """
    lab = labs.get(name)
    path = folder / f"{name}.{key(lab)}.json"
    if not _there(path):
        laid = stage(Drawing(lab))
        for kind, made in ((".stage", laid), (".json", record(lab, LightDrawing(lab, laid)))):
            write(json.dumps(made, ensure_ascii=False, separators=(",", ":"), allow_nan=False), path.with_suffix(kind))
            remove_others(folder, f"{name}.", kind, {path.with_suffix(kind).name})
    return path


def _there(path: Path) -> bool:
    return path.is_file() and path.with_suffix(".stage").is_file()


def ensure_all(names: list[str], folder: Path, workers: int | None = None) -> Iterator[tuple[str, Path]]:
    """Every lab's record, made in parallel where it is missing; yields (name, path) as they are ready.

    An error is raised as a `RuntimeError` that names its lab.
    """
    paths = {name: folder / f"{name}.{key(labs.get(name))}.json" for name in names}
    missing = [name for name, path in paths.items() if not _there(path)]
    yield from ((name, path) for name, path in paths.items() if name not in missing)
    if not missing:
        return
    with ProcessPoolExecutor(min(workers or os.cpu_count() or 1, len(missing))) as pool:
        waiting = {pool.submit(ensure, name, folder): name for name in missing}
        for done in as_completed(waiting):
            try:
                yield waiting[done], done.result()
            except Exception as error:
                raise RuntimeError(f"recording lab {waiting[done]} failed: {type(error).__name__}: {error}") from error
