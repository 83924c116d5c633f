"""The labs of the chapter on activations: states against closed forms and counts, sentences at the ends."""

import math

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.activations import propagation
from nbhelpers.activations.experiments import deep as experiment
from nbhelpers.activations.labs import LABS, dead, depth, hinges, regions, spread, training
from nbhelpers.activations.labs import functions as curves
from nbhelpers.nn import activations as functions
from tests.whole import some


@pytest.mark.parametrize("lab", [lab for lab in LABS if lab is not dead], ids=lambda lab: lab.short)
def test_every_reading_is_whole_sentences_without_broken_numbers(lab):
    for values in some([one for one in lab.recorded() if one.get("seed", 0) == 0], 40):
        sentence = lab.reading(**values)
        assert sentence.endswith(".") and sentence[0].isupper() and len(sentence) < 420, sentence
        assert not {"nan", "inf", "-0.000"} & set(sentence.replace(",", " ").split()), (values, sentence)


@pytest.mark.parametrize("x", [-4.5, -0.5, 0.3, 6.0])
@pytest.mark.parametrize("function", functions.ACTIVATIONS)
def test_the_tangent_touches_and_has_the_slope(function, x):
    state = curves.state(function=function, x=x, leak=0.3)
    one = functions.activation(function, 0.3)
    (x1, x2), (y1, y2) = state["tangent"]
    assert (y2 - y1) / (x2 - x1) == pytest.approx((one.f(x + 1e-6) - one.f(x - 1e-6)) / 2e-6, abs=1e-6)
    assert [(x1 + x2) / 2, (y1 + y2) / 2] == pytest.approx([x, state["value"]])
    assert math.hypot(x2 - x1, y2 - y1) == pytest.approx(3.2)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"function": "sigmoid", "x": 0}, "the sigmoid passes back only 25 % of an error."),
        ({"function": "sigmoid", "x": 0}, "is 0.500 and its derivative 0.250: 100 % of its greatest, 0.25."),
        ({"function": "sigmoid", "x": 2}, "The sigmoid passes back 10.5 % of the error: its derivative is 0.105."),
        ({"function": "tanh", "x": 3}, "The tanh is saturated here: hardly any error passes back."),
        ({"function": "relu", "x": 3}, "The whole error passes back: the derivative is 1."),
        ({"function": "relu", "x": -2}, "The unit is off: no error passes back."),
        ({"function": "leaky", "x": -2, "leak": 0.1}, "The leak lets 10 % of the error pass back."),
        ({"function": "leaky", "x": -2, "leak": 0.1}, "is −0.200 and its derivative 0.100"),
        ({"function": "leaky", "x": -2, "leak": 0.01}, "The leak lets hardly any error pass back, 1 % of it."),
        ({"function": "leaky", "x": -2, "leak": 0.0}, "The unit is off"),
    ],
)
def test_functions_says(values, says):
    assert says in curves.reading(**values)


@pytest.mark.parametrize("rule, share", [("LeCun", 0.5), ("He", 1.0)])
def test_depth_theory_of_relus_is_a_straight_line(rule, share):
    state = depth.state(activation="relu", rule=rule, gain=2.0, depth=20)
    decades = 0.5 * math.log10(4 * share)
    np.testing.assert_allclose(state["forward theory"], decades * np.arange(21))
    np.testing.assert_allclose(state["backward theory"], decades * np.arange(19, -1, -1), atol=1e-12)
    assert state["rate_theory"] == pytest.approx(2 * math.sqrt(share))


@pytest.mark.parametrize("gain, parted", [(4.0, True), (2.0, False)])
def test_depth_says_that_rounding_decides_where_a_trillionth_is_seen(monkeypatch, gain, parted):
    """Activations off by 10⁻¹³ of themselves, as by another computer's tanh, a thousand times more than usual."""
    settings = {"activation": "tanh", "rule": "He", "gain": gain, "depth": 50}
    state, tanh = depth.state(**settings), propagation.activation("tanh")
    off = tanh._replace(f=lambda z: (1 + 1e-13 * np.sin(1e3 * z)) * np.tanh(z))
    monkeypatch.setattr(propagation, "activation", lambda name, leak: off)
    sizes = propagation.measured("tanh", [128] * 51, "He", np.random.default_rng(0), gain, samples=4)
    apart = abs(np.log(sizes.errors[0] / sizes.errors[-1]) / 2 - np.log(10) * state.backward[0])
    assert (apart > 1e-4) == parted == state.parted == ("rounding decides" in depth.read(state))


def test_depth_measures_a_net_of_its_seed_and_lies_near_the_theory():
    for name in functions.ACTIVATIONS:
        found = []
        for seed in range(5):
            state = depth.state(activation=name, depth=12, seed=seed)
            sizes = propagation.measured(name, [128] * 13, "LeCun", np.random.default_rng(seed), samples=4)
            np.testing.assert_allclose(state["backward"], 0.5 * np.log10(sizes.errors))
            found.append(state["rate"])
        assert np.mean(found) == pytest.approx(state["rate_theory"], rel=0.06)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"activation": "sigmoid", "depth": 50}, "The gradient dies: at layer 1 it is 10⁻³¹ of what it was."),
        ({"activation": "sigmoid", "depth": 50}, "(theory 0.236)"),
        ({"activation": "relu", "depth": 10}, "The gradient fades: at layer 1 it is 0.046 of what it was."),
        ({"activation": "relu", "rule": "He", "depth": 50}, "(theory 1.000)"),
        ({"activation": "relu", "rule": "He", "depth": 50}, "The gradient is kept: 1 at the last layer becomes 1.2"),
        ({"activation": "tanh", "depth": 50}, "The gradient is kept, but the activations end at 0.075."),
        ({"activation": "relu", "rule": "He", "gain": 2.0, "depth": 50}, "explodes: at layer 1 it is 7·10¹⁴ times"),
        ({"activation": "relu", "gain": 2.0, "depth": 10}, "The gradient grows: at layer 1 it is 24 times"),
        ({"depth": 1}, "One layer is too few for a gradient to fade"),
    ],
)
def test_depth_says(values, says):
    assert says in depth.reading(**values)


def test_dead_counts_units_that_are_on_for_nothing():
    for step in (0, 20, 120):
        state = dead.state(step=step)
        assert state["count"] == (state["on"] == 0).sum() == round(48 * state["dead"][step])
        assert ((0 <= state["on"]) & (state["on"] <= 1)).all() and len(state["right"]) == 121


def test_dead_says_what_can_come_back():
    assert "All 48 units are dead: no error passes, and none can come back" in dead.reading(bias=-2, step=120)
    assert "All 48 units are dead, but a tenth of" in dead.reading(bias=-2, units="leaky 0.1", step=0)
    assert "may return" in dead.reading(bias=-2, units="leaky 0.1", step=0)
    assert "Dead units come back: 48 at the start, 12 by now." in dead.reading(bias=-2, units="leaky 0.1", step=120)
    assert "No unit is dead;" in dead.reading(eta=0.3, step=60)
    assert "Every unit is on for some digit" in dead.reading(eta=0.3, step=60)
    assert "42 of 48 units are dead; none was at the start." in dead.reading(step=120)
    assert "Dead from the start: 40 of 48 units." in dead.reading(bias=-1, step=0)
    assert "As many units are dead as at the start: 40 of 48." in dead.reading(bias=-1, eta=0.3, step=20)
    assert "More units are dead than at the start: 46, not 40." in dead.reading(bias=-1, step=120)


def test_the_record_was_made_with_the_settings_of_the_experiment():
    record = datasets.record("activations/deep")
    assert record["settings"] == experiment.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in experiment.cells()]


@pytest.mark.parametrize(
    ("f", "start", "form"),
    some([("tanh", "He", "plain"), ("relu", "He", "plain"), ("sigmoid", "LeCun", "normalised")], 2),
)
def test_a_cell_measured_again_is_the_same_within_rounding(f, start, form):
    """These nets learn calmly. In others, ReLU normalised above all, the last digit of a sum, which another
    processor rounds otherwise, has grown to a tenth of the loss within 25 steps."""
    cells, now = datasets.record("activations/deep")["cells"], experiment.measure(f, start, form, 0.01, 0)
    before = cells[f"{f}/{start}/{form}/0.01/0"]
    assert now["loss"] == pytest.approx(before["loss"], abs=0.01)
    assert now["accuracy"] == pytest.approx(before["accuracy"], abs=0.01)


@pytest.mark.whole
def test_a_cell_that_rounding_stirs_is_measured_again_within_the_spread_of_its_seeds():
    cells = datasets.record("activations/deep")["cells"]
    before = np.array([cells[f"relu/LeCun/normalised/0.1/{seed}"]["loss"] for seed in range(5)])
    now = np.array([experiment.measure("relu", "LeCun", "normalised", 0.1, seed)["loss"] for seed in range(5)])
    error = np.hypot(before.std(axis=0, ddof=1), now.std(axis=0, ddof=1)) / np.sqrt(5)
    assert (abs(now.mean(axis=0) - before.mean(axis=0)) < 4 * error).all()


def test_training_takes_the_better_rate_and_shows_every_seed():
    cells = datasets.record("activations/deep")["cells"]
    for values in training.recorded():
        state = training.state(**values)
        means = [
            np.mean([cells[f"{values['activation']}/{values['init']}/{values['middle']}/{eta}/{s}"]["accuracy"]
                     for s in range(5)])
            for eta in state["etas"]
        ]  # fmt: skip
        assert state["accuracy"][state["chosen"]].mean() == pytest.approx(max(means))
        assert state["loss"].shape == (5, len(state["steps"])) and (state["loss"] <= 4).all()


def test_training_says_who_learns():
    assert "The net only guesses" in training.reading(activation="sigmoid", init="LeCun")
    assert "The net learns" in training.reading(activation="tanh", init="LeCun")
    assert "The net learns" in training.reading(activation="tanh", init="too small", middle="normalised")
    assert "The seed decides whether the net learns" in training.reading(activation="tanh", init="too large")
    assert "The numbers in the net explode" in training.reading(activation="relu", init="too large")


@pytest.mark.parametrize("rule", ["1", "1/√n", "1/n"])
def test_spread_measures_what_theory_says_for_wide_layers(rule):
    for kind in ("linear", "sigmoid"):
        s = spread.state(rule=rule, n=1024, layer=3, kind=kind)
        k = ["1", "1/√n", "1/n"].index(rule)
        assert s["here"] == s["measured"][k, -1] == pytest.approx(s["theory"][k, -1], rel=0.1)
        assert s["counts"].sum() + s["outside"] == pytest.approx(1)


def test_spread_says_growth_and_flat_arms():
    assert "grows with √n" in spread.reading(rule="1")
    assert "Saturated: 85 % of the pre-activations lie on the flat arms" in spread.reading(rule="1")
    assert "grows with the fourth root of n" in spread.reading()
    assert "about 1 for any n" in spread.reading(rule="1/n")
    assert "multiplies it by the fourth root of n again" in spread.reading(kind="linear", layer=3)
    assert "keeps it" in spread.reading(kind="linear", layer=3, rule="1/n")


@pytest.mark.parametrize("curve", ["wave", "hump", "slope"])
def test_hinges_placed_by_hand_come_nearer_with_their_number(curve):
    state = hinges.state(curve=curve, units=32)
    assert state["miss"] == state["placed"][-1] == state["by_hand"] < 0.03 < state["placed"][2]
    assert len(state["inside"]) == 31 and state["ends"].shape == state["parts"].shape == (3, 32)


@pytest.mark.parametrize("how", ["placed", "trained"])
def test_the_parts_of_the_hinges_add_up_to_the_curve(how):
    state = hinges.state(how=how, units=4)
    total = sum(np.interp(state["x"], *pair) for pair in zip(state["ends"].T, state["parts"].T, strict=True))
    assert np.ptp(total - state["y_hat"]) < 1e-9


def test_hinges_says_how_far_off_the_curve_is_and_who_placed_them():
    assert "Placed by hand, 8 hinges miss the curve by 0.135.\n" in hinges.reading()
    assert "Placed by hand, 1 hinge misses" in hinges.reading(units=1)
    trained = hinges.reading(how="trained")
    assert "Found by gradient descent, 8 hinges miss the curve by" in trained
    assert "would miss the curve by 0.135" in trained


def test_regions_counts_every_cut_and_shows_the_corners_of_its_line():
    for layers in ("1", "2"):
        state = regions.state(layers=layers, cut=0.5)
        assert state["pieces"] == 1 + sum(map(len, state["cuts"])) and state["first"] == 1 + len(state["cuts"][0])
        slopes = np.diff(state["along"]) / np.diff(state["across"])
        assert len(state["across"]) > 4 and (np.diff(state["across"]) > 0).all() and np.isfinite(slopes).all()
    one = regions.state(units=1, layers="1")
    assert (one["pieces"], len(one["cuts"])) == (2, 1)


def test_regions_says_how_many_pieces_there_are():
    says = regions.reading()
    assert "falls into 27 flat pieces, cut by 8 units.\nOne layer of 8 units can make 37 at most." in says
    assert "falls into 2 flat pieces, cut by 1 unit." in regions.reading(units=1)
    assert "The second layer cuts 27 flat pieces into" in regions.reading(layers="2")
