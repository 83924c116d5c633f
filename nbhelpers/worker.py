"""What the worker of a live page (`lab/web/worker.js`) has Python do before its first answer, and after it."""

from __future__ import annotations

import io
import logging
import os
import shutil
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

FONT = "DejaVuSans.ttf"
UNCHECKED = (1).to_bytes(4, "little")  # PEP 552: taken without a look at its source


def drop_fonts(folder: Path | None = None) -> None:
    """Delete the fonts of Matplotlib, or of `folder`, but one: text is measured with that, and it is ready sooner."""
    folder = folder or Path(find_spec("matplotlib").origin).parent / "mpl-data" / "fonts"
    for path in folder.glob("ttf/*.ttf"):
        if path.name != FONT:
            path.unlink()
    for name in ("afm", "pdfcorefonts"):
        shutil.rmtree(folder / name, ignore_errors=True)


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
    """The function that answers the page's requests. Matplotlib is imported here, after its fonts are fewer."""
    os.environ["MPLBACKEND"] = "svg"
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from nbhelpers.live import Session

    return Session(progress).answer
