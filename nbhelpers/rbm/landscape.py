"""A machine of four visible units that has to forget: on 16 states one sees where its negative samples fall.

It has learned the four lines of 2 x 2 pixels. Then the columns are taken away, and it goes on with the rows. What is
left of p(v) at the columns is a valley that no data dig any more.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import real, takes, whole_number
from nbhelpers.rbm import RBM, ascend, contrastive_divergence, exact, free_energy, new_rbm

ROWS = np.array([[0, 0, 1, 1], [1, 1, 0, 0.0]])
COLUMNS = np.array([[0, 1, 0, 1], [1, 0, 1, 0.0]])
WAYS = ("cd", "persistent", "exact")


class Moment(NamedTuple):
    """The machine before a step of learning, and the states whose free energy the step raises."""

    machine: RBM
    negative: np.ndarray  # (chains, 4) samples; with the exact gradient none, (0, 4)


@takes(seed=whole_number(0), hidden=1, steps=0)
def learned(seed: int, hidden: int = 3, steps: int = 600) -> RBM:
    """The machine that knows rows and columns: so many steps on the exact gradient, at a rate of 0.3."""
    machine, lines = new_rbm(4, hidden, np.random.default_rng(seed), 0.5), np.vstack([ROWS, COLUMNS])
    for _ in range(steps):
        machine = ascend(machine, exact.gradient(machine, lines), 0.3)
    return machine


@takes(chains=2, eta=real(above=0))
def forget(machine: RBM, way: str, rng, chains: int = 60, eta: float = 0.1) -> Iterator[Moment]:
    """The machine goes on with the rows alone, without end: CD-1 ("cd"), persistent CD, or the exact gradient.

    All chains start at the rows, half of them at each; after a step those of persistent CD stay where they are.
    """
    if way not in WAYS:
        raise ValueError(f"way = {way!r}; allowed are {', '.join(map(repr, WAYS))}")
    data = chain = np.resize(ROWS, (chains, 4))
    while True:
        if way == "exact":
            slopes, end = exact.gradient(machine, ROWS), np.empty((0, 4))
        else:
            slopes, end = contrastive_divergence(machine, data, rng, 1, chain)
        yield Moment(machine, end)
        machine, chain = ascend(machine, slopes, eta), end if way == "persistent" else data


@takes(pictures="m visible")
def share(machine: RBM, pictures: np.ndarray) -> float:
    """The sum of p(v) over the pictures, (m, 4), all different."""
    return float(np.exp(-cost(machine, pictures)).sum())


def cost(machine: RBM, v: np.ndarray) -> np.ndarray:
    """-ln p(v) = F(v) + ln Z, in nats: (m, visible) -> (m,)."""
    return free_energy(machine, v) + exact.log_partition(machine)
