"""The mathematics, wrong in one place at a time: does its own test see it? `python -m tests.mutants [module ...]`.

A module is named as `rbm.ais`, a chapter's first as `rbm`, all of a chapter as "rbm*". For every slip in a function or
class (`tests/mutations.py`) a child process runs the tests of the module's own name, such as `tests/rbm/test_ais.py`. A
slip that none can see stands in `HARMLESS` of `tests/<chapter>/harmless.py`, by module: {where: the changed line: why}.
`--step 6` tries every sixth. Ends with 1 if any other survives, or a harmless one does not.
"""

import argparse
import ast
import importlib
import inspect
import json
import os
import signal
import sys
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

import hypothesis
import pytest

from tests import rooms
from tests.mutations import mutants

PACKAGE = rooms.HERE.parent / "nbhelpers"
KIT = ("build", "exercise", "lab", "site")  # what shows the mathematics
SECONDS = 3  # of processor time, beside twice what the right module takes: for a loop that is never left
EXAMPLES = 20  # of Hypothesis
OPTIONS = ("-qs", "-W", "ignore::pytest.PytestAssertRewriteWarning", "-p", "no:xdist")


class Slip(NamedTuple):
    """A function or class of a module, and its code with one slip."""

    where: str
    code: str


def modules() -> dict[str, Path]:
    """Every module of the mathematics by its name."""
    paths = sorted(path for path in PACKAGE.glob("*/*.py") if path.parent.name not in KIT and path.stem != "dares")
    return {_name(path): path for path in paths if "\ndef " in path.read_text("utf8")}


def _name(path):
    return path.parent.name + (f".{path.stem}" if path.stem != "__init__" else "")


def own_tests(name: str) -> Path:
    """Where the tests of a module stand: `rbm` -> tests/rbm/test_rbm.py, `rbm.ais` -> tests/rbm/test_ais.py."""
    room, _, module = name.partition(".")
    return rooms.HERE / room / f"test_{module or room}.py"


def slips(path: Path) -> dict[str, Slip]:
    """Every slip in a module, by "where: the changed line"."""
    parts = ast.parse(path.read_text("utf8")).body
    named = [part for part in parts if isinstance(part, ast.FunctionDef | ast.ClassDef)]
    changed = {part.name: mutants(ast.unparse(part), common=True) for part in named}
    return {f"{name}: {change}": Slip(name, code) for name, by in changed.items() for change, code in by.items()}


def make(slip: Slip | None, name: str):
    """The slip made in this process, in the module's own functions, classes and tables, so that whoever imported them
    has it. None makes no slip, by the same way.
    """
    module = importlib.import_module(f"nbhelpers.{name}")
    tree = ast.parse(Path(module.__file__).read_text("utf8"))
    if slip:
        place = [getattr(part, "name", "") for part in tree.body].index(slip.where)
        tree.body[place : place + 1] = ast.parse(slip.code).body
    wrong = {"__name__": module.__name__, "__package__": module.__package__}
    exec(compile(tree, module.__file__, "exec"), wrong)
    changed = [(getattr(module, key), new) for key, new in wrong.items() if new is not getattr(module, key, new)]
    own = {id(new): old for old, new in changed}
    for old, new in changed:
        if isinstance(old, dict):
            old.clear()
            old.update({key: own.get(id(value), value) for key, value in new.items()})
        else:
            _take_over(old, new)


def _take_over(old, new):
    if isinstance(old, type):
        for key, value in vars(new).items():
            plain = isinstance(value, int | float | str) and not key.startswith("__")
            if plain or callable(value) or isinstance(value, property | classmethod | staticmethod):
                setattr(old, key, value)
            for name, cell in _closure(value):
                if name == "__class__":  # what super() asks for
                    cell.cell_contents = old
    elif inspect.isfunction(inspect.unwrap(old)):
        getattr(old, "cache_clear", lambda: None)()
        old, new = inspect.unwrap(old), inspect.unwrap(new)
        for part in ("__code__", "__defaults__", "__kwdefaults__"):
            setattr(old, part, getattr(new, part))


def _closure(function):
    """(name, cell) of what a function has from around it."""
    cells = getattr(function, "__closure__", None) or ()
    return zip(function.__code__.co_freevars, cells, strict=True) if cells else ()


@cache
def harmless() -> dict[str, dict[str, str]]:
    """By module: the slips that no test can see, each with the reason."""
    return {name: right for module in rooms.each("harmless") for name, right in module.HARMLESS.items()}


class Trial:
    """A plug-in of pytest that, in the place of the tests, runs them once for every slip in the modules named."""

    def __init__(self, names, step):
        self.names, self.step, self.seconds, self.good = names, step, {}, True

    def pytest_collection(self):
        """The same examples each time, and none made smaller: that one fails is enough."""
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        quick = {"database": None, "derandomize": True, "phases": phases, "max_examples": EXAMPLES}
        hypothesis.settings.register_profile("slips", hypothesis.settings.get_profile("book"), **quick)
        hypothesis.settings.load_profile("slips")

    def pytest_runtestloop(self, session):
        print(f"{'module':<36}{'slips':>8}{'to mend':>11}", flush=True)
        for name in self.names:
            items = [item for item in session.items if item.path == own_tests(name)]
            count, wrong = self.misjudged(name, items)
            print(f"{name:<36}{count:>8}{len(wrong):>11}", *wrong, sep="\n        ", flush=True)
            self.good &= not wrong
        return True

    def pytest_runtest_logreport(self, report):
        if report.failed:
            os._exit(1)
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration

    def misjudged(self, name, items):
        """(how many slips were tried, those that survive and are not listed, or are listed and do not survive)."""
        every, listed = slips(modules()[name]), harmless().get(name, {})
        tried = dict(list(every.items())[:: self.step])
        if not items or not self.pass_with(None, name, items):
            return len(tried), [f"{own_tests(name).relative_to(rooms.HERE)} has no tests, or they fail without a slip"]
        items = sorted(items, key=lambda item: self.seconds[item.nodeid])
        through = [each for each, slip in tried.items() if self.pass_with(slip, name, items)]
        gone = [each for each in listed if each not in every or (each in tried and each not in through)]
        return len(tried), [*(each for each in through if each not in listed), *gone]

    def pass_with(self, slip, name, items):
        """Do the tests pass with the slip, in a process of their own? Without one they are measured."""
        with TemporaryFile("w+") as measured:
            child = os.fork()
            if not child:
                self.run(slip, name, items, measured)
            good = os.waitpid(child, 0)[1] == 0
            measured.seek(0)
            self.seconds |= json.loads(measured.read() or "{}")
        return good

    def run(self, slip, name, items, measured):
        """The end of a child process: 0 if all tests pass. A clock that no loop can outrun may end it before."""
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        if slip:
            signal.setitimer(signal.ITIMER_PROF, SECONDS + 2 * sum(self.seconds[item.nodeid] for item in items))
        make(slip, name)
        for item, after in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        json.dump({} if slip else self.seconds, measured)
        measured.flush()
        os._exit(0)


def main(arguments: list[str]) -> bool:
    """Print the table; True if every slip is caught."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help='modules, such as rbm.ais, or "rbm*"; all if none is named')
    parser.add_argument("--step", type=int, default=1, help="try every so manyth slip")
    asked = parser.parse_args(arguments)
    names = [each for each in modules() if any(fnmatch(each, name) for name in asked.names or "*")]
    trial = Trial(names, asked.step)
    files = [str(own_tests(name)) for name in names if own_tests(name).exists()]
    return pytest.main([*OPTIONS, *files], plugins=[trial]) == 0 and trial.good


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:]))
