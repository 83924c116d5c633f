"""Right calls of every public function that takes numbers: the chapter variational. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers import variational
from nbhelpers.nn import mlp
from tests.edge.calling import call, rng

X = rng().random((6, 3))
CODES = rng().normal(size=(6, 2))
VAE = variational.new_vae((3, 4, 2), rng())
NET = mlp.new_mlp((3, 4, 3), rng(), "tanh", "linear")
*BEFORE, SUMS = mlp.weighted_sums(VAE.decoder, CODES)

CALLS = {
    "variational.from_the_mean": call(vae=VAE, X=np.zeros((2, 3))),
    "variational.new_vae": call(sizes=(3, 2), rng=rng, hidden="tanh", gain=1.0),
    "variational.encode": call(vae=VAE, X=X),
    "variational.draw": call(free="eps", tied="mu log_var eps", mu=CODES, log_var=CODES / 2, eps=CODES / 3),
    "variational.kl": call(tied="mu log_var", mu=CODES, log_var=CODES / 2),
    "variational.minus_log_p": call(tied="X A", X=X, A=SUMS),
    "variational.loss": call(tied="X eps", vae=VAE, X=X, eps=CODES, beta=0.5),
    "variational.gradients": call(tied="X eps", vae=VAE, X=X, eps=CODES, beta=0.5),
    "variational.backward": call(net=VAE.decoder, activations=BEFORE, e=SUMS),
    "variational.train": call(vae=VAE, X=X, rng=rng, eta=0.1, batch=3, beta=0.5),
    "variational.field.curve": call(m=5),
    "variational.field.log_shares": call(x=X, centres=X[:4] / 2, sigma=0.5),
    "variational.field.best": call(x=X, centres=X[:4] / 2, sigma=0.5),
    "variational.field.log_density": call(x=X, centres=X[:4] / 2, sigma=0.5),
    "variational.field.learned": call(X=X, units=3, sigma=0.5, rng=rng, updates=1),
    "variational.field.trained_by": call(
        slopes=lambda net, rows: mlp.gradients(net, X[rows], X[rows]), X=X, units=3, rng=rng, updates=1
    ),
    "variational.field.follow": call(r=NET, x=X, steps=2, share=0.5),
    "variational.contractive.jacobian": call(net=NET, X=X),
    "variational.contractive.penalty": call(net=NET, X=X),
    "variational.contractive.penalty_gradients": call(net=NET, X=X),
    "variational.contractive.learned": call(X=X, units=3, sigma=0.5, rng=rng, updates=1),
    "variational.trained.of_the_curve": call(kind="noise", sigma="0.2", seed="0"),
    "variational.bound.log_normal": call(free="Z", Z=CODES),
    "variational.bound.log_weights": call(
        tied="X mu log_var", decoder=VAE.decoder, X=X, mu=CODES, log_var=CODES / 2, eps=np.stack([CODES, CODES / 2])
    ),
    "variational.bound.importance": call(logs=X),
    "variational.bound.log_evidence": call(decoder=VAE.decoder, X=X, reach=2.0, step=0.5),
}
