"""Functions of many chapters as readers change them: typed anew nothing changes; with one sign turned round, a figure
and its sentence do, and equations behind it turn red; given back, all is as before."""

import json
from pathlib import Path

import pytest

from nbhelpers import equations, yours
from nbhelpers.build import stages
from nbhelpers.build.listing_pages import behind, listings
from nbhelpers.live import Session
from nbhelpers.site.checked import checks
from tests.equations.notebook import equations_of

ROOT = Path(__file__).parents[1]
CASES = [  # chapter, one of the functions of a listing, a lab that computes with it, and the slip
    ("neurons", "neurons.weighted_sum", "neurons.line", ("X @ w - theta", "X @ w + theta")),
    ("backprop", "backprop.backward", "backprop.step", ("g = y_hat * (1", "g = -y_hat * (1")),
    ("activations", "activations.sigmoid", "activations.functions", ("return 1 / (1 +", "return -1 / (1 +")),
    ("optimizers", "optimizers.adam", "optimizers.anatomy", ("(1 - beta1) * g", "(1 + beta1) * g")),
    ("batches", "batches.descend", "batches.path", ("w = w - rate", "w = w + rate")),
    ("convolution", "convolution.batch_norm.batch_norm", "convolution.batch_norm", ("x - _wide", "x + _wide")),
    ("recurrent", "recurrent.forward", "recurrent.unrolled", ("return np.tanh(", "return -np.tanh(")),
    ("hopfield", "hopfield.store", "hopfield.landscape", ("= patterns.T @", "= -patterns.T @")),
    ("boltzmann", "boltzmann.energy", "boltzmann.temperature", ("E = -0.5", "E = 0.5")),
    ("rbm", "rbm.hidden_probability", "rbm.step", ("sigmoid(v @", "sigmoid(-v @")),
    ("attention", "attention.attend", "attention.head", ("z = beta * (", "z = -beta * (")),
    ("autoencoders", "autoencoders.encode", "autoencoders.walk", ("return forward(", "return -forward(")),
]


@pytest.fixture(autouse=True)
def the_book_s_own_at_the_end():
    yield
    yours.give_back()


def ask(session, do, lab, **values):
    answer = json.loads(session.answer(json.dumps({"do": do, "lab": lab, "values": values})))
    assert "error" not in answer and not answer.get("problem"), answer
    return answer


def listing(chapter, function):
    """The text of the chapter's listing with that function, and the names of all in it."""
    notebook = json.loads((ROOT / "book" / f"{chapter}.ipynb").read_text("utf8"))
    return next((text, names) for text, names in listings(notebook, chapter).items() if function in names)


def red(chapter, labels):
    return {label for label in labels if not equations.check(chapter, label, 1)["holds"]}


@pytest.mark.parametrize(("chapter", "function", "lab", "slip"), CASES, ids=[case[1] for case in CASES])
def test_a_function_typed_anew_with_a_slip_and_given_back(chapter, function, lab, slip):
    session, (text, names) = Session(stage=stages.of), listing(chapter, function)
    known = checks(ROOT)
    right = [label for label in equations_of(chapter) if label in known and behind(known[label]["code"], names)]
    before = ask(session, "state", lab)
    ask(session, "use", ",".join(names), code=text)
    assert ask(session, "state", lab)["state"] == before["state"]
    assert text.count(slip[0]) >= 1
    ask(session, "use", ",".join(names), code=text.replace(*slip))
    changed = ask(session, "state", lab)
    assert changed["reading"].split(" Computed with your ")[0] != before["reading"]
    assert red(chapter, right)
    ask(session, "give_back", ",".join(names))
    assert ask(session, "state", lab) == before and red(chapter, right) == set()
