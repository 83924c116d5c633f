"""The lab's maxout unit for longer: the record is whole, and it begins as the lab's runs do."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.tuning.experiments import idle
from nbhelpers.tuning.labs import maxout
from nbhelpers.tuning.maxout import random_lines

CELLS = datasets.record("tuning/idle")["cells"]


def test_the_record_was_made_with_the_settings_of_the_experiment():
    assert datasets.record("tuning/idle")["settings"] == idle.SETTINGS
    assert list(CELLS) == ["/".join(map(str, cell)) for cell in idle.cells()]


@pytest.mark.parametrize("start, seed", [("random", 5), ("touching", 5), ("touching", 0)])
def test_the_first_look_again(start, seed):
    again, then = idle.measure(start, seed, (400,)), CELLS[f"{start}/{seed}"]
    assert again == {"miss": pytest.approx(then["miss"][:1], abs=0.002), "idle": then["idle"][:1]}


@pytest.mark.parametrize("seed", range(2))
def test_random_starts_are_those_of_the_lab(seed):
    state = maxout.state(shape="parabola", pieces=4, step=400, seed=seed)
    then = CELLS[f"random/{seed}"]
    assert (state["miss"], state["idle"]) == (pytest.approx(then["miss"][0], abs=0.002), then["idle"][0])


def test_lines_that_touch_lie_nowhere_above_the_parabola():
    x, slopes = idle.X[:, None], random_lines(4, np.random.default_rng(3))[0]
    assert (x * slopes - slopes**2 / 2 <= x**2 / 2 + 1e-12).all() and np.ptp(slopes) > 0
