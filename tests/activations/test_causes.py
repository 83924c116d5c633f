"""The record of the causes: made with the settings of its experiment, from runs that are those of the other records."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.activations import dying_relu
from nbhelpers.activations.experiments import causes, deep


def cells():
    return datasets.record("activations/causes")["cells"]


def test_the_record_was_made_with_the_settings_of_the_experiment():
    assert datasets.record("activations/causes")["settings"] == causes.SETTINGS
    assert list(cells()) == ["/".join(map(str, cell)) for cell in causes.cells()]


@pytest.mark.parametrize("name", ["tanh/LeCun", "relu/LeCun"])
def test_after_250_steps_plain_nets_stand_where_those_of_deep_stand(name):
    """In the mean: rounding, which differs from machine to machine, decides where one net of twenty layers goes."""
    before = datasets.record("activations/deep")["cells"]
    then = np.array([before[f"{name}/plain/0.1/{seed}"]["accuracy"] for seed in range(5)])
    now = np.array([cells()[f"plain/{name}/{seed}"]["accuracy"][0] for seed in range(5)])
    assert abs(now.mean() - then.mean()) < 0.01 + 4 * np.hypot(then.std(ddof=1), now.std(ddof=1)) / np.sqrt(5)


CASES = [("plain", "tanh/LeCun", "LeCun"), ("larger", "as it is", "too large")]


@pytest.mark.parametrize(("part", "name", "init"), CASES)
def test_a_run_is_that_of_deep_step_by_step(monkeypatch, part, name, init):
    monkeypatch.setitem(deep.SETTINGS, "steps", 25)
    kind, middle = ("tanh", "plain") if part == "plain" else ("relu", "normalised")
    one = deep.measure(kind, init, middle, 0.1, 3)
    assert causes.measure(part, name, 3, (25,))["accuracy"] == [one["accuracy"]]


def test_a_faster_rate_below_and_a_smaller_last_layer_change_the_run():
    names = causes.SETTINGS["nets"]["larger"]
    assert len({causes.measure("larger", name, 0, (10,))["accuracy"][0] for name in names}) > 2


def test_a_leak_can_be_measured_again():
    seen = causes.measure("leaks", "leaky 0.1/3/-2", 0, (120,))
    recorded = cells()["leaks/leaky 0.1/3/-2/0"]
    assert abs(seen["dead"][0] - recorded["dead"][0]) <= 0.1 * dying_relu.UNITS
    assert seen["accuracy"][0] == pytest.approx(recorded["accuracy"][0], abs=0.1)
