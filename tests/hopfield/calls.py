"""Right calls of every public function that takes numbers: the chapter hopfield. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers import hopfield
from tests.edge.calling import call, rng

SIGNS = np.where(rng().random((2, 5)) > 0.5, 1.0, -1.0)
WEIGHTS = hopfield.store(SIGNS)
B = np.zeros(5)
x = SIGNS[0]
NET = {"weights": WEIGHTS, "x": x, "thresholds": B}
BITS = {"weights": WEIGHTS, "x": (SIGNS + 1) / 2, "thresholds": B}

CALLS = {
    "hopfield.capacity.crosstalk": call(patterns=SIGNS),
    "hopfield.capacity.wrong_bit_probability": call(load=0.1),
    "hopfield.capacity.error_free_load": call(units=10),
    "hopfield.capacity.settled_overlap": call(load=0.1),
    "hopfield.capacity.capacity_trial": call(units=10, count=2, rng=rng, noise=0.1),
    "hopfield.capacity.first_crossing": call(
        tied="loads values", loads=np.arange(3.0), values=np.arange(3.0), level=1.5
    ),
    "hopfield.dense_capacity.odd_factorial": call(power=3),
    "hopfield.dense_capacity.wrong_bit_probability": call(units=10, count=3, power=3),
    "hopfield.dense_capacity.error_free_count": call(units=10, power=3),
    "hopfield.dense_capacity.predicted_count": call(units=10, power=3, share=0.9),
    "hopfield.dense_capacity.stable_share": call(units=10, count=2, power=2, rng=rng, tested=4),
    "hopfield.dense_capacity.stable": call(patterns=SIGNS, power=2, first=1),
    "hopfield.dense.energy": call(tied="x", patterns=SIGNS, x=x, power=3),
    "hopfield.dense.energy_changes": call(tied="x", patterns=SIGNS, x=x, power=3),
    "hopfield.dense.recall": call(tied="x", patterns=SIGNS, x=-x, rng=rng, power=3),
    "hopfield.dense.settle": call(tied="x", patterns=SIGNS, x=x, rng=rng, power=3),
    "hopfield.dense.is_stable": call(tied="x", patterns=SIGNS, x=x, power=3),
    "hopfield.dense.attention": call(tied="x", patterns=SIGNS, x=x),
    "hopfield.store": call(patterns=SIGNS),
    "hopfield.net_input": call(tied="x thresholds", **NET),
    "hopfield.energy": call(tied="x thresholds", **NET),
    "hopfield.energy_change": call(tied="x thresholds", **NET, k=1),
    "hopfield.recall": call(tied="x thresholds", **NET, rng=rng),
    "hopfield.settle": call(tied="x thresholds", **NET, rng=rng),
    "hopfield.recall_at_once": call(tied="x thresholds", **NET, rounds=2),
    "hopfield.is_stable": call(tied="x thresholds", **NET),
    "hopfield.overlap": call(tied="x", x=x, pattern=x),
    "hopfield.all_states": call(units=2),
    "hopfield.all_energies": call(tied="thresholds", weights=WEIGHTS, thresholds=B),
    "hopfield.all_minima": call(tied="thresholds", weights=WEIGHTS, thresholds=B),
    "hopfield.to_signs": call(free="bits", bits=BITS["x"]),
    "hopfield.cutting.cut": call(weights=WEIGHTS, share=0.5, rng=rng),
    "hopfield.sparse.sparse_patterns": call(count=2, units=6, activity=0.4, rng=rng),
    "hopfield.sparse.store": call(patterns=SIGNS),
    "hopfield.sparse.likeness": call(tied="states", states=SIGNS, patterns=SIGNS),
    "hopfield.fast.settler": call(tied="thresholds", weights=WEIGHTS, thresholds=B),
    "hopfield.patterns.letters": call(word="HO"),
    "hopfield.patterns.random_patterns": call(count=2, units=3, rng=rng),
    "hopfield.patterns.add_noise": call(pattern=x, share=0.5, rng=rng),
    "hopfield.spurious.census": call(patterns=SIGNS),
    "hopfield.spurious.kinds_of": call(states=SIGNS, patterns=SIGNS),
    "hopfield.spurious.mixtures_of_three": call(patterns=np.vstack([SIGNS, -SIGNS])),
    "hopfield.spurious.basins": call(weights=WEIGHTS),
}
