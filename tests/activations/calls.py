"""Right calls of every public function that takes numbers: the chapter activations. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers.activations import normalised
from nbhelpers.nn import mlp
from tests.edge.calling import call, rng

X = rng().random((6, 3))
Y = np.eye(2)[[0, 1, 0, 1, 1, 0]]
NET = mlp.new_mlp((3, 4, 2), rng())
w = rng().random(3)
Z_HAT, R = normalised.normalise(X)

CALLS = {
    "activations.dying_relu.digits": call(samples=4),
    "activations.dying_relu.new_net": call(rng=rng, hidden="relu", bias=0.0),
    "activations.dying_relu.live": call(hidden="relu", eta=0.1, bias=0.0, steps=1, seed=0),
    "activations.normalised.normalise": call(Z=X),
    "activations.normalised.normalise_back": call(tied="e_hat Z_hat r", e_hat=X, Z_hat=Z_HAT, r=R),
    "activations.normalised.forward": call(net=NET, X=X),
    "activations.normalised.gradients": call(tied="X Y", net=NET, X=X, Y=Y),
    "activations.propagation.init_variance": call(rule="He", n_in=3, n_out=2),
    "activations.propagation.gauss_mean": call(g=np.cos, q=1.0),
    "activations.propagation.mean_squares": call(name="leaky", q=1.0, leak=0.1),
    "activations.propagation.theory": call(name="leaky", widths=(3, 2, 2), rule="He", gain=1.0, leak=0.1),
    "activations.propagation.measured": call(
        name="leaky", widths=(3, 2, 2), rule="He", rng=rng, gain=1.0, leak=0.1, samples=2
    ),
    "activations.propagation.rate": call(sizes=w, skip=1),
}
