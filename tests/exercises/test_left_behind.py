"""What a reader's code changes around itself is put back, whether it passes, fails or is stopped."""

import builtins
import json
import math
import os
import random
import sys
import warnings

import matplotlib as mpl
import numpy as np
import pytest

import nbhelpers.hopfield
from nbhelpers.exercise.report import Report
from nbhelpers.exercises import get
from nbhelpers.lab.style import COLOUR
from nbhelpers.live import Session

ENERGY = get("hopfield.energy")


def state():
    """All that the programs below change."""
    return {
        "modules": [np.sum, np.linalg.norm, math.exp, json.dumps, nbhelpers.hopfield.energy],
        "builtins": [builtins.len, builtins.print, builtins.next],
        "names": [hasattr(np, "twice"), hasattr(np, "odd"), hasattr(builtins, "helper")],
        "loaded": [sys.modules["math"], "fake" in sys.modules, "exercise" in sys.modules],
        "book": [Report.as_dict, "__bool__" in vars(Report), dict(COLOUR), type(ENERGY).check],
        "settings": [np.geterr(), np.get_printoptions(), sys.getrecursionlimit(), list(sys.path), dict(os.environ)],
        "place": [os.getcwd(), sys.stdout, sys.stderr, list(warnings.filters)],
        "drawing": [mpl.rcParams["lines.linewidth"], mpl.rcParams["font.size"]],
        "random": [random.getstate(), np.random.get_state()[1].tolist()],  # noqa: NPY002
    }


PROGRAMS = [
    "np.sum = 0\nnp.linalg.norm = None\nnp.twice = 2",
    "import math, json\nmath.exp = math.log\njson.dumps = None\ndel np.sum",
    "import builtins\nbuiltins.len = lambda x: 0\nbuiltins.helper = 1",
    "import builtins\nfor name in ('print', 'dict', 'isinstance', 'next', 'len'):\n    setattr(builtins, name, None)",
    "import sys\nsys.modules['math'] = None\nsys.modules['fake'] = 3\nsys.path.clear()\nsys.setrecursionlimit(500)",
    "import os, tempfile\nos.environ['HOME'] = 'x'\nos.environ.pop('PATH')\nos.chdir(tempfile.gettempdir())",
    "np.seterr(all='raise')\nnp.set_printoptions(precision=1)\nnp.random.seed(1)\nimport random\nrandom.seed(2)",
    "import warnings\nwarnings.simplefilter('error')\nimport sys\nsys.stdout = sys.stderr = None",
    "from nbhelpers import hopfield\nhopfield.energy = None\nfrom nbhelpers.lab import style\nstyle.COLOUR.clear()",
    "from nbhelpers.exercise import report, definition\nreport.Report.as_dict = None\ndefinition.Exercise.check = 3\n"
    "report.Report.__bool__ = lambda self: 1 / 0",
    "class Odd:\n    def __getattribute__(self, name):\n        raise SystemExit\nnp.sum = np.odd = Odd()",
    "import matplotlib as mpl\nmpl.rcParams['lines.linewidth'] = 9\nmpl.rcParams['font.size'] = 99",
]
ENDS = {
    "passes": f"\n{ENERGY.solution}",
    "fails": "\nraise SystemExit",
    "is stopped": "\nwhile True:\n    pass",
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_everything_is_as_it_was(program):
    before = state()
    for end in ENDS.values():
        try:
            ENERGY.check(program + end, seconds=0.1)
        except TypeError:  # without its builtins a check may end in an error, but not leave anything behind
            assert "builtins" in program
        assert state() == before, end
    assert ENERGY.check(ENERGY.solution).passed


def test_what_a_function_of_the_session_changes_is_the_session_s_own():
    def energy(W, x, b):
        random.seed(5)
        return -0.5 * x @ W @ x + b @ x

    assert ENERGY.check(energy).passed
    assert random.random() == random.Random(5).random()


def test_a_lab_of_the_page_draws_after_a_check_as_before():
    session = Session()
    code = f"np.sum = np.exp = np.sign = np.where = 0\n{ENERGY.solution}"
    lab = "hopfield.landscape"
    asked = json.dumps({"lab": lab, "do": "state", "values": {}})
    before = session.answer(asked)
    found = json.loads(session.answer(json.dumps({"lab": ENERGY.name, "do": "check", "values": {"code": code}})))
    assert found["passed"] and session.answer(asked) == before and "error" not in before
