"""The record of the causes: the last digits read, and the steps that large batches are owed."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.batches.experiments import causes


def cells():
    return datasets.record("batches/causes")["cells"]


def test_the_record_is_complete_and_made_with_these_settings():
    assert datasets.record("batches/causes")["settings"] == causes.SETTINGS
    assert list(cells()) == ["/".join(map(str, cell)) for cell in causes.cells()]


@pytest.mark.parametrize(("name", "order"), [("9", "sorted"), ("shuffled", "shuffled")])
def test_after_twelve_epochs_the_nets_stand_where_those_of_order_stand(name, order):
    before = datasets.record("batches/order")["cells"]
    for seed in causes.SETTINGS["seeds"]:
        now = cells()[f"last/{name}/{seed}"]["test accuracy"][0]
        assert now == pytest.approx(before[f"{order}/{seed}"]["test accuracy"], abs=0.02)


def test_the_digit_that_comes_last_is_the_one_it_calls_most():
    called = causes.measure("last", "4", 0, [1])["called"][0]
    assert sum(called) == 1000 and np.argmax(called) == 4
    assert all(sum(looks) == 1000 for cell in cells().values() for looks in cell.get("called", []))


def test_a_large_batch_can_be_measured_again():
    again = causes.measure("owed", 256, 0, [768])["test accuracy"][0]
    assert again == pytest.approx(cells()["owed/256/0"]["test accuracy"][0], abs=0.005)
