"""Schedules: their ends, their halves and their symmetry; the record of the runs on digits."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.optimizers.experiments import schedules as experiment
from nbhelpers.optimizers.schedules import SCHEDULES, cosine, warm_up


def test_warm_up_rises_in_a_straight_line_and_stays():
    assert [warm_up(t, 4) for t in range(7)] == [0, 0.25, 0.5, 0.75, 1, 1, 1]
    with pytest.raises(ValueError, match="t = -1"):
        warm_up(-1, 4)
    with pytest.raises(ValueError, match="warm = 0"):
        warm_up(1, 0)


def test_cosine_by_hand():
    assert [cosine(t, 6) for t in (0, 2, 3, 4, 6, 9)] == pytest.approx([1, 0.75, 0.5, 0.25, 0, 0])
    assert [cosine(t, 8, warm=2) for t in (1, 2, 4, 5, 6, 8)] == pytest.approx([0.5, 1, 0.75, 0.5, 0.25, 0])
    assert [cosine(t, 5, warm=4) for t in (2, 4, 5)] == pytest.approx([0.5, 1, 0])
    assert isinstance(cosine(3, 6), float) and not isinstance(cosine(3, 6), np.floating)


@pytest.mark.parametrize("warm", [0, 1, 7])
def test_both_halves_of_the_wave_add_up_to_one(warm):
    steps = 30
    shares = np.array([cosine(t, steps, warm) for t in range(warm, steps + 1)])
    assert shares + shares[::-1] == pytest.approx(np.ones(len(shares))) and (np.diff(shares) < 0).all()


def test_what_is_refused():
    for steps, warm, name in ((0, 0, "steps"), (5, 5, "warm"), (5, -1, "warm")):
        with pytest.raises(ValueError, match=f"{name} = "):
            cosine(1, steps, warm)
    for warm in (0, 2):
        with pytest.raises(ValueError, match="t = -1"):
            cosine(-1, 5, warm)


def test_the_record_is_complete_and_made_with_these_settings():
    record = datasets.record("optimizers/schedules")
    assert record["settings"] == experiment.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in experiment.cells()]


def test_at_the_end_each_schedule_is_where_its_name_says():
    ends = {name: (share(1, 500), share(50, 500), share(500, 500)) for name, share in SCHEDULES.items()}
    assert ends["constant"] == (1, 1, 1) and ends["warm-up"] == (0.02, 1, 1)
    assert ends["exponential"] == pytest.approx((0.01**0.002, 0.01**0.1, 0.01))
    assert ends["warm-up and cosine"] == (0.02, 1, 0) and ends["cosine"][2] == 0 and ends["cosine"][0] > 0.999


@pytest.mark.parametrize("cell", [("SGDM", "warm-up and cosine", 5, 2.0, 0), ("Adam", "exponential", 5, 0.003, 3)])
def test_a_run_can_be_measured_again(cell):
    recorded = datasets.record("optimizers/schedules")["cells"]["/".join(map(str, cell))]
    again = experiment.measure(*cell)
    assert again["training loss"] == pytest.approx(recorded["training loss"], rel=0.05)
    assert again["test accuracy"] == pytest.approx(recorded["test accuracy"], abs=0.01)
