"""Three sigmoid layers from weights of three sizes: the record is that of its settings, and a piece comes out again."""

import numpy as np
import pytest

from nbhelpers.autoencoders.experiments import stacked, starts
from nbhelpers.datasets import record


def test_the_record_is_that_of_its_settings_and_a_piece_comes_out_again():
    found = record("autoencoders/starts")
    assert found["settings"] == starts.SETTINGS
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in starts.cells()]
    again = starts.measure("wide", 100, 2, (200,))["accuracy"]
    assert again[0] == pytest.approx(found["cells"]["wide/100/2"]["accuracy"][0], abs=0.01)


def test_its_runs_are_those_of_the_short_record():
    at = [stacked.UPDATES.index(update) for update in (200, 1500)]
    short, cells = record("autoencoders/stacked")["cells"], record("autoencoders/starts")["cells"]
    for start, labels, seed in starts.cells():
        if start != "wide":
            then = np.array(short[f"3/{labels}/SGD/{seed}"][start])[at]
            assert cells[f"{start}/{labels}/{seed}"]["accuracy"][:2] == pytest.approx(then, abs=0.01)


def test_wide_are_the_random_weights_times_four():
    one, four = (stacked.beginning("3", 1, start).layers for start in ("random", "wide"))
    for a, b in zip(one[:-1], four[:-1], strict=True):
        np.testing.assert_allclose(4 * a.weights, b.weights)
