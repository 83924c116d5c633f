"""The chapter's stored measurements: made with the settings of their experiments, and pieces of them come out again."""

import pytest

from nbhelpers.datasets import record
from nbhelpers.hopfield.experiments import capacity, cutting, dense, depths, sparse, spurious


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


@pytest.mark.parametrize(("noise", "seed", "share"), [(0.1, 0, 0.9), (0.25, 4, 0.5)])
def test_a_piece_of_the_stored_recall_with_cut_weights_comes_out_again(noise, seed, share):
    at = cutting.SETTINGS["shares"].index(share)
    assert record("hopfield/cutting")["cells"][f"{noise}/{seed}"]["wrong"][at] == cutting.wrong(share, noise, seed)


@pytest.mark.parametrize(("activity", "rule", "load", "seed"), [(0.1, "corrected", 0.3, 1), (0.2, "hebb", 0.01, 1)])
def test_a_piece_of_the_stored_capacity_for_sparse_patterns_comes_out_again(activity, rule, load, seed):
    found = record("hopfield/sparse")["cells"][f"{activity}/{rule}/{seed}"]["found"]
    assert found[sparse.LOADS.index(load)] == pytest.approx(sparse.found(activity, rule, load, seed), abs=1e-4)


@pytest.mark.parametrize(("units", "load", "seed"), [(100, 0.08, 3), (200, 0.05, 0)])
def test_a_piece_of_the_stored_depths_comes_out_again(units, load, seed):
    """The cooling adds up in single precision: another processor may end in another valley, about as deep."""
    cell, at = record("hopfield/depths")["cells"][f"{units}/{seed}"], depths.LOADS.index(load)
    memories, deepest, stranger = depths.depths(units, load, seed, depths.SETTINGS["sweeps"])
    assert (memories, deepest) == pytest.approx((cell["memories"][at], cell["deepest"][at]), abs=1e-5)
    assert stranger == pytest.approx(cell["stranger"][at], abs=0.02)


@pytest.mark.parametrize("made_by", [capacity, cutting, dense, depths, sparse, spurious])
def test_the_stored_measurements_are_those_of_their_settings(made_by):
    found = record(f"hopfield/{made_by.__name__.rpartition('.')[2]}")
    assert found["settings"] == made_by.SETTINGS
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in made_by.cells()]
