"""The functions of the checks against SciPy's."""

import numpy as np
import pytest
from scipy import linalg, special, stats

from tests.equations import special as ours

X = np.linspace(-4, 4, 33)


@pytest.mark.parametrize(
    "name, theirs, at",
    [
        ("erf", special.erf, X), ("erfc", special.erfc, X), ("Q", stats.norm.sf, X), ("sigmoid", special.expit, X),
        ("log_normal", stats.norm.logpdf, X), ("softmax", special.softmax, X),
        ("erfinv", special.erfinv, np.linspace(-0.99, 0.99, 21)), ("logit", special.logit, np.linspace(0.01, 0.99, 21)),
    ],
)  # fmt: skip
def test_of_arrays(name, theirs, at):
    assert getattr(ours, name)(at) == pytest.approx(theirs(at), rel=1e-12, abs=1e-14)


def test_of_a_number():
    assert [ours.zeta(p) for p in (1.2, 1.5, 2, 4)] == pytest.approx(list(special.zeta([1.2, 1.5, 2, 4])), rel=1e-11)
    assert [ours.double_factorial(n) for n in range(1, 9)] == [special.factorial2(n, exact=True) for n in range(1, 9)]
    assert ours.log_normal(1.0, 0.5, 2.0) == pytest.approx(stats.norm.logpdf(1.0, 0.5, 2.0))
    assert [ours.student_t(p) for p in (0.6, 0.975)] == pytest.approx(list(stats.t.ppf([0.6, 0.975], 4)), rel=1e-12)


@pytest.mark.parametrize("power", [-0.5, 0.5, 3])
def test_of_a_matrix(power):
    half = np.random.default_rng(0).normal(size=(4, 4))
    a = half @ half.T + np.eye(4)
    assert ours.power(a, power) == pytest.approx(linalg.fractional_matrix_power(a, power), rel=1e-10)
