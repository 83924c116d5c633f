"""The race's controls: the record is that of its settings, begins as the race does, and a piece comes out again."""

import numpy as np
import pytest

from nbhelpers import rbm
from nbhelpers.datasets import record
from nbhelpers.deep_belief.experiments import controls
from nbhelpers.deep_belief.experiments import labels as race

CELLS = record("deep_belief/controls")["cells"]


def test_the_record_is_that_of_its_settings():
    assert record("deep_belief/controls")["settings"] == controls.SETTINGS
    assert list(CELLS) == ["/".join(map(str, cell)) for cell in controls.cells()]


@pytest.mark.parametrize("labels", ["100", "4000"])
def test_a_piece_comes_out_again(labels, monkeypatch):
    """Random weights, for which nothing of the stack counts but its sizes."""
    sizes = [rbm.new_rbm(196, 100, np.random.default_rng(0))]
    monkeypatch.setattr(race, "pretrained", lambda seed: tuple(sizes))
    again = controls.measure("random", 1, labels, 2, [1000])
    for part in ("trained", "test"):
        assert again[part][0] == pytest.approx(CELLS[f"random/1/{labels}/2"][part][0], abs=0.5)


def test_after_1000_updates_they_stand_where_the_race_ended():
    """In the mean of the seeds: rounding, which differs from machine to machine, moves a single net by some digits."""
    short, means = record("deep_belief/labels"), {}
    for start, layers, labels, seed in controls.cells():
        at = short["settings"]["fine-tuning"]["etas"].index(controls.SETTINGS["etas"][start])
        cell = f"{start}/{layers}/{labels}/{seed}"
        pair = CELLS[cell]["test"][0], short["cells"][cell]["test"][at]
        means.setdefault((start, layers, labels), []).append(pair)
    for group, pairs in means.items():
        now, then = np.mean(pairs, axis=0)
        assert now == pytest.approx(then, abs=1), group


def test_errors_on_the_labelled_digits_are_counted_on_these(monkeypatch):
    monkeypatch.setattr(race, "new_net", lambda *which: None)
    monkeypatch.setattr(race, "tuned", lambda net, X, labels, *rest: (X, labels))
    monkeypatch.setattr(race, "error", lambda net, X, labels: float(np.array_equal(net[0], X) and len(X) == 30))
    found = controls.measure("random", 3, "30", 0, [5])
    assert found == {"trained": [1.0], "test": [0.0]}
