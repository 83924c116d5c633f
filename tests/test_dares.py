"""Dares: none is met as its lab opens, each by a state that is kept here; and what is said of all others."""

import json
import re
from dataclasses import replace
from itertools import islice
from types import SimpleNamespace

import pytest

from nbhelpers import dares, labs, yours
from nbhelpers.lab import dare as kind
from nbhelpers.lab import notebook
from nbhelpers.live import Session
from nbhelpers.nn import optimizers
from tests.labs.conftest import DEAR, settings
from tests.slips import slips
from tests.test_site import CHAPTERS
from tests.tiny import add_labs

add_labs()
DARES = [one for one in dares.registry().values() if not one.name.startswith("tiny.")]
MET = {
    "activations.through_sigmoids": {"rule": "He", "gain": 4.0},
    "attention.divided_and_sharp": {"divided": True, "k": 4, "seed": 3},
    "attention.one_memory": {"cue": "seven"},
    "autoencoders.a_simple_filter": {"strength": 0.1},
    "autoencoders.two_opinions": {"z1": 0.38, "z2": 0.14},
    "backprop.by_sweeps": {"eta": 30.0, "samples": 20},
    "backprop.no_hidden_layer": {"data": "xor", "layers": 0, "inputs": "products"},
    "batches.no_luck": {"batch": 32},
    "boltzmann.while_it_is_cheap": {"units": 15},
    "convolution.better_without": {"c": False, "b": False},
    "convolution.the_whole_digit": {"layers": 4, "stride": 2},
    "deep_belief.a_layer_that_costs": {"start": "random", "first": 400, "step": 10},
    "generalising.above_the_bound": {"eta": 1.05, "decay": 0.9},
    "generalising.late": {"weight_decay": 0.01},
    "hopfield.the_negative": {"noise": 0.6, "asked": 1600},
    "neurons.at_once": {"centre": 0.0, "eta": 1.0, "step": 3},
    "neurons.unlucky": {"agree": 0.6, "seed": 1, "step": 5},
    "optimizers.losing": {"eta": 0.03},
    "optimizers.too_much": {"beta": 0.99},
    "rbm.an_honest_bar": {"start": "data", "temperatures": 25},
    "recurrent.a_hundred_steps": {"scale": 1.5},
    "variational.nearly_even": {"mu": 1.0, "sigma": 1.0},
}
NEARLY = {  # all but one condition holds, and that is a condition of the challenge, not of the lab
    "attention.divided_and_sharp": {},
    "attention.one_memory": {"beta": 32.0},
    "autoencoders.a_simple_filter": {"strength": 0.0},
    "backprop.no_hidden_layer": {"data": "xor", "layers": 1, "inputs": "products"},
    "batches.no_luck": {"batch": 32, "how": "with"},
    "boltzmann.while_it_is_cheap": {"units": 14},
    "convolution.the_whole_digit": {"layers": 4, "stride": 2, "pooled": True},
    "deep_belief.a_layer_that_costs": {"start": "random", "first": 400, "step": 3},
    "generalising.above_the_bound": {},
    "generalising.late": {"epoch": 64},
    "hopfield.the_negative": {"noise": 0.6},
    "neurons.at_once": {"centre": 0.0, "eta": 1.0, "step": 5},
    "neurons.unlucky": {"agree": 0.25, "step": 200},
    "optimizers.losing": {"eta": 0.03, "step": 40},
    "optimizers.too_much": {"beta": 0.5, "reach": 0.1},
    "rbm.an_honest_bar": {"start": "data", "temperatures": 40},
    "recurrent.a_hundred_steps": {"activation": "linear", "scale": 1.0, "kind": "orthogonal"},
}


@pytest.fixture(autouse=True)
def the_book_s_own_at_the_end():
    yield
    yours.give_back()


def ask(do, name, **values):
    return json.loads(Session().answer(json.dumps({"do": do, "lab": name, "values": values})))


def named(chosen):
    return [pytest.param(dares.get(name), values, id=name) for name, values in chosen.items()]


def test_there_are_dares_in_each_part_of_the_book_each_with_its_solution():
    chapters = {one.name.split(".")[0] for one in DARES}
    assert MET.keys() == {one.name for one in DARES} and len(DARES) >= 12 and len(chapters) >= 8
    assert {f"book/{name}" for name in chapters} <= set(CHAPTERS)
    assert {"optimizers", "hopfield", "variational", "attention"} <= chapters
    assert all(one.lab is labs.get(one.lab.name) and one in kind.of(one.lab) for one in DARES)
    assert len({one.title for one in DARES}) == len(DARES)


@pytest.mark.parametrize(("dare", "values"), named(MET))
def test_it_is_not_met_as_its_lab_opens_and_met_by_its_solution(dare, values):
    opening, solved = dare.judge(), dare.judge(**values)
    assert not opening.met and opening.words.startswith("Not yet. ") and opening.debrief == ""
    assert solved.met and solved.words.startswith("Met. ") and solved.debrief == dare.debrief
    for words in (opening.words, solved.words):
        assert re.search(r"\d", words) and not slips(words), words


@pytest.mark.parametrize(("dare", "values"), named(NEARLY))
def test_each_condition_of_a_challenge_counts(dare, values):
    assert not dare.judge(**values).met


@pytest.mark.parametrize("dare", [one for one in DARES if one.lab.name not in DEAR], ids=lambda one: one.name)
def test_any_state_gets_a_whole_sentence_with_a_number(dare):
    for values in islice(settings(dare.lab), 3):
        words = dare.judge(**values).words
        assert re.search(r"\d", words) and not slips(words) and "nan" not in words, (values, words)


def test_what_a_dare_says_is_proof_read():
    for one in DARES:
        for words in (one.title, one.challenge, *one.hints, one.debrief):
            assert not slips(words) and "'" not in words and "\n" not in words, words
        assert one.challenge.endswith(".") and one.debrief.endswith(".") and len(one.debrief) < 420


def test_a_reader_s_function_is_felt_said_and_does_not_count():
    dare, solution = dares.get("optimizers.losing"), MET["optimizers.losing"]
    yours.use("nn.optimizers.adam", lambda grad, w, eta=0.001, **more: optimizers.sgd(grad, w, eta))
    same = dare.judge(**solution)
    assert not same.met and same.yours and same.words.endswith("Computed with your nn.optimizers.adam.")
    yours.use("nn.optimizers.adam", lambda grad, w, eta=0.001, **more: optimizers.sgd(grad, w, eta / 100))
    slower = dare.judge(**solution)
    assert slower.met and slower.words.endswith(kind.YOURS) and slower.debrief == ""
    assert not slower.as_dict()["counts"] and dares.get("batches.no_luck").judge(batch=32).as_dict()["counts"]


def test_a_page_s_python_judges_and_says_what_is_wrong():
    found = ask("dare", "batches.no_luck", batch=32, how="without", place="far", seed=0)
    assert found["met"] and found["counts"] and found["words"].startswith("Met. ")
    assert "batch (batch size B) can't be 33" in ask("dare", "batches.no_luck", batch=33)["error"]
    assert "has no control 'luck'" in ask("dare", "batches.no_luck", luck=1)["error"]
    for unknown in ("batches.luck", "nowhere.luck", "../luck", "numpy.luck"):
        assert f"{unknown!r} is not among the dares: activations" in ask("dare", unknown)["error"]


def test_in_a_notebook_the_figure_shown_last_is_judged(monkeypatch):
    lab = labs.get("batches.noise")
    shown = {"a": notebook.Shown("1", [lab.widget()]), "b": notebook.Shown("1", [lab.widget(batch=32)])}
    monkeypatch.setattr(notebook, "SHOWN", {})
    assert not dares.check("batches.no_luck").met
    monkeypatch.setattr(notebook, "SHOWN", shown | {"c": notebook.Shown("2", [labs.get("batches.path").widget()])})
    assert dares.check("batches.no_luck").met and not dares.check("batches.no_luck", batch=4).met
    assert repr(dares.check("batches.no_luck")).splitlines()[1].startswith("A batch that holds every sample")


def test_what_is_declared_wrongly_is_said():
    one = dares.get("batches.no_luck")
    for wrong, said in (
        ({"name": "No luck"}, "a dare's name is"),
        ({"lab": "batches.noise"}, "no_luck: lab = 'batches.noise': allowed is a Lab"),
        ({"title": ""}, "no_luck: title = '': allowed is text"),
        ({"hints": "try"}, "no_luck: hints = 'try': allowed is a tuple of texts"),
        ({"check": lambda batch: (True, "")}, r"allowed is check\(batch, how, place, seed\)"),
    ):
        with pytest.raises(ValueError, match=said):
            replace(one, **wrong)


def test_under_a_lab_stand_its_dares_as_text_and_under_others_none():
    html = kind.folded(kind.of(labs.get("tiny.bowl")))
    assert '<details class="dare" data-dare="tiny.low"><summary>A dare: down to the bottom</summary>' in html
    assert "below 0.01 &amp; keep it there." in html and html.count('class="dare-hint"') == 2
    assert '<p class="dare-debrief" hidden>' in html and "<button" not in html
    assert kind.of(labs.get("tiny.slow")) == kind.of(SimpleNamespace(name="own.race")) == ()
