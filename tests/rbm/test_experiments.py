"""What is stored of trained machines comes out again of a short piece of the same training."""

import itertools

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.rbm.experiments import bars, guide, valleys
from nbhelpers.rbm.experiments import machines as experiment


@pytest.mark.parametrize("setting", ["few", "persistent"])
def test_the_first_epochs_of_the_stored_filters_come_out_again(setting):
    parts, made = datasets.arrays("rbm/filters")
    at = 2 * list(made["runs"]).index(setting)
    steps, scale = parts[at], parts[at + 1]
    again = experiment.filters(experiment.FILTERS[setting], epochs=2)
    for stored, W in zip(steps[:3] * scale, again["W"], strict=True):
        assert np.abs(stored - np.clip(W, -12 * scale, 12 * scale)).max() <= 0.5 * scale + 1e-9
    assert again["test"] == pytest.approx(made["runs"][setting]["test"][:3], abs=0.05)


def test_the_files_are_those_of_the_settings():
    for name, settings in (("rbm/machines", experiment.MACHINES), ("rbm/filters", experiment.FILTERS)):
        made = datasets.arrays(name)[1]
        assert list(made["runs"]) == list(settings)
        for run, how in settings.items():
            assert how.items() <= made["runs"][run].items()


def test_the_start_is_the_machine_itself():
    first, second = itertools.islice(experiment.machines(5, 0.1), 2)
    assert np.abs(first.W).max() < 0.1 and not np.array_equal(first.W, second.W)


def test_a_piece_of_the_stored_learning_on_bars_comes_out_again():
    cells = datasets.record("rbm/bars")["cells"]
    fast = bars.reached("persistent", np.full(1500, 0.5), [1500], 1)
    assert [cells["persistent/0.5/1"]["1500"]] == pytest.approx(fast, abs=1e-3)
    falls = bars.reached("exact", 0.1 * (1 - np.arange(1500) / 1500), [1500], 2)
    assert [cells["exact/0.1 falling/2"]["1500"]] == pytest.approx(falls, abs=1e-3)


def test_the_first_epoch_of_the_stored_valleys_comes_out_again():
    cell = datasets.record("rbm/valleys")["cells"]["persistent/0"]
    again = valleys.measure("persistent", 0, epochs=1)
    assert cell["above"][:2] == pytest.approx(again["above"], abs=0.05) and cell["kinds"][:2] == again["kinds"]


def test_the_first_steps_of_the_stored_guide_come_out_again():
    cell = datasets.record("rbm/guide")["cells"]["decay/2"]
    again = guide.measure("decay", 2, stop=100)
    for part, values in again.items():
        assert cell[part][:2] == pytest.approx(values, abs=0.01)


@pytest.mark.parametrize("made_by", [bars, guide, valleys])
def test_the_records_are_those_of_their_settings(made_by):
    found = datasets.record(f"rbm/{made_by.__name__.rpartition('.')[2]}")
    assert found["settings"] == made_by.SETTINGS
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in made_by.cells()]
