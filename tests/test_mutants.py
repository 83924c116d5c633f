"""A slip in the mathematics fails the module's own test. For all: `python -m tests.mutants`."""

import subprocess
import sys
from types import ModuleType

import pytest

from tests.mutants import make, modules, own_tests, slips
from tests.mutations import mutants
from tests.whole import WHOLE

RIGHT = """
from functools import cache
from typing import NamedTuple

@cache
def shrunk(x, by=2):
    \"\"\"x - by.\"\"\"
    if by < 0:
        raise ValueError(f"by = {by + 0}")
    return x - by

class Pair(NamedTuple):
    one: int | None = 1

    def twice(self):
        return 2 * self.one

class Twice:
    one = 1

    def __init__(self):
        super().__init__()
        self.two = 2

Shape = tuple[int, int]
TABLE = {"ten": shrunk(10)}
"""


def test_the_common_slips_are_these():
    found = mutants(RIGHT.split("class")[0], common=True)
    wanted = {"return x + by", "return x", "def shrunk(x, by=3):", "if by <= 0:", "if False:", "if by < 1:"}
    assert set(found) == wanted


def test_a_slip_is_made_for_whoever_has_imported_the_function(monkeypatch, tmp_path):
    module, path = ModuleType("nbhelpers.small"), tmp_path / "small.py"
    path.write_text(RIGHT)
    module.__file__ = str(path)
    exec(RIGHT, vars(module))
    monkeypatch.setitem(sys.modules, "nbhelpers.small", module)
    shrunk, pair, twice, table, by_change = module.shrunk, module.Pair(5), module.Twice, module.TABLE, slips(path)
    make(by_change["shrunk: def shrunk(x, by=3):"], "small")
    assert shrunk(10) == 7 and table["ten"] == 7
    make(by_change["Pair: return 2 / self.one"], "small")
    assert shrunk(10) == 8 and table["ten"] == 8 and pair.twice() == 0.4
    make(by_change["Pair: one: int | None = 2"], "small")
    assert module.Pair().one == 2 and pair.twice() == 10
    make(by_change["Twice: self.two = 3"], "small")
    assert twice().two == 3
    make(by_change["Twice: one = 2"], "small")
    assert twice.one == 2


def test_every_module_of_the_mathematics_has_tests_of_its_own_name():
    assert not [name for name in modules() if not own_tests(name).exists()]


CHAPTERS = dict.fromkeys(f"{name.split('.')[0]}*" for name in modules())


@pytest.mark.parametrize("names", CHAPTERS if WHOLE else ["stats*"])
def test_a_slip_in_the_mathematics_is_seen(names, pytestconfig):
    """Every sixth slip, in a process that has imported nothing yet."""
    command = [sys.executable, "-m", "tests.mutants", "--step", "6", names]
    found = subprocess.run(command, cwd=pytestconfig.rootpath, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr
