"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write(content: str | bytes, path: Path) -> None:
    """Write `content` beside `path`, then put it in its place in one move; folders are made as needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def remove_others(folder: Path, beginning: str, end: str, kept: set[str]) -> None:
    """Remove the files of a folder whose names begin and end so, except those kept."""
    for name in os.listdir(folder):
        if name.startswith(beginning) and name.endswith(end) and name not in kept:
            (folder / name).unlink()
