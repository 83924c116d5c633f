"""Right calls of every public function that takes numbers: the chapter batches. See `tests/edge/calling.py`."""

from nbhelpers.datasets import preprocessing
from tests.edge.calling import call, rng

X = rng().random((6, 3))
y = rng().random(6)
w = rng().random(3)
C = preprocessing.covariance(X)

CALLS = {
    "batches.loss": call(free="w", tied="X y", X=X, y=y, w=w),
    "batches.sample_gradients": call(tied="X y w", X=X, y=y, w=w),
    "batches.minimum": call(tied="X y", X=X, y=y),
    "batches.curvature": call(X=X),
    "batches.noise_factor": call(samples=6, batch=2),
    "batches.scatter": call(G=X),
    "batches.batch_gradients": call(G=X, batch=2, draws=3, rng=rng),
    "batches.deal": call(samples=6, batch=2, rng=rng, order="shuffled"),
    "batches.descend": call(tied="w", X=X, y=y, w=w, eta=0.1, rows=[[0, 1], [2, 3]]),
    "batches.steps_an_epoch": call(samples=6, batch=2),
    "batches.checkpoints": call(samples=64, epochs=2, halvings=3),
    "batches.tide": call(samples=6, harmonics=2, span=1.0, noise=0.1, seed=0),
    "batches.noise_floor.stationary_variance": call(eta=0.1, lam=1.0, s=1.0),
    "batches.noise_floor.shuffled_variance": call(eta=0.1, samples=3, sigma2=1.0),
    "batches.tides.tide_of": call(weights="2"),
    "batches.noise_floor.variances": call(etas=w, lam=1.0, s=1.0, start=1.0),
    "batches.noise_floor.weights_of_samples": call(etas=w),
    "batches.noise_floor.noise_scale": call(tied="g", g=w, H=C, Sigma=C),
    "batches.noise_floor.best_step": call(tied="g", g=w, H=C, Sigma=C, batch=2.0),
    "batches.stability.drift": call(X=X),
    "batches.stability.curvature_moment": call(X=X, nu=0.1),
    "batches.stability.largest_eta": call(X=X, batch=2),
    "batches.stability.safe_eta": call(X=X, batch=2),
    "batches.stability.stationary_covariance": call(tied="X y", X=X, y=y, eta=0.1, batch=2),
    "batches.stability.excess_loss": call(tied="X y", X=X, y=y, eta=0.1, batch=2),
    "batches.stability.growth": call(X=X, eta=0.1, batch=2, seed=0, runs=2, steps=3),
    "batches.stability.breaking_eta": call(grows=lambda eta: eta > 1, low=0.0, high=2.0, halvings=3),
}
