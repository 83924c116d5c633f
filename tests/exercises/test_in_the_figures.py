"""An answer in the place of the book's own function: with a right one the figures say the same, a wrong one is seen."""

from importlib import import_module

import numpy as np
import pytest

from nbhelpers import labs, yours
from nbhelpers.exercise import Exercise
from nbhelpers.exercise.definition import USED
from nbhelpers.exercise.runner import load
from nbhelpers.exercises import get, registry

PLACED = [one.name for one in registry().values() if isinstance(one, Exercise) and one.place]

# {exercise: {lab that follows: its controls that are not as it opens}}
FOLLOW = {
    "activations.start": {"activations.spread": {"n": 16, "rule": "1/n"}},
    "activations.leaky_back": {"activations.functions": {"function": "leaky", "x": -2.0}},
    "activations.error_sizes": {"activations.depth": {}},
    "architectures.cost": {"architectures.walk": {}, "architectures.cost": {}, "architectures.inception": {}},
    "architectures.field": {"architectures.walk": {}, "architectures.cost": {}, "architectures.inception": {}},
    "autoencoders.rebuild": {"autoencoders.strangers": {}},
    "backprop.hidden_error": {"backprop.step": {}},
    "backprop.update": {"backprop.step": {}},
    "batches.scatter_of_batch": {"batches.noise": {}, "batches.path": {}, "batches.breaks": {}},
    "boltzmann.distribution": {"boltzmann.cube": {}, "boltzmann.temperature": {}, "boltzmann.learning": {"step": 20}},
    "boltzmann.fire": {"boltzmann.cube": {}},
    "boltzmann.gradient": {"boltzmann.learning": {"step": 20}},
    "convolution.batch_norm": {"convolution.batch_norm": {}},
    "convolution.correlate": {"convolution.kernel": {}},
    "convolution.dropout": {"convolution.dropout": {"scale": "inverted"}},
    "convolution.pool_back": {"convolution.pooling": {}},
    "deep_belief.bound": {"deep_belief.bound": {}},
    "deep_belief.climb": {"deep_belief.layers": {"layer": "3"}},
    "deep_belief.read_label": {"deep_belief.layers": {"layer": "3"}},
    "hopfield.ask": {"hopfield.landscape": {}, "hopfield.recall": {"cue": "S"}},
    "hopfield.energy": {"hopfield.spurious": {}, "hopfield.recall": {"cue": "S"}},
    "hopfield.projection": {"hopfield.landscape": {}, "hopfield.spurious": {}, "hopfield.recall": {"cue": "S"}},
    "hopfield.store": {
        "hopfield.landscape": {}, "hopfield.spurious": {}, "hopfield.cutting": {}, "hopfield.recall": {"cue": "S"}
    },
    "neurons.delta": {"neurons.delta": {}},
    "neurons.hebb": {"neurons.hebb": {}},
    "neurons.unit": {"neurons.line": {}},
    "optimizers.adagrad": {"optimizers.anatomy": {"method": "Adagrad"}, "optimizers.race": {"eta": 0.5}},
    "optimizers.adam": {"optimizers.anatomy": {}, "optimizers.race": {}},
    "optimizers.momentum": {"optimizers.anatomy": {"method": "SGDM"}},
    "rbm.free_energy": {"rbm.gibbs": {}, "rbm.angle": {}, "rbm.reconstruct": {}},
    "rbm.hidden": {"rbm.gibbs": {}, "rbm.angle": {}, "rbm.reconstruct": {}},
    "rbm.slope": {"rbm.angle": {}},
    "recurrent.clip": {"recurrent.clip": {}},
    "recurrent.through_time": {"recurrent.clip": {}},
    "tuning.gcn": {"tuning.whiten": {"kind": "gcn"}},
    "tuning.maxout_back": {"tuning.maxout": {}},
    "tuning.paired": {"tuning.claims": {}},
}
ANOTHER_RULE = {"hopfield.projection"}  # takes the place of Hebb's: the figures say what they say with its truth
# {lab that computes long: (a name of its module, a smaller value)}. rbm.fantasy and rbm.annealing follow as well
SMALLER = {
    "boltzmann.learning": ("LAST", 40),
    "deep_belief.bound": ("LAST", 40),
    "activations.spread": ("SIZES", (4, 16)),
}


@pytest.fixture(autouse=True)
def small_figures_and_the_book_s_own_at_the_end(monkeypatch):
    for name, (what, value) in SMALLER.items():
        chapter, _, lab = name.partition(".")
        monkeypatch.setattr(import_module(f"nbhelpers.{chapter}.labs.{lab}"), what, value)
    with np.errstate(all="ignore"):  # answers may overflow, as the tasks say
        yield
    yours.give_back()
    assert yours.in_use() == ()


def seen(name):
    """What every lab that follows says and has computed."""
    states = {lab: labs.get(lab).state(**controls) for lab, controls in FOLLOW[name].items()}
    return {lab: (labs.get(lab).read(state), dict(state)) for lab, state in states.items()}


def seen_with(exercise, answer):
    """The same with an answer in use, or the error."""
    exercise.use(answer)
    try:
        return seen(exercise.name)
    except Exception as error:  # a wrong answer may break a figure in any way
        return repr(error)
    finally:
        yours.give_back()


def alike(one, other):
    try:
        np.testing.assert_equal(one, other)
    except AssertionError:
        return False
    return True


def test_it_is_known_which_figures_follow_each_exercise():
    assert sorted(FOLLOW) == sorted(PLACED)


@pytest.mark.parametrize("name", PLACED)
def test_with_the_solution_the_figures_say_the_same_and_a_wrong_answer_is_seen(name, capsys):
    exercise = get(name)
    if name in ANOTHER_RULE:
        exercise.use(exercise.truth)
    wanted = {lab: said.partition(" Computed with")[0] for lab, (said, _) in seen(name).items()}
    capsys.readouterr()
    right = seen_with(exercise, load(exercise.solution, exercise.function))
    assert {lab: said for lab, (said, _) in right.items()} == {
        lab: f"{said} Computed with your {exercise.place}." for lab, said in wanted.items()
    }
    assert capsys.readouterr().out.strip() == USED.format(place=exercise.place)
    assert any(not alike(seen_with(exercise, hint.wrong), right) for hint in exercise.hints)


def test_another_rule_is_seen_as_well():
    exercise = get("hopfield.projection")
    before = seen(exercise.name)
    assert not alike(seen_with(exercise, load(exercise.solution, exercise.function)), before)
    assert alike(seen(exercise.name), before)


def test_an_exercise_that_no_figure_follows_says_so():
    with pytest.raises(ValueError, match="no figure computes what this exercise asks for"):
        get("tuning.zca").use(lambda X, eps: X)


def test_an_optimizer_of_one_parameter_takes_the_answer_s_steps_from_where_it_is():
    from nbhelpers.nn import optimizers

    exercise = get("optimizers.momentum")
    book = [optimizers.minimize(optimizers.sgdm, np.sin, w, 30, eta=0.5, beta=0.8) for w in (1.0, [1.0, 2.0])]
    exercise.use(load(exercise.solution, exercise.function))
    mine = [optimizers.minimize(optimizers.sgdm, np.sin, w, 30, eta=0.5, beta=0.8) for w in (1.0, [1.0, 2.0])]
    assert np.allclose(mine[0], book[0]) and np.array_equal(mine[1], book[1])
    yours.give_back()
    exercise.use(lambda g, eta, beta: eta * g)
    assert not np.allclose(optimizers.minimize(optimizers.sgdm, np.sin, 1.0, 30, eta=0.5), book[0])
