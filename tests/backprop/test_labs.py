"""What the labs of the chapter compute and say, against sums done by hand and closed forms."""

import re

import numpy as np
import pytest

from nbhelpers.backprop.labs import accumulated, step, surface, write
from nbhelpers.backprop.labs.surface import GRID, run
from nbhelpers.datasets import mnist


def test_step_by_hand():
    """x = (1, 0), y = 1, eta = 1, with a pocket calculator's exp."""
    s = step.state(sample="10", eta=1.0)
    b1, b2 = 1 / (1 + np.exp(-0.4)), 1 / (1 + np.exp(0.2))  # f(0.5 - 0.1), f(-0.4 + 0.2)
    y_hat = 1 / (1 + np.exp(-(0.7 * b1 - 0.6 * b2 - 0.2)))
    g = y_hat * (1 - y_hat) * (y_hat - 1)
    np.testing.assert_allclose([*s["b"], s["y_hat"], s["g"]], [b1, b2, y_hat, g])
    np.testing.assert_allclose(s["w"], [0.7 - g * b1, -0.6 - g * b2])
    np.testing.assert_allclose(s["e"], [b1 * (1 - b1) * 0.7 * g, b2 * (1 - b2) * -0.6 * g])
    np.testing.assert_allclose(s["v"][1], [0.3, 0.8])  # the input 0 moves nothing
    assert s["E_after"] < s["E"] == pytest.approx(0.5 * (1 - y_hat) ** 2)


@pytest.mark.parametrize("sample", ["10", "01", "11", "00"])
def test_the_slopes_keep_their_promise_for_short_steps_only(sample):
    short, long = step.state(sample=sample, eta=0.1), step.state(sample=sample, eta=100.0)
    assert short["E_after"] == pytest.approx(short["E"] - short["falls"], rel=0.01)
    assert long["E"] - long["falls"] < 0 < long["E_after"]
    assert "The step helps" in step.reading(sample=sample, eta=0.1, stage=8)
    said = step.reading(sample=sample, eta=100.0, stage=8)
    assert said.startswith("The promise fails") and said.endswith(", though E is never below 0.")


def test_surface_too_slow_right_and_dead():
    slow, good, dead = (surface.state(eta=eta, epoch=300) for eta in (0.1, 10.0, 1000.0))
    assert good["right"] == 1.0 > slow["right"]
    assert good["losses"][-1, 0] < 0.1 * min(slow["losses"][-1, 0], dead["losses"][-1, 0])
    assert dead["slope"] < 0.001
    assert "outputs are saturated" in surface.reading(eta=1000.0, epoch=300)
    assert "saturated" not in surface.reading(eta=10.0, epoch=300)


def test_surface_says_where_rounding_decides_and_only_there():
    """The states that the prose leads to are safe, but for the one at eta = 100, which gives no number."""
    for values in ({"hidden": 1}, {}, {"eta": 0.1}, {"eta": 1000.0}, {"noise": 0.35, "hidden": 16}):
        assert not surface.state(**values, epoch=300)["parts"], values
    sentence = surface.reading(eta=100.0, epoch=300)
    assert sentence.startswith("Rounding decides") and "%" not in sentence and "E is" not in sentence
    assert not surface.state(eta=100.0, epoch=0)["parted"]


def test_one_hidden_unit_draws_one_straight_line():
    """f(w f(v x - gamma) - theta) = 1/2 is one value of v x: the border is straight, whatever is learned."""
    s = surface.state(hidden=1, epoch=300)
    v = run(10.0, 1, 0.15, "", 0).pairs[300].v[0, :, 0]
    along = np.argsort(GRID @ v)
    steps = np.diff(s["surface"].ravel()[along])
    assert np.ptp(s["surface"]) > 0.5
    assert (steps >= -1e-12).all() or (steps <= 1e-12).all()


def test_four_hidden_units_beat_one_on_every_of_five_seeds():
    for seed in range(5):
        one, four = (surface.state(hidden=hidden, seed=seed, eta=30.0, epoch=300) for hidden in (1, 4))
        assert four["losses"][-1, 0] < one["losses"][-1, 0]


def test_standard_and_accumulated_start_together():
    s = accumulated.state()
    assert s["standard"][0] == s["accumulated"][0]


def test_standard_learns_more_a_sweep_at_a_small_rate_and_jumps_at_a_large_one():
    for seed in range(5):
        s = accumulated.state(eta=0.3, samples=100, seed=seed)
        assert s["standard"][-1] < s["accumulated"][-1]
    assert "Standard BP ends lower, but its loss goes up and down" in accumulated.reading(eta=3.0, samples=100)
    assert "up and down" not in accumulated.reading(eta=0.3, samples=100)


def test_accumulated_says_whose_end_rounding_decides():
    assert accumulated.state(eta=20.0, samples=4)["parted"] == ["standard"]
    sentence = accumulated.reading(eta=20.0, samples=4)
    assert sentence.startswith("Rounding decides where standard BP ends.\n") and "Standard BP ends at" not in sentence
    assert re.search(r"Accumulated BP ends at E = 0\.\d{4} after 100 steps", sentence)
    assert accumulated.state(eta=3.0, samples=4)["parted"] == []


@pytest.mark.parametrize("image", [0, 15, 299, 866])
def test_the_reader_of_digits_is_told_right_or_wrong(image):
    state, label = write.state(image=image), mnist().test_labels[image]
    assert write.read(state).startswith("Right: " if state["answer"] == label else "Wrong: ")
    assert state["p"].sum() == pytest.approx(1) and state["p"][state["answer"]] == state["p"].max()


def test_a_drawing_is_read_wherever_it_stands_and_has_no_label():
    marks = np.zeros((28, 28))
    marks[2:20, 3:5] = 1
    elsewhere = np.roll(marks, (6, 15), axis=(0, 1))
    one, other = (write.reading(drawn=write.control("drawn").pack(drawing)) for drawing in (marks, elsewhere))
    assert one == other and one.startswith("In your drawing the net sees a 1;") and "label" not in one
