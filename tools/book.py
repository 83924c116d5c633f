"""Building the book with Jupyter Book, with progress; a build that failed leaves nothing to pass quietly."""

import re
import shutil
from pathlib import Path

from tools.console import ROOT, Failure, alone, last_lines, run_logged, step

BUILD = ROOT / "_build"
HTML = BUILD / "html"
DOCTREES = BUILD / ".doctrees"  # what a page's text was read as; a page read before is not warned about again
LOG = BUILD / "build.log"
TWIN = BUILD / "twin"  # where the same book stands with other settings
OPTIONS = ("build", ".", "-W", "-n", "--keep-going")


def news(line):
    """What the build is at, out of a line of Sphinx's output; None if the line says nothing new."""
    found = re.match(r"(reading sources|writing output|recording \S+).*?\[ *\d+%\] *\S*", line)
    return found[0] if found else None


def warnings(lines):
    """The warnings and errors in a build's log, each with the page and line it names; else the log's end."""
    found = [line for line in lines if re.search(r"\b(WARNING|ERROR|CRITICAL): ", line)]
    return ["A warning is an error here:", *found] if found else last_lines(lines)


def forget_build():
    """Remove the built pages and what Sphinx remembers of them, not the records of the labs."""
    shutil.rmtree(HTML, ignore_errors=True)
    shutil.rmtree(DOCTREES, ignore_errors=True)


def build(environment, afresh=False, **more):
    """Build the site into _build/html. Raises Failure after printing the warnings if there is one.

    Only what changed is built, unless `afresh`. `more` are environment variables of the build.
    """
    try:
        with alone(), step("building the book"):
            if afresh:
                forget_build()
            run_book(environment, LOG, HTML, **more)
    except BaseException:
        shutil.rmtree(DOCTREES, ignore_errors=True)
        raise


def build_twin(environment, **more):
    """The book that was just built once more, with other variables: its folder. What was read and recorded is taken."""
    there, html = TWIN / "_build", TWIN / "_build" / "html"
    with alone(), step("building the book once more: " + ", ".join(more)):
        shutil.rmtree(there, ignore_errors=True)
        there.mkdir(parents=True)
        for part in filter(Path.is_dir, (DOCTREES, BUILD / "labs")):
            shutil.copytree(part, there / part.name)
        run_book(environment, there / LOG.name, html, "--path-output", TWIN, **more)
    return html


def run_book(environment, log, html, *options, **more):
    """One run of Jupyter Book, which makes the pages `html`."""
    command = [environment.program("jupyter-book"), *OPTIONS, *options]
    variables = environment.variables(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", **more)
    run_logged(command, log, "The book was not built.", variables, news, warnings)
    if not (html / "index.html").is_file():
        raise Failure(f"The build made no {html / 'index.html'}; its log: {log}")
