"""How large signals and errors are, layer by layer, in a deep net that has learned nothing yet: theory and measurement.

A net of `depth` layers: z_l = A_{l-1} W_l and A_l = f(z_l), weights ~ N(0, v_l), biases 0. Sizes are mean squares over
units: sigma_l^2 of the pre-activations z_l, M_l of the activations A_l, G_l of the errors e_l = dE/dz_l. The theory
takes pre-activations as Gaussian, which many independent weights make them; it is exact in the limit of wide layers.
"""
import itertools
import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import doubles, random, takes
from nbhelpers.nn.activations import LEAK, activation

RULES = ("LeCun", "Xavier", "He")
NODES = 2401  # points of a Gaussian mean, 0.01 apart


@takes(n_in=1, n_out=1)
def init_variance(rule: str, n_in: int, n_out: int) -> float:
    """Variance of the initial weights into a layer of n_out units that receive the activations of n_in units.

    LeCun 1/n_in (LeCun, Bottou, Orr, Mueller 1998), Xavier 2/(n_in + n_out) (Glorot, Bengio 2010), He 2/n_in
    (He, Zhang, Ren, Sun 2015).
    """
    known = {"LeCun": 1 / n_in, "Xavier": 2 / (n_in + n_out), "He": 2 / n_in}
    if rule not in known:
        raise ValueError(f"rule = {rule!r}: allowed are {', '.join(map(repr, RULES))}")
    return known[rule]


@lru_cache(maxsize=1)
def _nodes():
    """Points x and weights p with sum p g(x) = mean of g over a standard Gaussian."""
    x = np.linspace(-12, 12, NODES)
    p = np.exp(-(x**2) / 2)
    return x, p / p.sum()


def gauss_mean(g, square: float) -> float:
    """E[g(sqrt(square) x)] for x ~ N(0, 1) and a smooth g: a sum over evenly spaced x, weighted by the bell curve.

    Evenly spaced points converge as fast as Gauss-Hermite ones on a gentle g, and stay right where g turns steeply
    (180 Gauss-Hermite points are wrong by a factor above 2 for the derivatives of tanh at a mean square of 100).
    """
    if not 0 <= square < math.inf:
        raise ValueError(f"square = {square}: allowed is a mean square from 0 on")
    x, p = _nodes()
    return float(p @ g(math.sqrt(square) * x))


def mean_squares(name: str, square: float, leak: float = LEAK) -> tuple[float, float]:
    """(E[f(z)^2], E[f'(z)^2]) for z ~ N(0, square).

    ReLU: square/2 and 1/2; leaky ReLU with leak a: share * square and share = (1 + a^2)/2; others by a Gaussian mean.
    """
    one = activation(name, leak)
    if name in ("relu", "leaky"):
        share = (1 + (leak if name == "leaky" else 0) ** 2) / 2
        return share * square, share
    return gauss_mean(lambda z: one.f(z) ** 2, square), gauss_mean(lambda z: one.slope(z) ** 2, square)


class Sizes(NamedTuple):
    """Mean squares, one number a layer: of the activations A_0 ... A_L and of the errors e_1 ... e_L."""

    activations: np.ndarray  # (L + 1,)
    errors: np.ndarray  # (L,)


def theory(name: str, widths, rule: str, gain: float = 1.0, leak: float = LEAK) -> Sizes:
    """The sizes in wide layers of these `widths`; the input's mean square is 1, and the last error's.

    Forward sigma_l^2 = n_{l-1} v_l M_{l-1}, M_l = E[f^2]; backward G_{l-1} = n_l v_l E[f'(z_{l-1})^2] G_l.
    `gain` multiplies every weight.
    """
    v = [gain**2 * init_variance(rule, n, k) for n, k in _pairs(widths)]
    M, slopes = [1.0], []
    for (n, _), v_l in zip(_pairs(widths), v, strict=True):
        value, slope = mean_squares(name, n * v_l * M[-1], leak)
        M.append(value)
        slopes.append(slope)
    G = [1.0]
    for layer in range(len(v) - 1, 0, -1):
        G.append(widths[layer + 1] * v[layer] * slopes[layer - 1] * G[-1])
    return Sizes(np.array(M), np.array(G[::-1]))


@takes(rng=random, samples=1)
def measured(name: str, widths, rule: str, rng, gain: float = 1.0, leak: float = LEAK, samples: int = 8) -> Sizes:
    """The same sizes in one net drawn at random: Gaussian inputs forward, Gaussian errors of size 1 back."""
    one, A = activation(name, leak), rng.normal(size=(samples, widths[0]))
    A /= np.sqrt(np.mean(A**2))
    M, slopes, weights = [1.0], [], []
    for n, k in _pairs(widths):
        weights.append(rng.normal(0, gain * math.sqrt(init_variance(rule, n, k)), (n, k)))
        Z = A @ weights[-1]
        A = one.f(Z)
        M.append(np.mean(A**2))
        slopes.append(one.slope(Z))
    e = rng.normal(size=A.shape)
    G = [np.mean(e**2)]
    for layer in range(len(weights) - 1, 0, -1):
        e = slopes[layer - 1] * (e @ weights[layer].T)
        G.append(np.mean(e**2))
    return Sizes(np.array(M), np.array(G[::-1]) / G[0])


@takes(sizes="L", skip=0)
def rate(sizes: np.ndarray, skip: int = 0) -> float:
    """The factor a layer of the root mean squares: the slope of ln size over the layers, in a straight-line fit.

    `skip` leaves out so many layers at the front, where a rate may not have settled yet.
    """
    kept = doubles("sizes", sizes)[skip:]
    if len(kept) < 2 or not (kept > 0).all():
        least = min(kept, default=0)
        raise ValueError(f"sizes has {len(kept)} layers left, least {least:g}: allowed are 2 or more, all above 0")
    return float(np.exp(np.polyfit(np.arange(len(kept)), 0.5 * np.log(kept), 1)[0]))


def _pairs(widths):
    if len(widths) < 2 or min(widths) < 1:
        raise ValueError(f"widths = {tuple(widths)}: allowed are two or more layers of at least 1 unit")
    return list(itertools.pairwise(widths))
