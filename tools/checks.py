"""Every check of the book, one stage after the other with its seconds; the last line counts them all."""

import os
import shutil
import time
import xml.etree.ElementTree
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache

from tools import book, pyodide
from tools.console import ROOT, Failure, kept_back, run_logged, run_shown, say
from tools.environment import Environment

REPORTS = book.BUILD / "test"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
BY_FILE = ("-n", "2", "--dist", "loadfile")  # a notebook's cells must not be split over processes
NBVAL = ("--nbval", "--nbval-current-env", "--nbval-cell-timeout=120", *BY_FILE)
NBVAL += ("--nbval-sanitize-with=tests/nbval.cfg",)
BY_TEST = ("-n", "2", "--dist", "worksteal", "-p", "no:nbval")  # which takes seconds to be imported

VERSIONS = ("oldest", "newest")  # stages of the whole run alone; by name they try a sample
SAMPLE = ("hopfield", "recurrent")
IN_JUPYTER = ("tests/lab", "tests/labs/test_labs_in_notebooks.py")
ROOMS = ("datasets", "edge", "exercises", "nn", "stats")
WITHOUT_PAGES = (  # where there is neither Sphinx nor an oracle
    *("--ignore=tests/exercises/test_notebook.py", "--ignore=tests/exercises/test_typed.py"),
    "--ignore-glob=*/test_oracle.py",
)
OLD = ("-W", "ignore::DeprecationWarning")  # old packages say it of newer ones that they stand on
SKIPPED = 2  # the exit code of tools/versions.py where this Python can't have the oldest versions


def whole():
    """True in the whole run, which leaves nothing to a sample."""
    return bool(os.environ.get("WHOLE"))


@dataclass
class Stage:
    """One stage's result: tests counted by outcome, and what went wrong beside them."""

    name: str
    seconds: float = 0.0
    tests: Counter = field(default_factory=Counter)
    failure: str | None = None

    @property
    def failed(self):
        return self.tests["failed"] + (1 if self.failure and not self.tests["failed"] else 0)


def count(report):
    """Tests by outcome out of a JUnit report of pytest."""
    tests = Counter()
    for suite in xml.etree.ElementTree.parse(report).getroot().iter("testsuite"):
        bad = int(suite.get("failures")) + int(suite.get("errors"))
        skipped = int(suite.get("skipped"))
        passed = max(int(suite.get("tests")) - bad - skipped, 0)
        tests.update(passed=passed, failed=bad, skipped=skipped)
    return tests


def run_pytest(environment, stage, *arguments, **variables):
    """Run pytest and count into `stage`. Exit code 5, nothing collected, is a failure too."""
    report = REPORTS / f"{stage.name}.xml"
    report.unlink(missing_ok=True)
    command = [environment.python, "-m", "pytest", "-q", "-ra", f"--junitxml={report}", *arguments]
    code = run_shown(command, environment.variables(**ONE_THREAD, **variables))
    if report.exists():
        stage.tests = count(report)
    if code:
        stage.failure = "no test was found" if code == 5 else f"pytest ended with {code}"


def lint(environment, stage):
    """ruff over the Python, tsc over the scripts of the page, what of these is pure, no widget state in a notebook."""
    node, pure = environment.program("node"), sorted((ROOT / "tests" / "page").glob("*.test.mjs"))
    tsc = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    commands = {
        "ruff": [environment.python, "-m", "ruff", "check", "."],
        "tsc": [node, tsc, "-p", "tools/tsconfig.json"],
        "page": [node, "--test", "--test-isolation=none", "--test-timeout=20000", "--test-reporter=dot", *pure],
        "notebooks": [environment.python, "tools/notebooks.py", "--check"],
    }
    for name, command in commands.items():
        say(f"- {name}")
        good = run_shown(command, environment.variables()) == 0
        stage.tests["passed" if good else "failed"] += 1


def unit(environment, stage, oracle_there):
    oracle_there()
    run_pytest(environment, stage, *BY_TEST, "tests", "--ignore=tests/browser")


def notebooks(environment, stage):
    """Every notebook runs again, and each output is the stored one."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "book").glob("*.ipynb"))
    if not files:
        raise Failure("there is no notebook in book/")
    run_pytest(environment, stage, "-rs", *NBVAL, *files)


def build(stage, book_built):
    """The whole book without a warning, every reference resolved; nothing left of an earlier build."""
    book_built()
    stage.tests["passed"] += 1


def browser(environment, stage, find):
    """All pages in Chromium and in Firefox. `find()` gives the variables that name them, or raises Failure."""
    run_pytest(environment, stage, *BY_TEST, "tests/browser", "-m", "not lite", **find())


def lite_book(environment):
    """The folder of a book with JupyterLite; None, except on CI, where this can't be had."""
    try:
        fetch = [environment.python, "tools/lite.py", "--fetch"]
        run_logged(fetch, REPORTS / "lite.log", "JupyterLite or its Python could not be had.", environment.variables())
    except Failure:
        if os.environ.get("CI"):
            raise
        return None
    return book.build_twin(environment, LITE="1", PYODIDE=str(pyodide.fetch()))


def lite(environment, stage, find, lite_built):
    """Every chapter as a notebook in the browser. Skipped, except on CI, where JupyterLite can't be had."""
    html = lite_built()
    if html is None:
        say("Skipped: JupyterLite or its Python could not be had here.")
        stage.tests["skipped"] += 1
        return
    variables = find() | {"CHROMIUM_SHELL": "", "BOOK_HTML": str(html)}  # in the shell JupyterLite may hang
    run_pytest(environment, stage, *BY_TEST, "tests/browser", "-m", "lite", **variables)


def versions(environment, stage):
    """Notebooks, labs in Jupyter and mathematics with the `oldest` or the `newest` versions that readers may have."""
    code = run_shown([environment.python, "tools/versions.py", stage.name], environment.variables())
    if code == SKIPPED:
        stage.tests["skipped"] += 1
        return
    if code:
        raise Failure(f"the {stage.name} versions could not be installed")
    chapters = sorted(path.stem for path in (ROOT / "book").glob("*.ipynb")) if whole() else SAMPLE
    notebooks = [f"book/{name}.ipynb" for name in chapters]
    rooms = [f"tests/{name}" for name in (*chapters, *(ROOMS if whole() else ())) if (ROOT / "tests" / name).is_dir()]
    options = (*NBVAL, *WITHOUT_PAGES, *(OLD if stage.name == "oldest" else ()))
    run_pytest(Environment(ROOT, f"_build/{stage.name}"), stage, *options, *notebooks, *IN_JUPYTER, *rooms, WHOLE="")


class Aside:
    """Work beside the stages, one piece after the other: much of a build and an installation keeps one processor busy.

    What a piece says is told where its result is asked for.
    """

    def __init__(self):
        self._pool = ThreadPoolExecutor(1)

    def begin(self, name, work):
        """Start `work()` when the pieces before it are done; gives the function that waits for its result."""
        future = self._pool.submit(self._quietly, work)
        return cache(lambda: self._told(name, future))

    def _quietly(self, work):
        with kept_back() as said:
            try:
                return said, work(), None
            except Failure as failure:
                return said, None, failure

    def _told(self, name, future):
        if not future.done():
            say(f"- waiting for {name}, begun beside the other stages ...")
        said, result, failure = future.result()
        for text in said:
            say(text)
        if failure:
            raise failure
        return result

    def end(self):
        self._pool.shutdown(cancel_futures=True)


def stages(environment, ready):
    """The stages in their order, as {name: function of the stage}; `ready` has what was begun aside for them."""
    return {
        "lint": lambda stage: lint(environment, stage),
        "notebooks": lambda stage: notebooks(environment, stage),
        "unit": lambda stage: unit(environment, stage, ready["the oracle"]),
        "build": lambda stage: build(stage, ready["the book"]),
        "browser": lambda stage: browser(environment, stage, ready["the browsers"]),
        "lite": lambda stage: lite(environment, stage, ready["the browsers"], ready["the book with JupyterLite"]),
        **dict.fromkeys(VERSIONS, lambda stage: versions(environment, stage)),
    }


def begin_aside(aside, environment, oracle, browsers, names):
    """Begin what the stages called `names` need: {what it is: function that waits for it}."""
    works = {
        "the oracle": (oracle, {"unit"}),
        "the browsers": (browsers, {"browser", "lite"}),
        "the book": (lambda: book.build(environment, afresh=True), {"build"}),
        "the book with JupyterLite": (lambda: lite_book(environment), {"lite"}),
    }
    return {what: aside.begin(what, work) for what, (work, stages) in works.items() if stages & {*names}}


def run_stage(name, function):
    """One stage under its header; a Failure in it is noted, not raised."""
    say(f"\n=== {name} " + "=" * (72 - len(name)))
    stage, began = Stage(name), time.perf_counter()
    try:
        function(stage)
    except Failure as failure:
        say(str(failure))
        stage.failure = str(failure).splitlines()[0]
    stage.seconds = time.perf_counter() - began
    return stage


def summary(results):
    """The table of all stages; its last line is `N passed, M failed`."""
    lines = [f"{'stage':<12}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}"]
    for stage in results:
        passed, skipped = stage.tests["passed"], stage.tests["skipped"]
        line = f"{stage.name:<12}{passed:>8}{stage.failed:>8}{skipped:>9}{stage.seconds:>9.1f}"
        lines.append(line + (f"  {stage.failure}" if stage.failure else ""))
    passed = sum(stage.tests["passed"] for stage in results)
    return "\n".join([*lines, "", f"{passed} passed, {sum(stage.failed for stage in results)} failed"])


def run(environment, only=(), oracle=None, browsers=None):
    """Run the stages named in `only`; without any all, but those of VERSIONS in the whole run alone. 0: none failed.

    oracle() installs what the unit tests compare with, browsers() gives the variables that name the browsers.
    """
    shutil.rmtree(REPORTS, ignore_errors=True)
    os.makedirs(REPORTS)
    ready = {}
    chosen = stages(environment, ready)
    unknown = [name for name in only if name not in chosen]
    if unknown:
        raise Failure(f"no stage is called {', '.join(unknown)}; there are {', '.join(chosen)}")
    names = [name for name in chosen if (name in only if only else whole() or name not in VERSIONS)]
    aside = Aside()
    try:
        ready |= begin_aside(aside, environment, oracle, browsers, names)
        results = [run_stage(name, chosen[name]) for name in names]
    finally:
        aside.end()
    say("\n" + summary(results))
    return 1 if any(stage.failed for stage in results) else 0
