"""Building the book with Jupyter Book, with progress; a build that failed leaves nothing to pass quietly."""

import re
import shutil

from tools.console import ROOT, Failure, alone, last_lines, run_logged, step

BUILD = ROOT / "_build"
HTML = BUILD / "html"
DOCTREES = BUILD / ".doctrees"  # what a page's text was read as; a page read before is not warned about again
LOG = BUILD / "build.log"
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
    command = [environment.program("jupyter-book"), *OPTIONS]
    variables = environment.variables(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", **more)
    try:
        with alone(), step("building the book"):
            if afresh:
                forget_build()
            run_logged(command, LOG, "The book was not built.", variables, news, warnings)
    except BaseException:
        shutil.rmtree(DOCTREES, ignore_errors=True)
        raise
    if not (HTML / "index.html").is_file():
        raise Failure(f"The build made no {HTML / 'index.html'}; its log: {LOG}")
