"""What the worker of a live page (`lab/web/worker.js`) has Python do before its first answer, and after it."""

from __future__ import annotations

import io
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

UNCHECKED = (1).to_bytes(4, "little")  # PEP 552: taken without a look at its source


def write_compiled() -> None:
    """From now on what Python compiles of a module is written beside it."""
    sys.dont_write_bytecode = False


def compiled(folder: Path | None = None) -> bytes:
    """A zip archive of all that was compiled of the installed packages, or of `folder`, to be taken unchecked."""
    folder, file = folder or Path(sysconfig.get_path("purelib")), io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in folder.rglob("__pycache__/*.pyc"):
            content = path.read_bytes()
            archive.writestr(str(path.relative_to(folder)), content[:4] + UNCHECKED + bytes(8) + content[16:])
    return file.getvalue()


def answerer(progress: Callable[[float], None]) -> Callable[[str], str]:
    """The function that answers the page's requests; in Matplotlib's place labs find a stand-in.

    All is imported here, where what is compiled is written.
    """
    from nbhelpers.lab.light.stand_in import stand_in
    from nbhelpers.live import Session

    stand_in()
    return Session(progress).answer
