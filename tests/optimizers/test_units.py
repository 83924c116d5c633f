"""One second moment for all parameters: what it is, and the record of the longer runs."""

from itertools import islice

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.nn.optimizers import rmsprop
from nbhelpers.optimizers.experiments import digits, units


def test_with_one_parameter_it_is_rmsprop():
    both = [list(islice(method(lambda w: 3 * w, np.array([2.0]), eta=0.1), 20))
            for method in (units.one_for_all, rmsprop)]  # fmt: skip
    assert np.allclose([one.w for one in both[0]], [one.w for one in both[1]])


def test_it_forgets_the_unit_of_the_loss_and_not_that_of_a_parameter():
    g = np.array([1.0, -2.0, 5.0])
    once, scaled, one = (next(units.one_for_all(lambda _, g=g: g, np.zeros(3), eta=1.0)).step
                         for g in (g, 100 * g, g * [100, 1, 1]))  # fmt: skip
    assert np.allclose(once, scaled) and not np.allclose(once, one)


def test_the_record_is_complete_and_made_with_these_settings():
    record = datasets.record("optimizers/units")
    assert record["settings"] == units.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in units.cells()]


@pytest.mark.parametrize(("inputs", "eta"), [("as they are", 0.3), ("in mixed units", 0.1)])
def test_after_two_epochs_the_runs_stand_where_those_of_digits_stand(inputs, eta):
    cells = datasets.record("optimizers/units")["cells"]
    before = datasets.record("optimizers/mnist")["cells"]
    for seed in digits.SETTINGS["seeds"]:
        now = cells[f"SGD/{inputs}/{eta}/{seed}"]["training loss"][0]
        assert now == pytest.approx(before[f"{inputs}/SGD/{eta}/{seed}"]["training loss"], rel=0.05)


AGAIN = [("one V", "in mixed units", 0.001, 0), ("RMSProp", "as they are", 0.003, 2),
         ("SGD", "one scale again", 0.1, 1)]  # fmt: skip


@pytest.mark.parametrize("cell", AGAIN)
def test_a_run_can_be_measured_again(cell):
    recorded = datasets.record("optimizers/units")["cells"]["/".join(map(str, cell))]
    again = units.measure(*cell, looks=(2,))
    assert again["training loss"][0] == pytest.approx(recorded["training loss"][0], rel=0.05)
    assert again["test accuracy"][0] == pytest.approx(recorded["test accuracy"][0], abs=0.01)
