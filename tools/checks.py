"""Every check of the book, one stage after the other with its seconds; the last line counts them all."""

import os
import shutil
import time
import xml.etree.ElementTree
from collections import Counter
from dataclasses import dataclass, field

from tools import book, pyodide
from tools.console import ROOT, Failure, run_shown, say
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


def unit(environment, stage):
    run_pytest(environment, stage, *BY_TEST, "tests", "--ignore=tests/browser")


def notebooks(environment, stage):
    """Every notebook runs again, and each output is the stored one."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "book").glob("*.ipynb"))
    if not files:
        raise Failure("there is no notebook in book/")
    run_pytest(environment, stage, "-rs", *NBVAL, *files)


def build(environment, stage):
    """The whole book without a warning, every reference resolved; nothing left of an earlier build."""
    book.build(environment, afresh=True)
    stage.tests["passed"] += 1


def browser(environment, stage, find):
    """All pages in Chromium and in Firefox. `find()` gives the variables that name them, or raises Failure."""
    run_pytest(environment, stage, *BY_TEST, "tests/browser", "-m", "not lite", **find())


def lite(environment, stage, find):
    """Every chapter as a notebook in the browser. Skipped, except on CI, where JupyterLite can't be had."""
    if run_shown([environment.python, "tools/lite.py", "--fetch"], environment.variables()):
        if os.environ.get("CI"):
            raise Failure("JupyterLite or its Python could not be had")
        say("Skipped: JupyterLite or its Python could not be had here.")
        stage.tests["skipped"] += 1
        return
    book.build(environment, LITE="1", PYODIDE=str(pyodide.fetch()))
    chromium = find() | {"CHROMIUM_SHELL": ""}  # in the shell JupyterLite may hang
    run_pytest(environment, stage, *BY_TEST, "tests/browser", "-m", "lite", **chromium)


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


def stages(environment, find_browser):
    """The stages in their order, as (name, function of the stage)."""
    return {
        "lint": lambda stage: lint(environment, stage),
        "unit": lambda stage: unit(environment, stage),
        "notebooks": lambda stage: notebooks(environment, stage),
        "build": lambda stage: build(environment, stage),
        "browser": lambda stage: browser(environment, stage, find_browser),
        "lite": lambda stage: lite(environment, stage, find_browser),
        **dict.fromkeys(VERSIONS, lambda stage: versions(environment, stage)),
    }


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


def run(environment, find_browser, only=()):
    """Run the stages named in `only`; without any all, but those of VERSIONS in the whole run alone. 0: none failed."""
    shutil.rmtree(REPORTS, ignore_errors=True)
    os.makedirs(REPORTS)
    chosen = stages(environment, find_browser)
    unknown = [name for name in only if name not in chosen]
    if unknown:
        raise Failure(f"no stage is called {', '.join(unknown)}; there are {', '.join(chosen)}")
    only = only or [name for name in chosen if whole() or name not in VERSIONS]
    results = [run_stage(name, function) for name, function in chosen.items() if name in only]
    say("\n" + summary(results))
    return 1 if any(stage.failed for stage in results) else 0
