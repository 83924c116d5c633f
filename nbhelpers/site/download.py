"""The notebook that a chapter's page offers for download: readable anywhere, with links to the pages of the book."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError


def lay_out(app: Sphinx, problem: Exception | None) -> None:
    """Put readable notebooks in the place of the sources that Sphinx copied."""
    script = Path(app.srcdir) / "tools" / "readable.py"
    if problem or app.builder.format != "html" or not script.is_file():
        return
    places = app.elsewhere
    command = [sys.executable, str(script), str(Path(app.outdir) / "_sources" / "book"), places.site, places.package]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    if done.returncode:
        raise ExtensionError(f"the notebooks for download: {done.stdout.strip()}")


def setup(app: Sphinx) -> None:
    app.connect("build-finished", lay_out)
