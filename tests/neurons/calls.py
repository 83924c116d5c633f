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
    "neurons.layer": call(free="X", X=X, W=X[:2], theta=np.zeros(2)),
    "neurons.corners": call(n=2),
    "neurons.decidable_tables": call(n=2, largest=1),
    "neurons.perceptron": call(tied="X d", X=X, d=LABELS, sweeps=3),
    "neurons.delta.delta_step": call(tied="x d", W=X, x=w, d=y, eta=0.1),
    "neurons.delta.sample_path": call(tied="X d w", X=X, d=y, w=w, eta=0.1, order=[0, 1]),
    "neurons.delta.mean_path": call(tied="X d w", X=X, d=y, w=w, eta=0.1, steps=2),
    "neurons.delta.half_mean_square": call(free="W", tied="X d", X=X, d=y, W=w),
    "neurons.delta.correlation": call(X=X),
    "neurons.delta.bound": call(X=X),
    "neurons.delta.factors": call(X=X, eta=0.1),
    "neurons.delta.least_squares": call(tied="X d", X=X, d=y),
    "neurons.delta.with_constant": call(free="X", X=X),
    "neurons.hebb.hebb_step": call(tied="y", W=WEIGHTS, y=x, eta=0.1),
    "neurons.hebb.pairs": call(steps=3, agree=0.5, rng=rng),
    "neurons.hebb.link": call(states=np.array([[1.0, -1.0], [1.0, 1.0]]), eta=0.1, w=0.0),
    "neurons.hebb.hebb": call(tied="w", X=X, w=w, eta=0.1),
    "neurons.hebb.oja": call(tied="w", X=X, w=w, eta=0.1),
    "neurons.hebb.principal": call(X=X),
    "neurons.weight_init.initial_weights": call(units=2, n=3, rng=rng, rule="1/n"),
    "neurons.weight_init.rms": call(free="u", u=X),
    "neurons.weight_init.layer_sums": call(n=3, layers=2, rng=rng, rule="1/n", f="sigmoid", samples=2),
    "neurons.weight_init.rms_in_theory": call(n=3, layers=2, rule="1/n", f="sigmoid"),
}
