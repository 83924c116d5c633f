"""The longer runs of 784-100-784: the record is that of its settings, begins as the short ones do, and comes again."""

import numpy as np
import pytest

from nbhelpers.autoencoders.experiments import features, longer
from nbhelpers.datasets import record

CELLS = record("autoencoders/longer")["cells"]


def test_the_record_is_that_of_its_settings():
    assert record("autoencoders/longer")["settings"] == longer.SETTINGS
    assert list(CELLS) == ["/".join(map(str, cell)) for cell in longer.cells()]


def test_after_ten_epochs_they_stand_where_the_short_runs_stand():
    at = longer.EPOCHS.index(features.SETTINGS["epochs"])
    short, sparse = (record(f"autoencoders/{name}")["cells"] for name in ("features", "sparse"))
    for kind in features.OPTIONS:
        for seed in longer.SETTINGS["seeds"]:
            now, then = CELLS[f"{kind}/{seed}"]["accuracy"][at], short[f"{kind}/{seed}"]["accuracy"]
            assert now == pytest.approx(then, abs=0.01)
    for kind, beta in (("plain", 0.0), ("little", 0.3), ("sparse", 1.0)):
        errors = [(CELLS[f"{kind}/{seed}"]["error"][at], sparse[f"kl/{beta}/{seed}"]["error"]) for seed in range(5)]
        assert np.diff(errors) == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize("kind", ["plain", "noisy", "little"])
def test_the_first_epoch_comes_out_again(kind):
    again = longer.measure(kind, 1, (1,))
    for part in ("error", "accuracy"):
        assert again[part][0] == pytest.approx(CELLS[f"{kind}/1"][part][0], rel=0.02)
