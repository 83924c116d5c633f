"""Functions that formulas use and NumPy lacks, so that the checks of the equations need nothing but NumPy.

`tests/equations/test_special.py` holds them against SciPy.
"""

import math
from statistics import NormalDist

import numpy as np

erf, erfc = np.vectorize(math.erf, otypes=[float]), np.vectorize(math.erfc, otypes=[float])
erfinv = np.vectorize(lambda y: NormalDist().inv_cdf((1 + y) / 2) / math.sqrt(2), otypes=[float])
MANY = 30  # terms of a sum before its rest is estimated


def Q(x):
    """The chance that a standard normal number is above x."""
    return erfc(np.asarray(x) / math.sqrt(2)) / 2


def log_normal(x, mean=0.0, deviation=1.0):
    """ln of the normal density."""
    return -(((x - mean) / deviation) ** 2) / 2 - np.log(deviation) - math.log(2 * math.pi) / 2


def sigmoid(x):
    """1 / (1 + exp(-x)), by tanh, which never runs over."""
    return (1 + np.tanh(np.asarray(x) / 2)) / 2


def logit(p):
    """ln (p / (1 - p))."""
    return np.log(p) - np.log1p(-np.asarray(p))


def softmax(x):
    """exp(x_j) / sum_i exp(x_i) over all entries."""
    powers = np.exp(x - np.max(x))
    return powers / powers.sum()


def zeta(p):
    """sum_n n^-p for p > 1: MANY terms, and the rest by Euler and Maclaurin."""
    n = float(MANY)
    first = sum(k**-p for k in range(1, MANY))
    last = p * (p + 1) * (p + 2)
    return first + n ** (1 - p) / (p - 1) + n**-p / 2 + p * n ** (-p - 1) / 12 - last * n ** (-p - 3) / 720


def double_factorial(n):
    """n (n - 2) (n - 4) ... down to 1 or 2."""
    return math.prod(range(n, 0, -2))


def power(a, b):
    """A symmetric matrix with positive eigenvalues to any power."""
    values, vectors = np.linalg.eigh(a)
    return vectors * values**b @ vectors.T


def student_t(p):
    """The p-quantile of Student's t with 4 degrees of freedom, by its closed form (p above 1/2)."""
    alpha = 4 * p * (1 - p)
    return 2 * math.sqrt(math.cos(math.acos(math.sqrt(alpha)) / 3) / math.sqrt(alpha) - 1)
