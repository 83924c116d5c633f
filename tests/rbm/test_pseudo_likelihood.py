"""The pseudo-likelihood: against the conditionals of the enumerated distribution."""

import numpy as np
import pytest

from nbhelpers.rbm.pseudo_likelihood import pseudo_likelihood
from tests.rbm.test_rbm import corners, joint, machine


@pytest.mark.parametrize("seed", range(5))
def test_the_pseudo_likelihood_is_that_of_the_conditionals(seed):
    one, v = machine(seed=seed), corners(5)
    p = joint(one).sum(axis=1)
    total = 0.0
    for row in range(32):
        for unit in range(5):
            total += np.log(p[row] / (p[row] + p[row ^ (1 << unit)]))
    assert pseudo_likelihood(one, v) == pytest.approx(total / 32)


def test_the_pseudo_likelihood_of_many_rows_is_the_mean_of_single_ones(monkeypatch):
    one, v = machine(), corners(5)
    whole = pseudo_likelihood(one, v)
    monkeypatch.setattr("nbhelpers.rbm.pseudo_likelihood.AT_ONCE", 3 * one.W.size)
    assert pseudo_likelihood(one, v) == pytest.approx(whole)


def test_probabilities_are_refused():
    with pytest.raises(ValueError, match="0 and 1 only"):
        pseudo_likelihood(machine(), np.full((2, 5), 0.5))
