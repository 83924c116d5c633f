"""The labs of the chapter on deep belief nets: their states against the nets, their sentences, the stored results."""

import itertools

import numpy as np
import pytest

from nbhelpers import deep_belief, rbm
from nbhelpers.datasets import mnist, record
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief import labs, trained, up_down
from nbhelpers.deep_belief.experiments import dreamer as making
from nbhelpers.deep_belief.experiments import labels as experiment
from nbhelpers.deep_belief.experiments import longer
from nbhelpers.deep_belief.labs.labels import chosen
from nbhelpers.nn.mlp import accuracy


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("first", [0, 20, 400])
def test_bound_starts_level_and_goes_up_from_the_tied_start(first, seed):
    state = labs.bound.state(first=first, seed=seed)
    bounds, likelihoods = state["bounds"], state["likelihoods"]
    assert bounds[0] == pytest.approx(0, abs=1e-9) and likelihoods[0] == pytest.approx(0, abs=1e-9)
    assert bounds[1000] > 0 and (likelihoods >= bounds - 1e-9).all() and (bounds <= state["ceiling"] + 1e-9).all()
    assert state["Q"].sum() == pytest.approx(1) and state["prior"].sum() == pytest.approx(1)


def test_bound_from_random_weights_starts_below():
    for seed in range(5):
        state = labs.bound.state(start="random", first=400, seed=seed, step=0)
        assert state["bounds"][0] < state["likelihoods"][0] < 0


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"step": 0}, "Turned upside down, the second layer changes nothing"),
        ({"step": 1000}, "The bound lies above what one layer had"),
        ({"step": 10}, "The second layer gains 2.29 nats, 1.8 of them promised by the bound."),
        ({"step": 1000, "first": 20}, "Hardly anything is left to gain: the second layer brings 0.00401 nats."),
        ({"step": 100, "start": "random", "first": 20}, "gains 0.00561 nats, but the bound promises nothing."),
        ({"step": 100, "start": "random", "first": 20}, "The bound lies below what one layer had."),
        ({"step": 0, "start": "random", "first": 400}, "Two layers are worse than one, by"),
    ],
)
def test_bound_says_what_is_promised(values, says):
    assert says in labs.bound.reading(**values)


@pytest.mark.parametrize("layer", ["1", "2", "3"])
def test_layers_bring_back_more_with_learning(layer):
    states = [labs.layers.state(layer=layer, epoch=epoch) for epoch in ("0", "grown", "tuned")]
    missing = [state["missing"] for state in states]
    assert missing[0] > 3 * missing[1] > 3 * missing[2] and missing[0] > 0.9 * states[0]["mean picture"]
    assert all(state["shares"].sum() == pytest.approx(1) for state in states)


def test_what_a_first_layer_unit_draws_are_its_weights():
    state = labs.layers.state(layer="1", epoch="grown", first=7)
    np.testing.assert_array_equal(state["likes"][2].ravel(), trained.machines()[0].W[:, 9])


@pytest.mark.parametrize(("asked", "step", "rounds"), [("0", 0, 0), ("0", 20, 20), ("7", 20, 20)])
def test_a_dream_holds_its_label_and_its_picture_comes_from_the_units_shown_once_they_settled(asked, step, rounds):
    state, net = labs.dream.state(asked=asked, step=step), trained.tuned()
    assert state["y"].argmax() == int(asked) and state["y"].sum() == 1
    h, y = (state[name][None].astype(float) for name in ("h", "y"))
    picture = up_down.picture(net, joint.settle(net.top, h, y, rounds), 10)
    np.testing.assert_allclose(state["pictures"][0].ravel(), picture[0])
    assert state["shares"].sum() == pytest.approx(1)


@pytest.mark.whole
def test_dreams_are_read_as_the_digit_asked_for_more_often_than_as_any_other():
    most = [labs.dream.state(asked=str(digit))["shares"].argmax() for digit in range(10)]
    assert sum(a == b for a, b in enumerate(most)) >= 9


def test_dream_speaks_of_the_judge_and_of_free_labels():
    told, shares = labs.dream.reading(), labs.dream.state()["shares"]
    assert told.startswith(f"A judge sees a 3 in {100 * shares[3]:.0f} % of the dreams.\n")
    assert "With the label 3 held for 500 steps" in told
    assert labs.dream.reading(step=0).startswith("Before the first step the pictures come from pure chance.")
    assert "of the ten digits." in labs.dream.reading(asked="free")


def test_layers_say_how_much_comes_back():
    state = labs.layers.state()
    part = f"{100 * state['missing'] / state['mean picture']:.0f} % of the mean picture's error."
    assert labs.layers.reading().startswith(f"Through layer 1 the digits come back with {part}")
    assert "hardly more comes back than the mean picture" in labs.layers.reading(layer="2", epoch="0")
    top = labs.layers.reading(layer="3")
    assert top.startswith("Through the top layer") and "sees labels too" in top


def test_the_dreamer_s_record_is_that_of_its_settings():
    found = record("deep_belief/dreamer")
    assert found["settings"] == making.SETTINGS
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in making.cells()]


def test_the_stored_measurement_is_that_of_the_settings():
    found = record("deep_belief/labels")
    assert found["settings"] == experiment.SETTINGS
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in experiment.cells()]


@pytest.mark.parametrize(("start", "layers", "count", "seed"), [("relu", 3, 10, 2), ("relu", 1, 1000, 4)])
def test_a_piece_of_the_stored_measurement_comes_out_again(start, layers, count, seed):
    cell, again = record("deep_belief/labels")["cells"][f"{start}/{layers}/{count}/{seed}"], {}
    again = experiment.measure(start, layers, count, seed)
    for part in ("held", "test"):
        np.testing.assert_allclose(again[part][:3], cell[part][:3], atol=0.5)


@pytest.mark.whole
def test_a_pre_trained_piece_comes_out_again():
    """One layer of the stack anew, from the same seed; the layers above draw later."""
    one = experiment.pretrained(1, layers=1)
    net = deep_belief.unroll(one, 10, np.random.default_rng([1, 1]))
    rng = np.random.default_rng([1, 1])
    rng.normal(size=(100, 10))
    digits, (X, T) = mnist(), experiment.pictures()
    rows = experiment.labelled(digits.train_labels[:4000], 100, np.random.default_rng([1, 100]))
    tuned = experiment.tuned(net, X[rows], digits.train_labels[rows], 0.3, rng)
    at = experiment.SETTINGS["fine-tuning"]["etas"].index(0.3)
    stored = record("deep_belief/labels")["cells"]["pre-trained/1/100/1"]["test"][at]
    assert 100 * (1 - accuracy(tuned, T, digits.test_labels)) == pytest.approx(stored, abs=0.5)


def test_the_longer_race_is_that_of_its_settings_and_starts_where_the_short_one_does():
    """At the short race's budget it gives the short race's numbers."""
    found = record("deep_belief/longer")
    assert found["settings"] == longer.SETTINGS
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in longer.cells()]
    etas = experiment.SETTINGS["fine-tuning"]["etas"]
    again = longer.measure("relu", 100, 3, updates=1000)["test"]
    stored = record("deep_belief/labels")["cells"]["relu/3/100/3"]["test"]
    wanted = [stored[etas.index(eta)] for eta in longer.SETTINGS["etas"]["relu"]]
    np.testing.assert_allclose(again, wanted, atol=0.5)


def test_labels_are_shared_out_evenly_and_none_is_held_back():
    digits = mnist()
    for count in experiment.SETTINGS["labels"]:
        rows = experiment.labelled(digits.train_labels[:4000], count, np.random.default_rng(0))
        per_class = np.bincount(digits.train_labels[rows], minlength=10)
        assert len(set(rows)) == count and rows.max() < 4000
        assert count > 1000 or np.ptp(per_class) <= 1


def test_the_starts_are_what_they_are_called():
    """Shuffled: the same numbers in other places. All sigmoid nets begin with the same softmax."""
    stack = [rbm.RBM(np.arange(6.0).reshape(3, 2), np.zeros(3), np.array([7.0, 8.0]))]
    pretrained, experiment.pretrained = experiment.pretrained, lambda seed: tuple(stack)
    try:
        nets = [experiment.new_net(start, 1, 0, np.random.default_rng(0)) for start in ("pre-trained", "shuffled")]
    finally:
        experiment.pretrained = pretrained
    (kept, _), (mixed, _) = (net.layers for net in nets)
    np.testing.assert_array_equal(kept.weights, stack[0].W)
    assert sorted(mixed.weights.ravel()) == list(range(6)) and sorted(mixed.bias) == [7, 8]
    np.testing.assert_array_equal(nets[0].layers[-1].weights, nets[1].layers[-1].weights)


def test_the_rate_is_chosen_on_the_digits_held_back():
    found = record("deep_belief/labels")
    for start, layers, n in itertools.product(("pre-trained", "relu"), (1, 3), (30, 4000)):
        rate, errors = chosen(start, layers, n)
        held = [np.array(found["cells"][f"{start}/{layers}/{n}/{seed}"]["held"]) for seed in range(5)]
        at = found["settings"]["fine-tuning"]["etas"].index(rate)
        assert (sum(held)[at] <= sum(held)).all()
        assert errors[2] == found["cells"][f"{start}/{layers}/{n}/2"]["test"][at]


def test_labels_says_who_wins():
    assert "With 100 labels pre-training saves 14.8 points of test error." in labs.labels.reading()
    level = labs.labels.reading(rival="relu", labels="4000")
    assert level.startswith("With 4,000 labels five seeds do not tell the two starts apart.")
