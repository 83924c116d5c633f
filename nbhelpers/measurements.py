"""A record of measurements: filled cell by cell, taken up again after a stop, never half-written."""
import argparse
import json
import platform
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from nbhelpers.files import write


def versions() -> dict[str, str]:
    """What the numbers depend on besides the code."""
    return {"python": platform.python_version(), "numpy": np.__version__}


def fill(path: Path, settings: dict, cells: Sequence[tuple], measure: Callable[..., dict]) -> dict:
    """Measure every cell and store {settings, versions, cells} at `path`; a cell's key is "part/part/...".

    Cells done so far lie in `<name>.partial.json`; a later call goes on from there, and takes what `path` itself
    already holds, if settings and versions are the same. To measure everything anew, remove both files first.
    """
    partial = path.with_suffix(".partial.json")
    head = {"settings": settings, "versions": versions()}
    done = {**_done_before(path, head), **_done_before(partial, head)}
    for number, cell in enumerate(cells, start=1):
        key = "/".join(map(str, cell))
        new = key not in done
        if new:
            done[key] = measure(*cell)
            write_json(partial, {**head, "cells": done})
        print(f"[{number}/{len(cells)}] {key}: {done[key]}{'' if new else ' (kept)'}", file=sys.stderr, flush=True)
    result = {**head, "cells": {"/".join(map(str, cell)): done["/".join(map(str, cell))] for cell in cells}}
    write_json(path, result)
    partial.unlink(missing_ok=True)
    return result


def command(words: str, out: Path, settings: dict, cells: Sequence[tuple], measure: Callable[..., dict]) -> None:
    """What a module of `experiments` is as a command: measure everything that is not measured yet.

    words: its docstring, whose first line the help shows; `--out` names another file than `out`.
    """
    parser = argparse.ArgumentParser(description=words.splitlines()[0])
    parser.add_argument("--out", type=Path, default=out, help="the record to write (default: %(default)s)")
    fill(parser.parse_args().out, settings, cells, measure)


def write_json(path: Path, content: dict) -> None:
    write(json.dumps(content, indent=1) + "\n", path)


def _done_before(file: Path, head: dict) -> dict:
    """The cells of an earlier run, if it was made under the same settings and versions."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except json.JSONDecodeError:
        print(f"{file} is damaged and will be made anew", file=sys.stderr)
        return {}
    same = all(found.get(part) == json.loads(json.dumps(value)) for part, value in head.items())
    return found["cells"] if same and isinstance(found.get("cells"), dict) else {}
