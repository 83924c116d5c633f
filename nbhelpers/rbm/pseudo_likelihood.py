"""The pseudo-likelihood: how well each visible unit can be guessed from all the others.

Besag (1975), doi:10.2307/2987782.
It needs no Z: p(v_i | the others) compares two states that differ in one unit, and Z drops out of their ratio.
"""

import numpy as np

from nbhelpers.rbm import RBM, as_units

AT_ONCE = 2_000_000  # numbers held in memory at a time


def pseudo_likelihood(rbm: RBM, v) -> float:
    """The mean over the rows of sum_i ln p(v_i | v without i), every unit counted, in nats; v of 0 and 1.

    ln p(v_i | ...) = -ln(1 + exp(F(v) - F(v with unit i flipped))).
    """
    v = as_units("v", v, len(rbm.b))
    if not np.all((v == 0) | (v == 1)):
        raise ValueError("v holds values between 0 and 1; allowed are 0 and 1 only")
    step = max(1, AT_ONCE // rbm.W.size)
    return float(np.mean(np.concatenate([_rows(rbm, v[k : k + step]) for k in range(0, len(v), step)])))


def _rows(rbm, v):
    """The sum of one sample, for each row: (m,)."""
    heard, way = v @ rbm.W + rbm.c, 1 - 2 * v  # turning unit i over changes v_i by way_i and adds way_i w_ij
    soft = np.logaddexp(0, heard).sum(axis=1)[:, None]
    moved = np.stack([_soft(heard + way[:, i : i + 1] * row) for i, row in enumerate(rbm.W)], axis=1)
    rise = soft - moved - way * rbm.b  # F(turned) - F(v)
    return -np.logaddexp(0, -rise).sum(axis=1)


def _soft(x):
    """sum_j ln(1 + exp(x_j))."""
    return (np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))).sum(axis=1)
