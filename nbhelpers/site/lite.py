"""Whole chapters in the browser: the links that lead there, and JupyterLite itself; both only if `lite` is on.

The setting stands in `_config.yml`; the variable LITE (1 or 0) goes before it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

FOLDER = "lite"
MEGABYTES = 30  # what a browser fetches to run a chapter for the first time


def decide(app: Sphinx, config) -> None:
    """The variable LITE, where it is set, is the setting."""
    named = os.environ.get("LITE", "")
    if named not in ("", "0", "1"):
        raise ExtensionError(f"LITE is {named!r}; allowed are 1 (whole chapters in the browser) and 0 (none)")
    if named:
        config.lite = named == "1"


def link(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Tell the page of a chapter where its notebook lies, and where it runs in the browser."""
    if not context.get("is_notebook") or pagename == app.config.root_doc:
        return
    context["notebook"] = f"{pagename}.ipynb"
    if app.config.lite:
        start = context["pathto"](f"{FOLDER}/notebooks/index.html", True)
        notebooks = context["pathto"](f"{FOLDER}/tree/index.html", True)
        url = f"{start}?path={Path(pagename).name}.ipynb"
        context["lite"] = {"url": url, "list": notebooks, "megabytes": MEGABYTES}


def lay_out(app: Sphinx, problem: Exception | None) -> None:
    """Build JupyterLite beside the pages, or take away what an earlier build left."""
    if problem or app.builder.format != "html":
        return
    target = Path(app.outdir) / FOLDER
    if not app.config.lite:
        shutil.rmtree(target, ignore_errors=True)
        return
    command = [sys.executable, str(Path(app.srcdir) / "tools" / "lite.py"), str(target)]
    command.append(getattr(app.config, "pyodide_url", ""))
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    if done.returncode:
        raise ExtensionError(f"whole chapters in the browser: {done.stdout.strip()}")


def setup(app: Sphinx) -> None:
    app.add_config_value("lite", False, "html", types=(bool,))
    app.connect("config-inited", decide)
    app.connect("html-page-context", link, priority=901)  # when assets has said what is a notebook
    app.connect("build-finished", lay_out)
