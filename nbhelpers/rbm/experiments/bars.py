"""How near to the best each way of learning comes on bars and stripes: rates that stay and rates that fall.

    python -m nbhelpers.rbm.experiments.bars    # about ten minutes; writes data/bars.json

Stopped half way, it goes on where it was.
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers.measurements import command
from nbhelpers.rbm import bars, exact

WAYS = {
    "exact": {"k": None},
    "cd": {},
    "persistent": {"persistent": True},
    "persistent, k = 10": {"persistent": True, "k": 10},
    "persistent, 1400 chains": {"persistent": True, "copies": 100},
    "cd, 1400 chains": {"copies": 100},
}
PLAIN, FAST = tuple(WAYS)[:3], tuple(WAYS)[2:]
SETTINGS = {
    "ways": WAYS, "rates": {"0.1": [1500, 15000, 45000], "0.1 falling": [1500, 15000, 45000], "0.5": [1500, 4500]},
    "seeds": list(range(5)),
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "bars.json"


def cells() -> list[tuple]:
    """(way, rate, seed) for every measurement."""
    pairs = [(way, rate) for rate in ("0.1", "0.1 falling") for way in PLAIN] + [(way, "0.5") for way in FAST]
    return [(*pair, seed) for pair, seed in itertools.product(pairs, SETTINGS["seeds"])]


def measure(way: str, rate: str, seed: int) -> dict:
    """{steps: log likelihood after so many}; a falling rate reaches 0 at each of these ends, in a run of its own."""
    ends, eta = SETTINGS["rates"][rate], float(rate.split()[0])
    if rate.endswith("falling"):
        return {str(end): reached(way, eta * (1 - np.arange(end) / end), [end], seed)[0] for end in ends}
    return dict(zip(map(str, ends), reached(way, np.full(ends[-1], eta), ends, seed), strict=True))


def reached(way: str, rates: np.ndarray, ends: list[int], seed: int) -> list[float]:
    """The log likelihood after each number of steps in `ends`, in nats a picture."""
    machines = enumerate(bars.learn(rates, np.random.default_rng(seed), **WAYS[way]), start=1)
    return [round(exact.log_likelihood(one, bars.pictures()), 4) for step, one in machines if step in ends]


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
