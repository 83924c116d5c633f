"""The claims against the record, by a second way through it."""


import numpy as np
import pytest

from nbhelpers import datasets, tuning
from nbhelpers.stats.paired_t import MARGIN, T975

CELLS = datasets.record("tuning/mnist")["cells"]


def by_hand(key):
    """Test accuracies of the cells key/0 .. key/4, in points."""
    return np.array([100 * CELLS[f"{key}/{seed}"]["test"] for seed in range(5)])


@pytest.mark.parametrize("claim, setting, key", [
    ("kernels", 16, "kernels/16/0.3/32"), ("kernels", 8, "base/base/0.3/32"), ("size", "3+3", "size/3+3/0.3/32"),
    ("dense", 0, "dense/0/0.3/32"), ("rate", 0.03, "base/base/0.03/32"), ("batch", 128, "base/base/0.3/128"),
    ("extras", "both", "extras/both/0.3/32"),
])  # fmt: skip
def test_scores_come_from_the_cells_they_say(claim, setting, key):
    assert tuning.scores(claim, setting) == pytest.approx(by_hand(key))


@pytest.mark.parametrize("knob, value", [("activation", "tanh"), ("activation", "relu"), ("inputs", "zca")])
def test_rates_are_chosen_on_the_digits_held_out(knob, value):
    name = "base/base" if value == "relu" else f"{knob}/{value}"
    etas = tuning.record()["settings"]["etas to choose from"][knob]
    held = [np.mean([CELLS[f"{name}/{eta}/32/{seed}"]["held out"] for seed in range(5)]) for eta in etas]
    assert tuning.best_rate(knob, value) == etas[int(np.argmax(held))]


def test_raw_bytes_have_rates_of_their_own():
    settings = tuning.record()["settings"]
    assert tuning.rates("inputs", "bytes") == settings["bytes' etas"] != tuning.rates("inputs", "unit")
    assert tuning.rates("kernels", 4) == [settings["eta"]]


def test_settings_as_a_reader_sees_them():
    assert [tuning.shown(one) for one in ("3+3", "5", "tanh", 16, 0.3, 1.0)] == [
        "3×3 twice", "5×5", "tanh", "16", "0.3", "1",
    ]  # fmt: skip


def test_a_comparison_by_hand():
    d = by_hand("kernels/2/0.3/32") - by_hand("kernels/1/0.3/32")
    half = T975[4] * np.sqrt(np.sum((d - d.mean()) ** 2) / 4 / 5)
    first = tuning.compare(tuning.CLAIMS["kernels"])[0]
    assert first.found == pytest.approx((d.mean(), d.mean() - half, d.mean() + half))


def test_every_pair_of_a_claim_is_among_its_settings():
    for claim in tuning.CLAIMS.values():
        assert {one for pair in claim.pairs for one in pair} <= set(claim.settings)
        knobs = tuning.record()["settings"]["knobs"]
        assert claim.name in ("rate", "batch") or list(claim.settings) == knobs[claim.name]


def test_a_claim_compares_the_pairs_that_it_names():
    for claim in tuning.CLAIMS.values():
        assert [(one.setting, one.against) for one in tuning.compare(claim)] == list(claim.pairs)


def test_the_map_is_the_record():
    found = tuning.accuracy_map()
    assert found.shape == (4, 6, 5)
    assert found[1, 3] == pytest.approx(by_hand("base/base/0.3/32"))
    assert found[0, 0] == pytest.approx(by_hand("base/base/0.01/8"))


def test_the_margin_is_two_points():
    assert MARGIN == 2.0
