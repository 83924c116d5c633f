"""The longer runs: they begin as those of `deep` do, and the record is the one that its settings say."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.activations.experiments import deep, longer


def test_the_record_was_made_with_the_settings_of_the_experiment():
    record = datasets.record("activations/longer")
    assert record["settings"] == longer.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in longer.cells()]


def test_after_250_steps_they_stand_where_the_nets_of_deep_stand():
    """In the mean: rounding, which differs from machine to machine, decides where one net of twenty layers goes."""
    before, after = (datasets.record(f"activations/{name}")["cells"] for name in ("deep", "longer"))
    for name in ("sigmoid", "tanh", "relu"):
        now = np.array([after[f"{name}/{seed}"]["accuracy"][0] for seed in longer.SETTINGS["seeds"]])
        then = np.array([before[f"{name}/LeCun/normalised/0.1/{seed}"]["accuracy"] for seed in range(5)])
        error = np.hypot(then.std(ddof=1), now.std(ddof=1)) / np.sqrt(5)
        assert abs(now.mean() - then.mean()) < 4 * error


def test_a_run_is_that_of_deep_step_by_step(monkeypatch):
    monkeypatch.setitem(deep.SETTINGS, "steps", 25)
    one = deep.measure("tanh", "LeCun", "normalised", 0.1, 3)
    assert longer.measure("tanh", 3, (25,))["accuracy"] == [one["accuracy"]]


def test_one_layer_learns_faster_at_first():
    assert longer.measure("one layer", 0, (100,))["accuracy"][0] > 0.7
    found = datasets.record("activations/longer")["cells"]["one layer/0"]["accuracy"]
    assert longer.measure("one layer", 0, (250,))["accuracy"][0] == pytest.approx(found[0], abs=0.01)
