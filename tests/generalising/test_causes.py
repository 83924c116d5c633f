"""The record of the causes: noise, sureness and shifts; cells of it come out again."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.generalising import labs
from nbhelpers.generalising.experiments import causes


def cells():
    return datasets.record("generalising/causes")["cells"]


def test_the_record_is_complete_and_made_with_these_settings():
    assert datasets.record("generalising/causes")["settings"] == causes.SETTINGS
    assert list(cells()) == ["/".join(map(str, cell)) for cell in causes.cells()]


@pytest.mark.parametrize("noise", [0.0, 0.3])
def test_after_2000_epochs_the_curves_are_those_of_the_lab(noise):
    state = labs.early_stopping.state(noise=noise, weight_decay=1e-6, seed=1)
    recorded = cells()[f"points/{noise:g}/1e-06/1"]
    for name in ("training", "validation"):
        assert recorded[name][0] == pytest.approx(state[name][-1], rel=0.01, abs=1e-5)
    assert recorded["least"][0] == pytest.approx(state["validation"].min(), rel=0.01, abs=1e-5)


def test_sure_nets_are_those_of_digits():
    before = datasets.record("generalising/mnist")["cells"]
    for seed in causes.SETTINGS["seeds"]:
        recorded = cells()[f"sure/sigmoid/{seed}"]
        assert recorded["last"][0] == pytest.approx(before[f"sigmoid/fewer digits/{seed}"]["test loss"], rel=0.05)
        assert recorded["kept"][0] == pytest.approx(before[f"sigmoid/early stopping/{seed}"]["test loss"], rel=0.05)


def test_a_temperature_changes_no_answer_and_helps_the_digits_held_back():
    found = causes.measure("sure", "sigmoid", 0, (2, 2))
    assert found["epoch"] == 2 and found["kept"] == found["last"]


def test_moved_digits_can_be_measured_again():
    few = causes.measure("shifts", 1, 0, (1,))["accuracy"][0]
    assert len(few) == 5 and few[0] > 0.7 > few[-1]
    assert all(np.shape(cells()[f"shifts/{reach}/0"]["accuracy"]) == (2, 5) for reach in (0, 1, 4))
