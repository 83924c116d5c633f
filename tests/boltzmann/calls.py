"""Right calls of every public function that takes numbers: the chapter boltzmann. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers import hopfield
from nbhelpers.boltzmann import learning
from tests.edge.calling import call, rng

X = rng().random((6, 3))
SIGNS = np.where(rng().random((2, 5)) > 0.5, 1.0, -1.0)
WEIGHTS = hopfield.store(SIGNS)
B = np.zeros(5)
BITS = {"weights": WEIGHTS, "x": (SIGNS + 1) / 2, "thresholds": B}
MACHINE = learning.new_machine(2, 1, rng())
TARGET = np.full(4, 0.25)
V = (X > 0.5).astype(float)
H = (X[:, :2] > 0.5).astype(float)

CALLS = {
    "boltzmann.annealing.cooling": call(hottest=2.0, sweeps=3),
    "boltzmann.annealing.held": call(hottest=2.0, sweeps=3),
    "boltzmann.annealing.anneal": call(**BITS, rng=rng, temperatures=np.array([1.0, 0.5])),
    "boltzmann.annealing.quench": call(**BITS),
    "boltzmann.annealing.outcome": call(free="states", states=BITS["x"], memories=BITS["x"]),
    "boltzmann.fire_probability": call(free="u", u=X, T=1.0),
    "boltzmann.net_input": call(free="x", **BITS),
    "boltzmann.energy": call(free="x", **BITS),
    "boltzmann.gibbs_updates": call(weights=WEIGHTS, x=BITS["x"][0], rng=rng, T=1.0, thresholds=B),
    "boltzmann.chains": call(free="x", **BITS, rng=rng, T=1.0),
    "boltzmann.all_states": call(units=2),
    "boltzmann.rows": call(states=BITS["x"]),
    "boltzmann.log_partition": call(weights=WEIGHTS, thresholds=B, T=1.0),
    "boltzmann.distribution": call(weights=WEIGHTS, thresholds=B, T=1.0),
    "boltzmann.transition_matrix": call(weights=WEIGHTS, thresholds=B, T=1.0),
    "boltzmann.shares": call(states=BITS["x"]),
    "boltzmann.total_variation": call(tied="p other", p=TARGET, other=TARGET),
    "boltzmann.expected_variation": call(p=TARGET, count=3),
    "boltzmann.random_net": call(units=3, rng=rng, spread=1.0),
    "boltzmann.from_signs": call(weights=WEIGHTS, thresholds=B),
    "boltzmann.learning.new_machine": call(visible=2, hidden=1, rng=rng, spread=0.5),
    "boltzmann.learning.log_likelihood": call(tied="target", machine=MACHINE, target=TARGET),
    "boltzmann.learning.ceiling": call(tied="target", target=TARGET),
    "boltzmann.learning.exact_slopes": call(tied="target", machine=MACHINE, target=TARGET),
    "boltzmann.learning.sampled_slopes": call(machine=MACHINE, data=H, dreams=V, rng=rng, sweeps=2),
    "boltzmann.learning.learn": call(tied="target", machine=MACHINE, target=TARGET, eta=0.1),
    "boltzmann.learning.learn_from_samples": call(
        tied="target", machine=MACHINE, target=TARGET, eta=0.1, rng=rng, count=3, sweeps=2
    ),
    "boltzmann.learning.parity": call(visible=2),
    "boltzmann.learning.one_of": call(visible=2),
    "boltzmann.partition_cost.counted_partition": call(tied="thresholds", weights=WEIGHTS, thresholds=B, T=1.0),
    "boltzmann.partition_cost.operations": call(units=3),
    "boltzmann.partition_cost.frugal_operations": call(units=3),
    "boltzmann.partition_cost.sampled_operations": call(units=3, samples=2, sweeps=2),
    "boltzmann.partition_cost.log10_years": call(count=100, rate=1e9),
    "boltzmann.partition_cost.largest_net": call(years=1.0, rate=1e9),
}
