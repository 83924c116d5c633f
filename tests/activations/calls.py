"""Right calls of every public function that takes numbers: the chapter activations. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers.activations import hinges, normalised, regions
from nbhelpers.nn import mlp
from tests.edge.calling import call, rng

X = rng().random((6, 3))
Y = np.eye(2)[[0, 1, 0, 1, 1, 0]]
NET = mlp.new_mlp((3, 4, 2), rng())
w = rng().random(3)
LINE, PLANE = hinges.scattered(3, rng()), regions.random_net(3, 2, rng())
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
    "activations.propagation.gauss_mean": call(g=np.cos, square=1.0),
    "activations.propagation.mean_squares": call(name="leaky", square=1.0, leak=0.1),
    "activations.propagation.theory": call(name="leaky", widths=(3, 2, 2), rule="He", gain=1.0, leak=0.1),
    "activations.propagation.measured": call(
        name="leaky", widths=(3, 2, 2), rule="He", rng=rng, gain=1.0, leak=0.1, samples=2
    ),
    "activations.propagation.rate": call(sizes=w, skip=1),
    "activations.weight_init.initial_weights": call(n=3, units=2, rng=rng, rule="1/n"),
    "activations.weight_init.rms": call(free="z", z=X),
    "activations.weight_init.layer_sums": call(n=3, layers=2, rng=rng, rule="1/n", f="sigmoid", samples=2),
    "activations.weight_init.rms_in_theory": call(n=3, layers=2, rule="1/n", f="sigmoid"),
    "activations.hinges.through": call(tied="x y", x=[-1.0, 0.0, 2.0], y=w),
    "activations.hinges.scattered": call(units=3, rng=rng, low=-1.0, high=1.0),
    "activations.hinges.descend": call(tied="x y", net=LINE, x=w, y=w, steps=2, eta=0.1),
    "activations.hinges.hinges": call(net=LINE),
    "activations.regions.random_net": call(units=3, layers=2, rng=rng, extent=1.0),
    "activations.regions.pieces": call(net=PLANE, extent=1.0),
    "activations.regions.most": call(lines=3),
}
