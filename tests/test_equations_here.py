"""Equations checked by a reader: they hold at any seed, a changed function turns its own red, what is wrong is said."""

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from nbhelpers import equations, yours
from nbhelpers.build import pyodide
from nbhelpers.optimizers import rmsprop
from tests.equations.notebook import all_equations, equations_of

SCIPY = "import sys; sys.modules['scipy'] = sys.modules['nbformat'] = None; "


@pytest.fixture(autouse=True)
def the_book_s_own_at_the_end():
    yield
    yours.give_back()


def test_a_chapter_holds_at_a_seed_of_the_reader_s():
    found = {label: equations.check("neurons", label, 12345) for label in equations_of("neurons")}
    assert all(one["holds"] and one["compared"] > 0 for one in found.values()), found
    assert equations.check("neurons", next(iter(found)), 3)["words"].endswith("comparisons agree")


def twice_the_mean_square(*given, **settings):
    for turn in rmsprop(*given, **settings):  # within the reader's function the book's is itself
        yield turn._replace(V=2 * turn.V)


def test_a_slip_turns_its_equations_red_and_no_others():
    labels = equations_of("optimizers")
    yours.use("optimizers.rmsprop", twice_the_mean_square)
    red = {label for label in labels if not equations.check("optimizers", label, 1)["holds"]}
    assert "opt-rmsprop" in red and "opt-adam" not in red
    assert equations.check("optimizers", "opt-rmsprop", 1)["words"].startswith("does not hold: ")


def test_what_the_reader_s_function_raises_is_said():
    def broken(*given, **named):
        raise RuntimeError("not yet written")

    yours.use("hopfield.energy", broken)
    found = equations.check("hopfield", "hop-energy", 1)
    assert not found["holds"] and "can’t be evaluated: RuntimeError: not yet written" in found["words"]


@pytest.mark.parametrize(
    "chapter, label, seed, said",
    [
        ("hopfield", "hop-nothing", 1, "label = 'hop-nothing'"), ("nothing", "hop-energy", 1, "label = 'hop-energy'"),
        ("hopfield", "hop-energy", -1, "seed = -1"), ("hopfield", "hop-energy", 1.5, "seed = 1.5"),
        ("hopfield", "hop-energy", True, "seed = True"),
    ],
)  # fmt: skip
def test_what_can_t_be_checked_is_said(chapter, label, seed, said):
    with pytest.raises((ValueError, FileNotFoundError), match=said if chapter != "nothing" else None):
        equations.check(chapter, label, seed)


def test_what_a_page_fetches_checks_every_equation_with_numpy_alone(tmp_path):
    with zipfile.ZipFile(BytesIO(pyodide.more())) as archive:
        checks = [name for name in archive.namelist() if not name.startswith("nbhelpers/")]
        archive.extractall(tmp_path, checks)
        assert not [name for name in checks if "test_" in name]
    code = SCIPY + (
        "from nbhelpers import equations; from tests.equations.notebook import all_equations; "
        "print(sum(bool(equations._registry(c)) * len(found) for c, found in all_equations().items()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.strip() == str(sum(map(len, all_equations().values()))), done.stderr
