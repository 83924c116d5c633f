"""Initial weights: how wide the pre-activations of a unit with n inputs are, for three variances of its weights.

With independent weights of mean 0 and variance v, whatever the inputs are,

    E[z] = 0,    E[z^2] = n v E[x^2]

so v = 1/n keeps the sum as wide as an input. LeCun, Bottou, Orr, Müller (1998), doi:10.1007/3-540-49430-8_2.
"""

from collections.abc import Iterator

import numpy as np

from nbhelpers.guards import random, takes
from nbhelpers.nn.activations import sigmoid

# the variance of one weight of a unit with n inputs
RULES = {"1": lambda n: 1.0, "1/√n": lambda n: n**-0.5, "1/n": lambda n: 1.0 / n}
UNITS = {"linear": lambda z: z, "sigmoid": sigmoid}


@takes(n=1, units=1, rng=random)
def initial_weights(n, units, rng, rule="1/n"):
    """Weights ~ N(0, v) with the variance v = RULES[rule](n): (n, units). The *standard deviation* is its root."""
    return rng.normal(0.0, np.sqrt(_variance(rule, n)), (n, units))


@takes(z="...")
def rms(z):
    """sqrt(mean z^2), the root mean square: the standard deviation of numbers whose mean is 0."""
    return float(np.sqrt(np.mean(np.square(z))))


@takes(n=1, layers=1, rng=random, samples=1)
def layer_sums(n, layers, rng, rule="1/n", f="sigmoid", samples=32) -> Iterator[np.ndarray]:
    """The pre-activations z, (samples, n), in each of `layers` layers of n units; inputs ~ N(0, 1), thresholds 0.

    f: the units' activation, "linear" or "sigmoid". The same `rng` draws the same net for each rule, but for its scale.
    """
    answer = _answer(f)
    A = rng.normal(size=(samples, n))
    for _ in range(layers):
        z = A @ initial_weights(n, n, rng, rule)
        yield z
        A = answer(z)


@takes(n="...", layers=1)
def rms_in_theory(n, layers, rule="1/n", f="sigmoid"):
    """The `rms` of the pre-activations in layer 1 to `layers` for many units: n may be an array; (layers, *n.shape).

    sigma_1^2 = n v, then sigma_{l+1}^2 = n v E[f(sigma_l x)^2], x ~ N(0, 1). Linear: sigma_l = (n v)^(l/2).
    """
    answer = _answer(f)
    if n.min() < 1:
        raise ValueError(f"n = {n.min():g}: allowed are numbers of inputs from 1")
    x = np.linspace(-8, 8, 321)
    bell = np.exp(-(x**2) / 2)
    bell /= bell.sum()
    gain = n * _variance(rule, n)
    found = [np.sqrt(gain)]
    for _ in range(layers - 1):
        mean_square = np.sum(answer(found[-1][..., None] * x) ** 2 * bell, axis=-1)
        found.append(np.sqrt(gain * mean_square))
    return np.array(found)


def _variance(rule, n):
    if rule not in RULES:
        raise ValueError(f"rule = {rule!r}: allowed are {', '.join(map(repr, RULES))}")
    return RULES[rule](n)


def _answer(f):
    if f not in UNITS:
        raise ValueError(f"f = {f!r}: allowed are {', '.join(map(repr, UNITS))}")
    return UNITS[f]
