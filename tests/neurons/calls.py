"""Right calls of every public function that takes numbers: the chapter neurons. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers import hopfield
from tests.edge.calling import call, rng

X = rng().random((6, 3))
LABELS = np.array([0, 1, 0, 1, 1, 0])
y = rng().random(6)
w = rng().random(3)
SIGNS = np.where(rng().random((2, 5)) > 0.5, 1.0, -1.0)
WEIGHTS = hopfield.store(SIGNS)
x = SIGNS[0]

CALLS = {
    "neurons.step": call(free="u", u=X),
    "neurons.weighted_sum": call(free="X", tied="w", X=X, w=X[0], theta=0.5),
    "neurons.layer": call(free="X", X=X, W=X[:3, :2].copy(), theta=np.zeros(2)),
    "neurons.corners": call(n=2),
    "neurons.decidable_tables": call(n=2, largest=1),
    "neurons.perceptron": call(tied="X y", X=X, y=LABELS, sweeps=3),
    "neurons.delta.delta_step": call(tied="x y", W=X, x=y, y=w, eta=0.1),
    "neurons.delta.sample_path": call(tied="X y w", X=X, y=y, w=w, eta=0.1, order=[0, 1]),
    "neurons.delta.mean_path": call(tied="X y w", X=X, y=y, w=w, eta=0.1, steps=2),
    "neurons.delta.half_mean_square": call(free="W", tied="X y", X=X, y=y, W=w),
    "neurons.delta.correlation": call(X=X),
    "neurons.delta.bound": call(X=X),
    "neurons.delta.factors": call(X=X, eta=0.1),
    "neurons.delta.least_squares": call(tied="X y", X=X, y=y),
    "neurons.delta.with_constant": call(free="X", X=X),
    "neurons.hebb.hebb_step": call(tied="x", W=WEIGHTS, x=x, eta=0.1),
    "neurons.hebb.pairs": call(steps=3, agree=0.5, rng=rng),
    "neurons.hebb.link": call(states=np.array([[1.0, -1.0], [1.0, 1.0]]), eta=0.1, w=0.0),
    "neurons.hebb.hebb": call(tied="w", X=X, w=w, eta=0.1),
    "neurons.hebb.oja": call(tied="w", X=X, w=w, eta=0.1),
    "neurons.hebb.principal": call(X=X),
}
