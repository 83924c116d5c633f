"""The chapter's stored measurements: made with the settings of their experiments, and pieces of them come out again."""

import pytest

from nbhelpers.datasets import record
from nbhelpers.hopfield.experiments import capacity, dense, spurious


@pytest.mark.parametrize(
    ("units", "load", "noise", "seed"),
    [(100, 0.14, 0.25, 3), (200, 0.3, 0.0, 7), (400, 0.05, 0.0, 0), (1000, 0.05, 0.25, 2)],
)
def test_a_piece_of_the_stored_capacity_measurement_comes_out_again(units, load, noise, seed):
    found = record("hopfield/capacity")
    cell = found["cells"][f"{units}/{noise}/{seed}"]
    again = capacity.trial(units, load, noise, seed)
    at = found["settings"]["loads"].index(load)
    assert cell["recalled"][at] == pytest.approx(again.recalled, abs=1e-4)
    assert cell["wrong_at_rest"][at] == pytest.approx(again.wrong_at_rest, abs=1e-5)


@pytest.mark.parametrize(("units", "count", "seed"), [(10, 3, 0), (12, 5, 7), (14, 4, 19)])
def test_a_piece_of_the_stored_census_comes_out_again(units, count, seed):
    cell = record("hopfield/spurious")["cells"][f"{units}/{seed}"]
    minima, starts = spurious.counted(units, count, seed)
    assert cell["minima"][count - 1] == minima
    assert cell["starts"][count - 1] == pytest.approx(starts, abs=1e-5)


@pytest.mark.parametrize(("power", "units", "seed"), [(2, 25, 0), (3, 50, 4), (4, 25, 7)])
def test_a_piece_of_the_stored_capacity_of_dense_nets_comes_out_again(power, units, seed):
    cell = record("hopfield/dense")["cells"][f"{power}/{units}/{seed}"]
    assert cell == dense.measure(power, units, seed)


@pytest.mark.parametrize("made_by", [capacity, dense, spurious])
def test_the_stored_measurements_are_those_of_their_settings(made_by):
    found = record(f"hopfield/{made_by.__name__.rpartition('.')[2]}")
    assert found["settings"] == made_by.SETTINGS
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in made_by.cells()]
