"""Functions as a reader has rewritten them: read where the book's stand, in the figures, and given back."""

import json
from pathlib import Path

import numpy as np
import pytest

from nbhelpers import exercises, hopfield, optimizers, rewritten, yours
from nbhelpers.build import stages
from nbhelpers.build.listing_pages import listings
from nbhelpers.exercise.runner import Failed, Unusable
from nbhelpers.lab.source import source
from nbhelpers.live import Session

ROOT = Path(__file__).parents[1]
CHAPTERS = sorted(path.stem for path in (ROOT / "book").glob("*.ipynb"))


@pytest.fixture(autouse=True)
def the_book_s_own_at_the_end():
    yield
    yours.give_back()


def text_of(*names):
    return source(*map(yours.book, names)).text


def ask(session, do, lab, **values):
    return json.loads(session.answer(json.dumps({"do": do, "lab": lab, "values": values})))


def test_the_code_uses_what_its_module_uses_and_a_changed_sign_is_felt():
    before = hopfield.energy([[0.0, 1], [1, 0]], [1, 1])
    code = text_of("hopfield.energy").replace("return ", "return -1 * ", 1)
    rewritten.use(["hopfield.energy"], code)
    assert before == -1 and hopfield.energy([[0.0, 1], [1, 0]], [1, 1]) == 1
    rewritten.give_back(["hopfield.energy", "hopfield.store"])
    assert hopfield.energy([[0.0, 1], [1, 0]], [1, 1]) == -1 and yours.in_use() == ()


def test_of_several_functions_all_are_changed_or_none():
    names = ["activations.relu", "activations.leaky_relu"]
    with pytest.raises(Unusable, match="The code defines no function leaky_relu: keep its name"):
        rewritten.use(names, "def relu(z):\n    return 0 * z\n")
    assert yours.in_use() == ()
    rewritten.use(names, text_of(*names))
    assert yours.in_use() == tuple(names)


@pytest.mark.parametrize(
    "code, error, said",
    [
        ("def energy(:\n    pass", Unusable, "Line 1 can't be read as Python: invalid syntax"),
        ("1 / 0", Failed, "Line 1: ZeroDivisionError: division by zero"),
        ("def other(W):\n    return 0", Unusable, "The code defines no function energy"),
        ("", Unusable, "The code defines no function energy"),
        ("energy = 3", Unusable, "The code defines no function energy"),
        ("import sys\nsys.exit()", Failed, "Line 2: SystemExit"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_nothing_changes(code, error, said):
    with pytest.raises(error) as caught:
        rewritten.use(["hopfield.energy"], code)
    assert str(caught.value).startswith(said) and yours.in_use() == ()


@pytest.mark.parametrize("name", ["hopfield.nothing", "os.system", "", "hopfield"])
def test_only_functions_of_the_book_can_be_changed(name):
    with pytest.raises(ValueError, match="allowed is a function of nbhelpers"):
        rewritten.use([name], "def nothing():\n    pass")


def test_a_figure_follows_says_so_and_comes_back():
    session, lab = Session(stage=stages.of), "optimizers.race"
    before = ask(session, "compute", lab)
    code = text_of("optimizers.sgd").replace("w = w - step", "w = w + step")
    assert code != text_of("optimizers.sgd")
    assert ask(session, "use", "optimizers.sgd", code=code) == {"problem": ""}
    changed = ask(session, "compute", lab)
    assert "Computed with your optimizers.sgd." in changed["reading"] and changed["parts"]
    assert ask(session, "give_back", "optimizers.sgd") == {"problem": ""}
    assert ask(session, "compute", lab)["reading"] == before["reading"]


def test_what_fails_in_a_figure_is_said_there_and_the_book_s_own_helps():
    session, lab = Session(stage=stages.of), "optimizers.race"
    said = ask(session, "use", "optimizers.sgd", code="def sgd(:")
    assert said["problem"].startswith("Line 1 can't be read as Python")
    ask(session, "use", "optimizers.sgd", code="def sgd(grad, w, eta=1):\n    yield nothing")
    assert "NameError: name 'nothing' is not defined" in ask(session, "compute", lab)["error"]
    ask(session, "give_back", "optimizers.sgd")
    assert "error" not in ask(session, "compute", lab)


def test_a_page_puts_an_answer_to_an_exercise_into_the_figures():
    session, lab = Session(stage=stages.of), "hopfield.recall"
    before = ask(session, "compute", lab)["reading"]
    assert ask(session, "put", "hopfield.energy", code=exercises.get("hopfield.energy").solution) == {"problem": ""}
    assert ask(session, "compute", lab)["reading"] == f"{before} Computed with your hopfield.energy."
    assert ask(session, "put", "hopfield.energy", code="def energy(:")["problem"].startswith("Line 1 can't be read")
    refused = ask(session, "put", "activations.start_spread", code="")["error"]
    assert "no figure computes what this exercise asks for" in refused


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_typed_anew_every_listing_of_the_book_computes_the_same_and_is_taken(chapter):
    notebook = json.loads((ROOT / "book" / f"{chapter}.ipynb").read_text("utf8"))
    for text, names in listings(notebook, chapter).items():
        rewritten.use(names, text)
        assert set(names) <= set(yours.in_use())
        yours.give_back()
    printed = "".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    assert bool(listings(notebook, chapter)) or "source(" not in printed


def test_a_listing_typed_anew_leaves_a_path_as_it_is():
    def path():
        return np.array([step.w for _, step in zip(range(20), optimizers.adam(np.sign, np.ones(2)), strict=False)])

    before = path()
    rewritten.use(["optimizers.adam"], text_of("optimizers.adam"))
    assert (path() == before).all() and yours.in_use() == ("optimizers.adam",)
