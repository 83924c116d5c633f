"""How often the bound falls while a second layer learns: CD-1, the exact gradient of as many samples, CD-1's mean.

    python -m nbhelpers.deep_belief.experiments.falls    # a minute; writes data/falls.json
"""
import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from nbhelpers import deep_belief, rbm
from nbhelpers.deep_belief import bound as exact
from nbhelpers.measurements import command
from nbhelpers.rbm import exact as rbm_exact

COPIES, ETA = 5, 0.1  # samples of h for each of the 14 pictures a step
LEAST = 1e-12  # nats: what counts as a fall
SETTINGS = {"first": 20, "copies": COPIES, "eta": ETA, "steps": [200, 1000], "seeds": list(range(5))}
OUT = Path(__file__).parents[1] / "data" / "falls.json"


def endless(second: rbm.RBM, Q: np.ndarray) -> rbm.RBM:
    """The mean of CD-1's update over endlessly many samples of the shares Q of all states, (2^visible,)."""
    h = exact.states(len(second.b))
    surplus, on = Q - Q @ rbm_exact.transition(second), rbm.hidden_probability(second, h)
    return rbm.RBM(h.T @ (surplus[:, None] * on), surplus @ h, surplus @ on)


METHODS = {
    "CD-1, 70 samples": lambda second, h, Q, rng: rbm.contrastive_divergence(second, h, rng).slopes,
    "exact gradient, 70 samples": lambda second, h, Q, rng: rbm_exact.gradient(second, h),
    "CD-1, endlessly many": lambda second, h, Q, rng: endless(second, Q),
}


def bounds(slopes, seed: int) -> Iterator[float]:
    """The mean bound on the bars and stripes before every step of the second layer, without end."""
    v, rng = exact.bars_and_stripes(3), np.random.default_rng(seed)
    first = exact.first_layer(v, 4, SETTINGS["first"], rng)
    second, Q = deep_belief.upside_down(first), np.exp(exact.log_posterior(first, v)).mean(axis=0)
    while True:
        yield exact.bound(first, second, v).bound.mean()
        h = rbm.sample(rbm.hidden_probability(first, np.repeat(v, COPIES, axis=0)), rng)
        second = rbm.ascend(second, slopes(second, h, Q, rng), ETA)


def cells() -> list[tuple]:
    """(method, seed) for every measurement."""
    return list(itertools.product(METHODS, SETTINGS["seeds"]))


def measure(method: str, seed: int, steps: tuple = tuple(SETTINGS["steps"])) -> dict:
    """After each number of steps: in how many of them the bound fell, and its gain since the start, in nats."""
    B = np.array([*itertools.islice(bounds(METHODS[method], seed), steps[-1] + 1)])
    return {
        "fell": [int(np.sum(np.diff(B[: last + 1]) < -LEAST)) for last in steps],
        "gain": [round(float(B[last] - B[0]), 5) for last in steps],
    }


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
