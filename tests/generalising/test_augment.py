"""The record of moved digits: whole, and cells of it come out again; what the lab says of it."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.generalising import labs
from nbhelpers.generalising.experiments import augment
from nbhelpers.generalising.labs.augment import SHOWN, curves, views


def test_the_record_is_complete_and_made_with_these_settings():
    record = datasets.record("generalising/augment")
    assert record["settings"] == augment.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in augment.cells()]


@pytest.mark.parametrize("moved", ["never", "once", "2"])
def test_a_run_begins_again_as_it_was_measured(moved):
    found = augment.measure(200, moved, 1, [50])
    kept = datasets.record("generalising/augment")["cells"][f"200/{moved}/1"]
    for on in ("training", "test"):
        assert found[on]["accuracy"][0] == pytest.approx(kept[on]["accuracy"][0], abs=0.01)
        assert found[on]["loss"][0] == pytest.approx(kept[on]["loss"][0], rel=0.01)


def test_runs_of_one_seed_start_alike_and_see_the_same_digits_in_the_same_order():
    """Digits without ink can't be moved: then all ways are one."""
    X, Y = np.zeros((60, 784)), np.eye(10)[np.arange(60) % 10]
    X[:, 14 * 28 : 15 * 28] = np.linspace(0, 1, 60)[:, None]
    ends = []
    for moved in ("never", "1"):
        *_, net = augment.run(np.zeros_like(X), Y, moved, 3, 5)
        ends.append(net)
    for one, other in zip(ends[0].layers, ends[1].layers, strict=True):
        assert np.array_equal(one.weights, other.weights) and np.array_equal(one.bias, other.bias)
    *_, still = augment.run(X, Y, "never", 3, 5)
    *_, moving = augment.run(X, Y, "1", 3, 5)
    assert not np.array_equal(still.layers[0].weights, moving.layers[0].weights)


def test_the_views_are_the_digit_moved_as_it_is_said():
    image = datasets.mnist().train_images[SHOWN].reshape(28, 28)
    assert all(np.array_equal(view, image) for view in views("never"))
    assert len(np.unique(views("once"), axis=0)) == 1
    for reach in (1, 2, 4):
        rolled = [np.roll(image, (down, right), axis=(0, 1)) for down in range(-reach, reach + 1)
                  for right in range(-reach, reach + 1)]  # fmt: skip
        seen = views(str(reach))
        assert len(np.unique(seen, axis=0)) > 4
        assert all(any(np.array_equal(view, one) for one in rolled) for view in seen)


@pytest.mark.parametrize("m", ["200", "1000", "5000"])
@pytest.mark.parametrize("moved", ["never", "once", "1", "2", "4"])
def test_the_headline_is_true_of_the_record(m, moved):
    said = labs.augment.reading(m=m, moved=moved).splitlines()[0]
    plain, own = (curves(m, one, "test")[:, -1].mean() for one in ("never", moved))
    if moved == "never":
        assert said.startswith("The net classifies 100 % of its own digits") and f"only {100 * plain:.0f} %" in said
    elif "removes" in said:
        assert own > plain and f" {100 * (own - plain) / (1 - plain):.0f} % " in said
    else:
        assert own < plain + 0.005
