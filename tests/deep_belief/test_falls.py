"""How often the bound falls: the mean of CD-1 against the exact one, the record against its settings and run again."""

import numpy as np
import pytest

from nbhelpers import rbm
from nbhelpers.datasets import record
from nbhelpers.deep_belief.bound import states
from nbhelpers.deep_belief.experiments import falls
from nbhelpers.rbm import exact


def test_the_record_is_that_of_its_settings():
    found = record("deep_belief/falls")
    assert found["settings"] == falls.SETTINGS
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in falls.cells()]


@pytest.mark.parametrize(("method", "steps"), [("CD-1, 70 samples", 200), ("exact gradient, 70 samples", 200)])
def test_a_piece_comes_out_again(method, steps):
    cell = record("deep_belief/falls")["cells"][f"{method}/3"]
    again = falls.measure(method, 3, (steps,))
    assert again["gain"][0] == pytest.approx(cell["gain"][0], abs=2e-3)
    assert abs(again["fell"][0] - cell["fell"][0]) <= 2


def test_the_endless_mean_is_that_of_cd_from_rows_in_these_shares():
    one, rng = rbm.new_rbm(3, 2, np.random.default_rng(0), 1.0), np.random.default_rng(1)
    rows = rng.integers(0, 8, 40)
    q = np.bincount(rows, minlength=8) / 40
    for mine, theirs in zip(falls.endless(one, q), exact.expected_cd(one, states(3)[rows], 1), strict=True):
        np.testing.assert_allclose(mine, theirs)
