"""Annealed importance sampling: against machines whose Z is known, and the spread of its own estimates."""

import numpy as np
import pytest

from nbhelpers.rbm import ais, exact
from tests.rbm.test_rbm import machine


def test_annealing_without_weights_is_exact_whatever_the_draws():
    one = ais.without_weights(machine(), np.array([0.5, -1, 2, 0, 1]))
    found = ais.log_partition(one, np.random.default_rng(0), 3, 4, b=one.b)
    assert found.log_Z == pytest.approx(np.log(np.prod(1 + np.exp(one.b))) + 3 * np.log(2))
    assert found.worth == pytest.approx(4) and found.low == pytest.approx(found.high)


def test_the_mean_weight_of_annealed_runs_is_unbiased():
    """Over many runs mean(w) is Z, even with four temperatures; within three standard errors."""
    for seed in range(5):
        one = machine(seed=seed)
        found = ais.log_partition(one, np.random.default_rng(seed), temperatures=4, runs=20_000)
        w = np.exp(found.log_weights - exact.log_partition(one))
        assert abs(w.mean() - 1) < 3.5 * w.std() / np.sqrt(len(w))
        assert found.low < found.log_Z < found.high


def test_the_spread_is_two_standard_errors():
    draws = np.random.default_rng(0).uniform(0.5, 1.5, (2000, 25))
    found = [ais.summary(700 + np.log(row)) for row in draws]
    covered = np.mean([one.low <= 700 <= one.high for one in found])
    assert covered == pytest.approx(0.95, abs=0.02)
    assert ais.summary([0.0, 900.0]).worth == pytest.approx(1)
    one = ais.summary(700 + np.log([1.0, 2, 3]))  # mean 2, standard error 1 / sqrt(3), half of it relative
    assert one.worth == pytest.approx(36 / 14) and one.log_Z == pytest.approx(700 + np.log(2))
    assert (one.high - one.log_Z, one.log_Z - one.low) == pytest.approx([3**-0.5] * 2)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: ais.log_partition(machine(), np.random.default_rng(0), temperatures=0), "temperatures = 0"),
        (lambda: ais.log_partition(machine(), np.random.default_rng(0), runs=1), "runs = 1"),
        (lambda: ais.without_weights(machine(), np.ones(3)), r"b has shape \(3,\)"),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(call, says):
    with pytest.raises(ValueError, match=says):
        call()
